using System.Buffers;
using System.Buffers.Text;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// Writes numbers as the servers do that the compatible profile stands in for: integers as they are; everything else, of which no digit is
/// lost, in the form of the General Decimal Arithmetic specification's to-scientific-string.
/// </summary>
internal static class CompatNumber
{
    /// <summary>Beyond this many digits an exponent is left as it came.</summary>
    private const int MostExponentDigits = 17;

    public static void Write(OutputBuffer output, ReadOnlySpan<byte> number)
    {
        if (number.IndexOfAny(".eE"u8) < 0)
        {
            output.Write(number.SequenceEqual("-0"u8) ? "0"u8 : number);
            return;
        }

        var mantissa = number;
        long exponent = 0;
        if (number.IndexOfAny("eE"u8) is >= 0 and var e)
        {
            mantissa = number[..e];
            var power = number[(e + 1)..];
            power = power[0] == (byte)'+' ? power[1..] : power;
            if (power.Length > MostExponentDigits || !Utf8Parser.TryParse(power, out exponent, out _))
            {
                output.Write(number);
                return;
            }
        }

        if (mantissa[0] == (byte)'-')
        {
            output.Write("-"u8);
            mantissa = mantissa[1..];
        }

        var array = mantissa.Length > 256 ? ArrayPool<byte>.Shared.Rent(mantissa.Length) : null;
        var digits = array ?? stackalloc byte[256];
        Write(output, digits[..Digits(mantissa, digits, ref exponent)], exponent);
        if (array is not null)
        {
            ArrayPool<byte>.Shared.Return(array);
        }
    }

    /// <summary>Gives the digits without point and leading zeros; the exponent becomes that of the last one.</summary>
    private static int Digits(ReadOnlySpan<byte> mantissa, Span<byte> digits, ref long exponent)
    {
        var point = mantissa.IndexOf((byte)'.');
        var length = mantissa.Length;
        if (point < 0)
        {
            mantissa.CopyTo(digits);
        }
        else
        {
            mantissa[..point].CopyTo(digits);
            mantissa[(point + 1)..].CopyTo(digits[point..]);
            length--;
            exponent -= length - point;
        }

        var zeros = digits[..length].IndexOfAnyExcept((byte)'0');
        zeros = zeros < 0 ? length - 1 : zeros;
        digits[zeros..length].CopyTo(digits);
        return length - zeros;
    }

    private static void Write(OutputBuffer output, ReadOnlySpan<byte> digits, long exponent)
    {
        var left = exponent + digits.Length;
        if (exponent > 0 || left <= -6)
        {
            output.Write(digits[..1]);
            if (digits.Length > 1)
            {
                output.Write("."u8);
                output.Write(digits[1..]);
            }

            WriteExponent(output, left - 1);
        }
        else if (left <= 0)
        {
            output.Write("0."u8);
            output.Write("00000"u8[..(int)-left]);
            output.Write(digits);
        }
        else
        {
            output.Write(digits[..(int)left]);
            if (exponent < 0)
            {
                output.Write("."u8);
                output.Write(digits[(int)left..]);
            }
        }
    }

    private static void WriteExponent(OutputBuffer output, long exponent)
    {
        output.Write(exponent < 0 ? "E"u8 : "E+"u8);
        Utf8Formatter.TryFormat(exponent, output.GetSpan(20), out var written);
        output.Advance(written);
    }
}
