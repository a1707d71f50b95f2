using System.Buffers;
using System.Text;

namespace WsToolkit.Framing.Tests.Handshake;

/// <summary>HTTP messages as text, and what the handshake made of them.</summary>
internal static class Http
{
    /// <summary>The key of the example in RFC 6455, section 1.3.</summary>
    public const string Key = "dGhlIHNhbXBsZSBub25jZQ==";

    public const string AcceptOfKey = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";

    public static readonly string[] RequestFields =
    [
        "Host: example.com", "Upgrade: websocket", "Connection: Upgrade", $"Sec-WebSocket-Key: {Key}", "Sec-WebSocket-Version: 13",
    ];

    /// <summary>The bytes of text in which every character is a byte.</summary>
    public static byte[] Bytes(string text) => Encoding.Latin1.GetBytes(text);

    public static string Message(string startLine, params IEnumerable<string> fields)
        => string.Concat(fields.Prepend(startLine).Select(line => line + "\r\n")) + "\r\n";

    /// <summary>A valid request with more fields.</summary>
    public static string Request(params IEnumerable<string> more) => Message("GET /chat HTTP/1.1", RequestFields.Concat(more));

    /// <summary>A valid request without the fields of a name, and with others.</summary>
    public static string RequestWithout(string name, params IEnumerable<string> others)
        => Message(
            "GET /chat HTTP/1.1", RequestFields.Where(field => !field.StartsWith(name + ":", StringComparison.Ordinal)).Concat(others));

    public static ServerHandshake Serve(string request, HandshakeLimits? limits = null)
    {
        var server = new ServerHandshake(limits);
        server.Receive(Bytes(request));
        return server;
    }

    public static HandshakeRequest Valid(string request)
    {
        var server = Serve(request);
        Assert.Null(server.Error);
        Assert.Equal(ServerHandshakeState.Received, server.State);
        return Assert.IsType<HandshakeRequest>(server.Request);
    }

    /// <summary>Checks that a request is invalid, and gives the response that says so.</summary>
    public static string Refused(string request, int status, HandshakeLimits? limits = null)
    {
        var server = Serve(request, limits);
        Assert.Equal(ServerHandshakeState.Invalid, server.State);
        Assert.Null(server.Request);
        Assert.Equal(status, server.Error!.StatusCode);
        var response = Written(server.RejectInvalid);
        Assert.StartsWith($"HTTP/1.1 {status} ", response);
        Assert.Equal(ServerHandshakeState.Rejected, server.State);
        return response;
    }

    public static string Written(Action<IBufferWriter<byte>> write)
    {
        var output = new ArrayBufferWriter<byte>();
        write(output);
        return Encoding.Latin1.GetString(output.WrittenSpan);
    }

    /// <summary>The request that a client writes.</summary>
    public static string Asked(string uri, ClientHandshakeOptions? options = null)
        => Written(new ClientHandshake(new Uri(uri), options).WriteRequest);

    /// <summary>The value of a field that stands in a message once.</summary>
    public static string Field(string message, string name)
    {
        var prefix = name + ": ";
        var lines = message[..message.IndexOf("\r\n\r\n", StringComparison.Ordinal)].Split("\r\n");
        return Assert.Single(lines, line => line.StartsWith(prefix, StringComparison.OrdinalIgnoreCase))[prefix.Length..];
    }

    public static bool HasField(string message, string name) => message.Contains($"\r\n{name}:", StringComparison.OrdinalIgnoreCase);

    /// <summary>A client that has sent its request, and the value that accepts it.</summary>
    public static (ClientHandshake Client, string Accept) Started(ClientHandshakeOptions? options = null)
    {
        var client = new ClientHandshake(new Uri("ws://example.com/chat"), options);
        var request = Written(client.WriteRequest);
        return (client, HandshakeKey.ComputeAccept(Field(request, "Sec-WebSocket-Key")));
    }

    /// <summary>A client that has received a 101 whose accept field is right, and the given fields.</summary>
    public static ClientHandshake Answered(ClientHandshakeOptions? options, params IEnumerable<string> fields)
    {
        var (client, accept) = Started(options);
        client.Receive(Bytes(Message("HTTP/1.1 101 Switching Protocols", fields.Append($"Sec-WebSocket-Accept: {accept}"))));
        return client;
    }

    /// <summary>A client that has received the given bytes as the response.</summary>
    public static ClientHandshake AnsweredRaw(string response, HandshakeLimits? limits = null)
    {
        var (client, _) = Started(new ClientHandshakeOptions { Limits = limits ?? new HandshakeLimits() });
        client.Receive(Bytes(response));
        return client;
    }
}
