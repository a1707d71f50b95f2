namespace WsToolkit.Framing.Fuzz;

/// <summary>
/// Many connections, each with settings, bytes and cuts drawn from one seed. Throws where the engine does what it must not.
/// </summary>
internal sealed class FuzzRun(int seed)
{
    /// <summary>The frames that have been read so far, whole or not, right or wrong.</summary>
    public long Frames { get; private set; }

    /// <summary>The connections so far.</summary>
    public int Connections { get; private set; }

    /// <summary>The connections that were failed, by code.</summary>
    public SortedDictionary<int, int> Failures { get; } = [];

    /// <summary>The most memory that a connection with the default limit or a smaller one has rented.</summary>
    public long PeakBytes { get; private set; }

    /// <summary>Runs connections until that many frames have been read.</summary>
    public void Run(long frames, Action? progress = null)
    {
        while (Frames < frames)
        {
            RunConnection(Connections);
            Connections++;
            if (Connections % 50_000 == 0)
            {
                progress?.Invoke();
            }
        }
    }

    /// <summary>Runs one connection, known by its number.</summary>
    public void RunConnection(int number)
    {
        var random = new Random(unchecked((seed * 1_000_003) + number));
        var settings = FuzzSettings.Draw(random);
        try
        {
            if (random.Next(4) == 0)
            {
                Frames += Conversation.Run(settings, random);
            }
            else
            {
                Attack(settings, random);
            }
        }
        catch (Exception e)
        {
            throw new FuzzFailureException($"Connection {number} of seed {seed}, {settings}: {e.Message}", e);
        }
    }

    private void Attack(FuzzSettings settings, Random random)
    {
        using var stream = new HostileStream(settings, random);
        var bytes = stream.Draw();
        var pool = new CountingPool();
        var connection = settings.Connect(settings.Role, pool);
        var feeder = new Feeder(settings, connection, pool, random);
        feeder.Feed(bytes);
        connection.Dispose();
        if (pool.Outstanding != 0)
        {
            throw new FuzzFailureException("Not all memory was given back.");
        }

        if (settings.HasReference)
        {
            var reference = new ReferenceReader(settings);
            if (ReferenceEvents.Difference(reference.Read(bytes), feeder.Events) is { } difference)
            {
                throw new FuzzFailureException(difference);
            }

            Frames += reference.FramesBegun;
        }
        else
        {
            Frames += feeder.Events.Count;
        }

        PeakBytes = Math.Max(PeakBytes, pool.Peak);
        if (feeder.Events is [.., { Kind: FrameEventKind.Failed } failed])
        {
            Failures[failed.Code] = Failures.GetValueOrDefault(failed.Code) + 1;
        }
    }
}
