using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.Framing;

/// <summary>The key of the opening handshake and the answer to it (RFC 6455, sections 4.1 and 4.2.2).</summary>
public static class HandshakeKey
{
    private const string Suffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private const int ByteCount = 16;
    private const int CharCount = 24;

    /// <summary>Creates a value for <c>Sec-WebSocket-Key</c> from 16 bytes of the system's cryptographic generator.</summary>
    /// <returns>The bytes in base64.</returns>
    public static string Create()
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        RandomNumberGenerator.Fill(bytes);
        return Convert.ToBase64String(bytes);
    }

    /// <summary>Whether a received <c>Sec-WebSocket-Key</c> is the base64 of exactly 16 bytes.</summary>
    /// <param name="key">The value.</param>
    /// <returns>Whether it is.</returns>
    public static bool IsValid(ReadOnlySpan<char> key)
    {
        Span<byte> bytes = stackalloc byte[ByteCount];
        return key.Length == CharCount && Convert.TryFromBase64Chars(key, bytes, out var count) && count == ByteCount;
    }

    /// <summary>The value of <c>Sec-WebSocket-Accept</c> that answers a key.</summary>
    /// <param name="key">The value of <c>Sec-WebSocket-Key</c>, as it stands there.</param>
    /// <returns>The base64 of a SHA-1 hash.</returns>
    public static string ComputeAccept(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        Span<byte> hash = stackalloc byte[SHA1.HashSizeInBytes];
#pragma warning disable CA5350 // RFC 6455 asks for SHA-1; nothing is kept secret by it.
        SHA1.HashData(Encoding.ASCII.GetBytes(key + Suffix), hash);
#pragma warning restore CA5350
        return Convert.ToBase64String(hash);
    }
}
