using System.Buffers;

namespace WsToolkit.Framing.Fuzz;

/// <summary>One end writes what it may and tries what it may not; the other end has to read exactly what was allowed.</summary>
internal static class Conversation
{
    /// <summary>Runs one.</summary>
    /// <returns>The number of frames.</returns>
    public static int Run(FuzzSettings settings, Random random)
    {
        settings = settings with { MaxMessageBytes = 8 * 1024 * 1024, MaxFrameBytes = long.MaxValue };
        var pool = new CountingPool();
        var writer = new ConversationWriter(settings, settings.Connect(1 - settings.Role, pool), random);
        for (var steps = random.Next(1, 40); steps > 0; steps--)
        {
            writer.Step();
        }

        writer.End();
        using (var reader = settings.Connect(settings.Role, pool))
        {
            var feeder = new Feeder(settings, reader, pool, random);
            feeder.Feed(writer.Output);
            if (ReferenceEvents.Difference(ReferenceEvents.For(settings.Delivery, writer.Written), feeder.Events) is { } difference)
            {
                throw new FuzzFailureException(difference);
            }
        }

        writer.Dispose();
        return pool.Outstanding == 0 ? writer.Written.Count : throw new FuzzFailureException("Not all memory was given back.");
    }
}
