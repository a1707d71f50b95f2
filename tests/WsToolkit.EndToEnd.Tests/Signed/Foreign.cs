using System.Security.Cryptography;
using System.Text;

namespace WsToolkit.EndToEnd.Tests.Signed;

/// <summary>Signs as clients in the field do, without anything of the toolkit.</summary>
internal static class Foreign
{
    public const string Key = "key";
    public const string Secret = "s3cr3t";

    private static int _count;

    public static string Login(DateTimeOffset time, string key = Key, string secret = Secret, bool raw = false, string? nonce = null)
    {
        nonce ??= NextNonce();
        var ts = time.ToUnixTimeMilliseconds();
        return $$"""{"op":"auth","key":"{{key}}","ts":{{ts}},"nonce":"{{nonce}}","sig":"{{Sign("/ws/v1/stream", ts, nonce, "", secret, raw)}}"}""";
    }

    public static string Call(
        DateTimeOffset time, string operation, string? data, string secret = Secret, bool raw = false, string? nonce = null)
    {
        nonce ??= NextNonce();
        var ts = time.ToUnixTimeMilliseconds();
        var signature = Sign("/ws/v1/" + operation, ts, nonce, data is null or "null" ? "" : data, secret, raw);
        var member = data is null ? "" : $",\"data\":{data}";
        return $$"""{"op":"{{operation}}","ts":{{ts}},"nonce":"{{nonce}}","sig":"{{signature}}"{{member}}}""";
    }

    public static string Sign(string path, long ts, string nonce, string body, string secret = Secret, bool raw = false)
    {
        var digest = Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(body))).ToLowerInvariant();
        var key = Encoding.UTF8.GetBytes(secret);
        if (!raw)
        {
            key = Encoding.ASCII.GetBytes(Convert.ToBase64String(SHA256.HashData(key)).Replace('+', '-').Replace('/', '_'));
        }

        var text = $"WS\n{path}\n{ts}\n{nonce}\n{digest}";
        return Convert.ToHexString(HMACSHA256.HashData(key, Encoding.UTF8.GetBytes(text))).ToLowerInvariant();
    }

    private static string NextNonce() => $"n_{Interlocked.Increment(ref _count)}";
}
