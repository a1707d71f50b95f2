namespace WsToolkit.Benchmarks.Soak;

/// <summary>A numbered message: its subscribers notice what is missing or comes twice.</summary>
public sealed record Numbered(long Number, string Text);

/// <summary>Channels without end.</summary>
public partial class Feeds
{
    [WsChannel("feed:{feed}", SlowConsumer = WsSlowConsumer.DropOldest, QueueLength = 64)]
    public partial WsChannel<Numbered> Feed(int feed);
}
