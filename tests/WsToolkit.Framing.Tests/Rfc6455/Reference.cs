using WsToolkit.Framing.Fuzz;

namespace WsToolkit.Framing.Tests.Rfc6455;

/// <summary>Compares what the engine reads with what the plain reference reads.</summary>
internal static class Reference
{
    /// <summary>Reads the bytes, followed by the end of the stream, at once or byte by byte.</summary>
    public static void AssertSame(FuzzSettings settings, byte[] bytes, bool slowly = false)
    {
        var log = new EventLog(settings);
        using var connection = settings.Connect(settings.Role, System.Buffers.ArrayPool<byte>.Shared);
        for (var place = 0; place < bytes.Length; place += slowly ? 1 : bytes.Length)
        {
            connection.Receive(bytes.AsSpan(place, slowly ? 1 : bytes.Length));
            while (connection.TryRead(out var read))
            {
                log.Add(read);
            }
        }

        connection.ReceiveEnd();
        while (connection.TryRead(out var read))
        {
            log.Add(read);
        }

        if (ReferenceEvents.Difference(new ReferenceReader(settings).Read(bytes), log.Events) is { } difference)
        {
            Assert.Fail($"{Convert.ToHexString(bytes)}: {difference}");
        }
    }
}
