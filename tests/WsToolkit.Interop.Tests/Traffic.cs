namespace WsToolkit.Interop.Tests;

/// <summary>A message that was echoed, and how many bytes it took on the wire.</summary>
internal sealed record Traffic(bool IsText, int Length, long BytesIn, long BytesOut)
{
    public long[] BothWays => [BytesIn, BytesOut];
}
