using System.Text;

namespace WsToolkit.Dialects.Signing;

/// <summary>The time stamp and the nonce of one message, as they are written.</summary>
public readonly ref struct WsStamp
{
    /// <summary>The longest time stamp and nonce together, in bytes.</summary>
    public const int MaxBytes = SigningText.MaxTimestampBytes + WsNonce.MaxBytes;

    private WsStamp(ReadOnlySpan<byte> timestamp, ReadOnlySpan<byte> nonce)
    {
        Timestamp = timestamp;
        Nonce = nonce;
    }

    /// <summary>The time stamp.</summary>
    public ReadOnlySpan<byte> Timestamp { get; }

    /// <summary>The nonce.</summary>
    public ReadOnlySpan<byte> Nonce { get; }

    /// <summary>Makes one of given texts.</summary>
    /// <param name="timestamp">The time stamp.</param>
    /// <param name="nonce">The nonce.</param>
    /// <returns>The stamp.</returns>
    public static WsStamp Of(string timestamp, string nonce = "") => new(Encoding.UTF8.GetBytes(timestamp), Encoding.UTF8.GetBytes(nonce));

    /// <summary>Makes one for now.</summary>
    /// <param name="recipe">How both are written.</param>
    /// <param name="now">The time, corrected by the difference to the other end's clock where that is known.</param>
    /// <param name="memory">Where both stand; at least <see cref="MaxBytes"/> long.</param>
    /// <returns>The stamp, which refers to the memory.</returns>
    public static WsStamp For(WsSigningRecipe recipe, DateTimeOffset now, Span<byte> memory)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var length = SigningText.WriteTimestamp(memory[..SigningText.MaxTimestampBytes], now + recipe.TimestampOffset, recipe.Timestamp);
        var timestamp = memory[..length];
        var nonce = memory[SigningText.MaxTimestampBytes..];
        return new WsStamp(timestamp, nonce[..recipe.Nonce.Write(nonce[..WsNonce.MaxBytes], now, timestamp)]);
    }
}
