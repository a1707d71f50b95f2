using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Walkers;

/// <summary>
/// A message that a client has passed on to others. It cannot say that it is one of the server's own, and who has sent it is for the server
/// to
/// say.
/// </summary>
internal sealed class ForwardedMessage
{
    private readonly List<Range> _members;

    private ForwardedMessage(ReadOnlyMemory<byte> bytes, List<Range> members, string? eventName)
    {
        Bytes = bytes;
        _members = members;
        EventName = eventName;
    }

    /// <summary>The message as it was sent.</summary>
    public ReadOnlyMemory<byte> Bytes { get; }

    /// <summary>Its type when that is a text.</summary>
    public string? EventName { get; }

    /// <summary>Reads a message.</summary>
    /// <param name="bytes">A JSON object.</param>
    /// <exception cref="WsException">It has the type of a message of the server's own or several types, or is not well-formed.</exception>
    public static ForwardedMessage Read(ReadOnlyMemory<byte> bytes)
    {
        List<Range> members = [];
        string? eventName = null;
        var hasType = false;
        try
        {
            var reader = new Utf8JsonReader(bytes.Span, new JsonReaderOptions { MaxDepth = 1001 });
            reader.Read();
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var start = (int)reader.TokenStartIndex;
                var isSender = reader.ValueTextEquals("sender"u8);
                var isType = reader.ValueTextEquals("type"u8);
                reader.Read();
                if (isType && hasType)
                {
                    // Of several, the hook might see one and a receiver take another.
                    throw WalkerErrors.TypeTwice();
                }

                hasType |= isType;
                if (isType && reader.TokenType == JsonTokenType.String)
                {
                    eventName = reader.GetString()!;
                    if (TaggedEvents.IsReserved(eventName))
                    {
                        throw WalkerErrors.ReservedType(eventName);
                    }
                }

                reader.Skip();
                if (!isSender)
                {
                    members.Add(start..(int)reader.BytesConsumed);
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // Half of a surrogate pair, perhaps: what cannot be read cannot be checked.
            throw WalkerErrors.Unreadable(exception);
        }

        return new ForwardedMessage(bytes, members, eventName);
    }

    /// <summary>The message with who has sent it.</summary>
    public byte[] WithSender(WsWalkerIdentity sender)
        => SharedEncoder.Encode((this, sender), static (output, parts) => parts.Item1.Write(output, parts.sender));

    private void Write(OutputBuffer output, WsWalkerIdentity sender)
    {
        output.Write("{"u8);
        foreach (var member in _members)
        {
            output.Write(Bytes.Span[member]);
            output.Write(","u8);
        }

        output.Write("\"sender\":{\"client_id\":"u8);
        JsonText.Write(output, sender.ClientId);
        output.Write(",\"root_id\":"u8);
        JsonText.Write(output, sender.UserId);
        output.Write("}}"u8);
    }
}
