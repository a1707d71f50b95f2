using System.Buffers.Text;
using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>The members of an envelope in the default dialect.</summary>
internal enum EnvelopeMember
{
    Unknown = -1,
    Id,
    Method,
    Payload,
    Response,
    Error,
    Item,
    Stream,
    Credit,
    Progress,
    Timeout,
    Cancel,
    End,
}

/// <summary>Where a member's value stands in the message.</summary>
internal struct EnvelopeValue
{
    public int Start;
    public int Length;
    public JsonTokenType Type;
    public bool Escaped;

    public readonly bool Exists => Type != JsonTokenType.None;

    /// <summary>The value as it stands in the message.</summary>
    public readonly ReadOnlyMemory<byte> Of(ReadOnlyMemory<byte> message) => message.Slice(Start, Length);

    /// <summary>Reads a text; only one with escapes has to be copied.</summary>
    public readonly bool TryReadText(ReadOnlyMemory<byte> message, out ReadOnlyMemory<byte> text)
    {
        text = default;
        if (Type != JsonTokenType.String)
        {
            return false;
        }

        if (!Escaped)
        {
            text = message.Slice(Start + 1, Length - 2);
            return true;
        }

        var reader = new Utf8JsonReader(message.Span.Slice(Start, Length));
        reader.Read();
        var copy = new byte[Length];
        try
        {
            text = copy.AsMemory(0, reader.CopyString(copy));
            return true;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair.
            return false;
        }
    }

    public readonly bool TryReadInteger(ReadOnlyMemory<byte> message, out long number)
    {
        number = 0;
        return Type == JsonTokenType.Number && Utf8Parser.TryParse(Of(message).Span, out number, out var read) && read == Length;
    }
}

/// <summary>The values that were found, by member.</summary>
[InlineArray(Count)]
internal struct EnvelopeValues
{
    public const int Count = (int)EnvelopeMember.End + 1;

    private EnvelopeValue _first;
}

/// <summary>Tells members apart by their names.</summary>
internal static class EnvelopeMembers
{
    private static readonly string[] Names =
    [
        "id", "method", "payload", "response", "error", "item", "stream", "credit", "progress", "timeout", "cancel", "end",
    ];

    public static string Name(EnvelopeMember member) => Names[(int)member];

    /// <summary>Finds the member of the name on which the reader stands.</summary>
    public static EnvelopeMember Find(ref Utf8JsonReader reader)
    {
        if (reader.ValueIsEscaped)
        {
            return FindEscaped(ref reader);
        }

        var name = reader.ValueSpan;
        switch (name.Length)
        {
            case 2 when name.SequenceEqual("id"u8):
                return EnvelopeMember.Id;
            case 3 when name.SequenceEqual("end"u8):
                return EnvelopeMember.End;
            case 4 when name.SequenceEqual("item"u8):
                return EnvelopeMember.Item;
            case 5 when name.SequenceEqual("error"u8):
                return EnvelopeMember.Error;
            case 6 when name.SequenceEqual("method"u8):
                return EnvelopeMember.Method;
            case 6 when name.SequenceEqual("stream"u8):
                return EnvelopeMember.Stream;
            case 6 when name.SequenceEqual("credit"u8):
                return EnvelopeMember.Credit;
            case 6 when name.SequenceEqual("cancel"u8):
                return EnvelopeMember.Cancel;
            case 7 when name.SequenceEqual("payload"u8):
                return EnvelopeMember.Payload;
            case 7 when name.SequenceEqual("timeout"u8):
                return EnvelopeMember.Timeout;
            case 8 when name.SequenceEqual("response"u8):
                return EnvelopeMember.Response;
            case 8 when name.SequenceEqual("progress"u8):
                return EnvelopeMember.Progress;
            default:
                return EnvelopeMember.Unknown;
        }
    }

    private static EnvelopeMember FindEscaped(ref Utf8JsonReader reader)
    {
        try
        {
            for (var i = 0; i < Names.Length; i++)
            {
                if (reader.ValueTextEquals(Names[i]))
                {
                    return (EnvelopeMember)i;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: no name of ours.
        }

        return EnvelopeMember.Unknown;
    }
}
