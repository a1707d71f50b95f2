using System.Buffers.Text;

namespace WsToolkit.Dialects;

/// <summary>Writes the id of a request into its field, which is as wide as declared. Every byte has to be printable ASCII.</summary>
/// <param name="id">The field.</param>
/// <param name="action">The action as it stands in the header.</param>
/// <param name="number">1 for the first request of a connection, and one more for each other; also for one whose id was in use.</param>
public delegate void FixedHeaderIdWriter(Span<byte> id, ReadOnlySpan<byte> action, long number);

/// <summary>
/// How a client makes the ids of its requests. An id that is in use is not taken: the next one is. Immutable, thread-safe.
/// </summary>
public sealed class FixedHeaderIds
{
    private readonly FixedHeaderIdWriter _write;

    private FixedHeaderIds(FixedHeaderIdWriter write, bool isOnePerConnection = false)
    {
        _write = write;
        IsOnePerConnection = isOnePerConnection;
    }

    /// <summary>Letters drawn at random: <c>aXbQkLmUyE</c>. The default.</summary>
    public static FixedHeaderIds RandomLetters { get; } = new(static (id, _, _) => Random.Shared.GetItems(Letters, id));

    /// <summary>
    /// The action, and letters drawn at random behind it: <c>0506EViGZS</c>. Where the action does not fit, letters only.
    /// </summary>
    public static FixedHeaderIds ActionAndLetters { get; } =
        new(static (id, action, _) => Random.Shared.GetItems(Letters, BehindAction(id, action)));

    /// <summary>
    /// The action, and a counter with leading zeros behind it that begins again with 1 after its last number: <c>0506000001</c>. Where the
    /// action does not fit, the counter only.
    /// </summary>
    public static FixedHeaderIds Counter { get; } = new(static (id, action, number) => Count(BehindAction(id, action), number));

    /// <summary>
    /// One id for all requests of a connection, drawn at random. Needs <see cref="FixedHeaderOptions.LengthClasses"/>, since such ids do
    /// not tell which request an answer belongs to.
    /// </summary>
    public static FixedHeaderIds OnePerConnection { get; } =
        new(static (id, _, _) => Random.Shared.GetItems(Letters, id), isOnePerConnection: true);

    internal bool IsOnePerConnection { get; }

    private static ReadOnlySpan<byte> Letters => "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"u8;

    /// <summary>Ids that the application makes.</summary>
    /// <param name="write">Writes an id; called by several threads, and must not block.</param>
    /// <returns>The ids.</returns>
    public static FixedHeaderIds Create(FixedHeaderIdWriter write)
    {
        ArgumentNullException.ThrowIfNull(write);
        return new FixedHeaderIds(write);
    }

    /// <summary>Writes an id.</summary>
    /// <exception cref="InvalidOperationException">The application has made one that cannot travel.</exception>
    internal void Write(Span<byte> id, ReadOnlySpan<byte> action, long number)
    {
        id.Clear();
        _write(id, action, number);
        if (!FixedHeaderField.IsText(id))
        {
            throw new InvalidOperationException($"An id has to be {id.Length} bytes of printable ASCII.");
        }
    }

    private static Span<byte> BehindAction(Span<byte> id, ReadOnlySpan<byte> action)
    {
        if (action.Length >= id.Length)
        {
            return id;
        }

        action.CopyTo(id);
        return id[action.Length..];
    }

    private static void Count(Span<byte> digits, long number)
    {
        // More digits than a long has stay zeros.
        var places = Math.Min(digits.Length, 18);
        digits[..^places].Fill((byte)'0');
        var last = (long)Math.Pow(10, places) - 1;
        Utf8Formatter.TryFormat(((number - 1) % last) + 1, digits[^places..], out _, new System.Buffers.StandardFormat('D', (byte)places));
    }
}
