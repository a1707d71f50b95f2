using System.Buffers;

namespace WsToolkit.Framing.Fuzz;

/// <summary>A pool that counts what is rented, refuses what was not, and spoils what comes back.</summary>
internal sealed class CountingPool : ArrayPool<byte>
{
    private readonly List<(byte[] Array, int Asked)> _rented = [];

    /// <summary>The bytes that have been asked for and not been given back.</summary>
    public long Outstanding { get; private set; }

    /// <summary>The most that <see cref="Outstanding"/> has been.</summary>
    public long Peak { get; private set; }

    public override byte[] Rent(int minimumLength)
    {
        var array = Shared.Rent(minimumLength);
        _rented.Add((array, minimumLength));
        Outstanding += minimumLength;
        Peak = Math.Max(Peak, Outstanding);
        return array;
    }

    public override void Return(byte[] array, bool clearArray = false)
    {
        var index = _rented.FindIndex(rented => ReferenceEquals(rented.Array, array));
        if (index < 0)
        {
            throw new FuzzFailureException("An array was given back that was not rented, or twice.");
        }

        Outstanding -= _rented[index].Asked;
        _rented.RemoveAt(index);
        array.AsSpan(0, Math.Min(array.Length, 4096)).Fill(0xDD);
        Shared.Return(array);
    }
}
