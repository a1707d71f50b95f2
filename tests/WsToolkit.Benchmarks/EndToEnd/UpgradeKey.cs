using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>The answer to a handshake's key (RFC 6455, section 4.2.2).</summary>
internal static class UpgradeKey
{
    public static string Accept(string key)
        => Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
}
