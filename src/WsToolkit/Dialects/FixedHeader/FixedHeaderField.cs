namespace WsToolkit.Dialects;

/// <summary>A field of a fixed header: printable ASCII characters of a fixed number. Immutable.</summary>
public sealed record FixedHeaderField
{
    /// <summary>The widest that a field may be, in bytes: 64.</summary>
    public const int MaxWidth = 64;

    /// <summary>Declares a field.</summary>
    /// <param name="kind">What it holds.</param>
    /// <param name="width">Its width in bytes, from 1 to <see cref="MaxWidth"/>; of a status 9 at most.</param>
    /// <param name="padding">How shorter texts fill it.</param>
    /// <exception cref="ArgumentOutOfRangeException">The width is out of range, or one of the others is no value of its type.</exception>
    public FixedHeaderField(FixedHeaderFieldKind kind, int width, FixedHeaderPadding padding = FixedHeaderPadding.Exact)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)kind, (byte)FixedHeaderFieldKind.Status, nameof(kind));
        ArgumentOutOfRangeException.ThrowIfGreaterThan((byte)padding, (byte)FixedHeaderPadding.Zero, nameof(padding));
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, kind == FixedHeaderFieldKind.Status ? 9 : MaxWidth);
        Kind = kind;
        Width = width;
        Padding = padding;
    }

    /// <summary>What the field holds.</summary>
    public FixedHeaderFieldKind Kind { get; }

    /// <summary>The field's width in bytes.</summary>
    public int Width { get; }

    /// <summary>How shorter texts fill it.</summary>
    public FixedHeaderPadding Padding { get; }

    /// <summary>Whether bytes may stand in a field: printable ASCII and spaces.</summary>
    internal static bool IsText(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExceptInRange((byte)' ', (byte)'~') < 0;

    /// <summary>Fills the field.</summary>
    /// <returns>False when the text is too long, too short for a field without padding, or no printable ASCII.</returns>
    internal bool TryFill(Span<byte> field, ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || text.Length > Width || !IsText(text) || (text.Length < Width && Padding == FixedHeaderPadding.Exact))
        {
            return false;
        }

        var before = Padding == FixedHeaderPadding.RightSpace ? 0 : Width - text.Length;
        field[..Width].Fill(Padding == FixedHeaderPadding.Zero ? (byte)'0' : (byte)' ');
        text.CopyTo(field[before..]);
        return true;
    }

    /// <summary>The text of a field without what fills it up; one character is left in any case.</summary>
    internal ReadOnlyMemory<byte> Strip(ReadOnlyMemory<byte> field)
    {
        var span = field.Span;
        var (start, end) = (0, span.Length);
        switch (Padding)
        {
            case FixedHeaderPadding.RightSpace:
                while (end > 1 && span[end - 1] == (byte)' ')
                {
                    end--;
                }

                break;
            case FixedHeaderPadding.LeftSpace or FixedHeaderPadding.Zero:
                var filler = Padding == FixedHeaderPadding.Zero ? (byte)'0' : (byte)' ';
                while (start < end - 1 && span[start] == filler)
                {
                    start++;
                }

                break;
        }

        return field[start..end];
    }
}
