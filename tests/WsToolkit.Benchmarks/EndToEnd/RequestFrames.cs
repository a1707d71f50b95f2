using System.Globalization;
using System.Text;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>Writes the masked frames of numbered requests, all of one length, with no more work than the digits of the number.</summary>
internal sealed class RequestFrames
{
    private const int Digits = 10;
    private static readonly byte[] Key = [0x37, 0xFA, 0x21, 0x3D];

    private readonly byte[] _frame;
    private readonly int _digits;
    private readonly int _payload;

    private RequestFrames(string text, int digits)
    {
        var payload = Encoding.UTF8.GetBytes(text);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(payload.Length, ushort.MaxValue);
        _frame = payload.Length <= 125
            ? [0x81, (byte)(0x80 | payload.Length), .. Key, .. payload]
            : [0x81, 0x80 | 126, (byte)(payload.Length >> 8), (byte)payload.Length, .. Key, .. payload];
        _payload = _frame.Length - payload.Length;
        _digits = digits;
        for (var index = 0; index < payload.Length; index++)
        {
            _frame[_payload + index] ^= Key[index % Key.Length];
        }
    }

    public int Size => _frame.Length;

    /// <summary>A call of the <see cref="Desk"/>.</summary>
    public static RequestFrames Call()
    {
        const string Before = "{\"id\":";
        const string After = ""","method":"estimate_swap","payload":{"amountIn":100.25,"assetIn":"ETH","assetOut":"USDT"}}""";
        return new RequestFrames(Before + Number(0) + After, Before.Length);
    }

    /// <summary>Text of a length, at least that of a number.</summary>
    public static RequestFrames Text(int length) => new(Number(0).PadRight(length, '.'), 0);

    public void Write(Span<byte> destination, int number)
    {
        _frame.CopyTo(destination);
        for (var index = _digits + Digits - 1; number > 0; index--)
        {
            destination[_payload + index] = (byte)(('0' + (number % 10)) ^ Key[index % Key.Length]);
            number /= 10;
        }
    }

    // The first digit is not 0, which JSON forbids, and is never changed.
    private static string Number(int number) => (1_000_000_000 + number).ToString(CultureInfo.InvariantCulture);
}
