using System.Buffers;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>Puts the head of an HTTP message together. What goes in has been checked to be ASCII.</summary>
internal sealed class HttpHeadWriter
{
    private static readonly string[] FramingNames = ["Connection", "Content-Length", "Transfer-Encoding"];
    private static readonly string[] RequestNames = ["Host", "Upgrade", "Origin"];

    private readonly StringBuilder _text;

    public HttpHeadWriter(string startLine) => _text = new StringBuilder(startLine, 512).Append("\r\n");

    public void Add(string name, string value) => _text.Append(name).Append(": ").Append(value).Append("\r\n");

    public void Add(IEnumerable<KeyValuePair<string, string>> headers)
    {
        foreach (var (name, value) in headers)
            Add(name, value);
    }

    public void WriteTo(IBufferWriter<byte> output) => Encoding.ASCII.GetBytes(_text.Append("\r\n").ToString(), output);

    /// <summary>Refuses fields that a client may not add to its request.</summary>
    public static void ThrowIfNotForRequest(IEnumerable<KeyValuePair<string, string>> headers)
        => ThrowIfNotSendable(headers, name => IsOf(FramingNames, name) || IsOf(RequestNames, name) || IsHandshakes(name));

    /// <summary>Refuses fields that a server may not add to its 101.</summary>
    public static void ThrowIfNotForAcceptance(IEnumerable<KeyValuePair<string, string>> headers)
        => ThrowIfNotSendable(
            headers, name => IsOf(FramingNames, name) || name.Equals("Upgrade", StringComparison.OrdinalIgnoreCase) || IsHandshakes(name));

    /// <summary>Refuses fields that a server may not add to a refusal.</summary>
    public static void ThrowIfNotForRefusal(IEnumerable<KeyValuePair<string, string>> headers)
        => ThrowIfNotSendable(headers, name => IsOf(FramingNames, name));

    private static void ThrowIfNotSendable(IEnumerable<KeyValuePair<string, string>> headers, Func<string, bool> isReserved)
    {
        foreach (var (name, value) in headers)
        {
            if (!HttpSyntax.IsToken(name))
                throw new ArgumentException("The name of a header field is not a token.", nameof(headers));
            if (isReserved(name))
                throw new ArgumentException($"The header field {name} belongs to the handshake.", nameof(headers));
            if (value is null || !HttpSyntax.IsAsciiFieldValue(value))
                throw new ArgumentException($"The value of the header field {name} is not printable ASCII.", nameof(headers));
        }
    }

    private static bool IsOf(string[] names, string name) => names.Contains(name, StringComparer.OrdinalIgnoreCase);

    private static bool IsHandshakes(string name) => name.StartsWith("Sec-WebSocket-", StringComparison.OrdinalIgnoreCase);
}
