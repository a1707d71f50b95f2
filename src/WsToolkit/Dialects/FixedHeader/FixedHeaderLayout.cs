namespace WsToolkit.Dialects;

/// <summary>
/// The header of all requests or of all responses: fields of fixed widths, one after the other, before the body. Immutable.
/// </summary>
public sealed class FixedHeaderLayout
{
    private readonly FixedHeaderField[] _fields;

    /// <summary>Declares a header: an id, and an action for requests or a status for responses.</summary>
    /// <param name="fields">The fields in their order.</param>
    /// <exception cref="ArgumentException">A field is missing or there twice, or there are both action and status.</exception>
    public FixedHeaderLayout(params FixedHeaderField[] fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        _fields = [.. fields];
        if (Count(FixedHeaderFieldKind.Id) != 1 || Count(FixedHeaderFieldKind.Action) + Count(FixedHeaderFieldKind.Status) != 1)
        {
            throw new ArgumentException("A header has one id, and either one action or one status.", nameof(fields));
        }

        Length = _fields.Sum(field => field.Width);

        int Count(FixedHeaderFieldKind kind) => _fields.Count(field => field.Kind == kind);
    }

    /// <summary>An action of 4 characters, then an id of 10.</summary>
    public static FixedHeaderLayout DefaultRequest { get; } = new(
        new FixedHeaderField(FixedHeaderFieldKind.Action, 4), new FixedHeaderField(FixedHeaderFieldKind.Id, 10));

    /// <summary>An id of 10 characters, then a status of 3.</summary>
    public static FixedHeaderLayout DefaultResponse { get; } = new(
        new FixedHeaderField(FixedHeaderFieldKind.Id, 10), new FixedHeaderField(FixedHeaderFieldKind.Status, 3, FixedHeaderPadding.Zero));

    /// <summary>The fields in their order.</summary>
    public IReadOnlyList<FixedHeaderField> Fields => _fields;

    /// <summary>The length of the header in bytes.</summary>
    public int Length { get; }

    /// <summary>Finds a field.</summary>
    /// <returns>The field and where it begins, or no field.</returns>
    internal (FixedHeaderField? Field, int Offset) Find(FixedHeaderFieldKind kind)
    {
        var offset = 0;
        foreach (var field in _fields)
        {
            if (field.Kind == kind)
            {
                return (field, offset);
            }

            offset += field.Width;
        }

        return (null, 0);
    }
}
