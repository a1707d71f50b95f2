namespace WsToolkit.Benchmarks.Engine;

/// <summary>What the messages of a benchmark are.</summary>
public enum MessageKind
{
    /// <summary>Text, which both engines check for being UTF-8.</summary>
    Text,

    /// <summary>Bytes.</summary>
    Binary,
}
