using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>Clients that do not take what is sent, or take it slowly.</summary>
public sealed class FramesSlowClientTests
{
    private static readonly TimeSpan Timeout = TimeSpan.FromSeconds(17);
    private readonly FakeTimeProvider _time = new();

    public static TheoryData<FramesPort> Ports => FramesApp.Ports;

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task Who_takes_nothing_of_what_is_sent_is_dropped_in_time(FramesPort port)
    {
        var dropped = new TaskCompletionSource();
        await using var app = await FramesApp.StartAsync(
            port,
            async connection =>
            {
                using var output = new OutputBuffer();
                try
                {
                    while (true)
                    {
                        await SendAsync(connection, output);
                    }
                }
                catch (IOException)
                {
                    dropped.TrySetResult();
                    throw;
                }
            },
            new WsFramesOptions { SendTimeout = Timeout, TimeProvider = _time });
        using var socket = await FramesApp.OpenAsync(port, app);

        // What the kernel takes in is taken: only then does a send wait for good, and each that waits sets the timer anew.
        while (!dropped.Task.IsCompleted)
        {
            await Task.WhenAny(_time.TimerIsSetFor(Timeout), dropped.Task).Soon();
            _time.Advance(Timeout);
        }
    }

    [Theory]
    [MemberData(nameof(Ports))]
    public async Task Who_takes_some_of_it_in_time_is_kept_however_long_it_takes(FramesPort port)
    {
        var sent = 0;
        var isEnough = false;
        await using var app = await FramesApp.StartAsync(
            port,
            async connection =>
            {
                using var output = new OutputBuffer();
                while (!Volatile.Read(ref isEnough))
                {
                    await SendAsync(connection, output);
                    Interlocked.Increment(ref sent);
                }
            },
            new WsFramesOptions { SendTimeout = Timeout, TimeProvider = _time });
        using var socket = await FramesApp.OpenAsync(port, app);
        var taken = 0;
        for (var round = 0; round < 10; round++)
        {
            await _time.TimerIsSetFor(Timeout);
            _time.Advance(Timeout * 0.9);

            // The one that waits now, and all that began before, have to be through before more time passes.
            var enough = Volatile.Read(ref sent) + 2;
            while (Volatile.Read(ref sent) < enough)
            {
                Assert.Equal(FrameEventKind.Data, (await socket.ReadFrameAsync()).Kind);
                taken++;
            }
        }

        Volatile.Write(ref isEnough, true);
        (FrameEventKind Kind, string Text, int Code) frame;
        while ((frame = await socket.ReadFrameAsync()).Kind == FrameEventKind.Data)
        {
            taken++;
        }

        Assert.Equal((FrameEventKind.Close, 1000), (frame.Kind, frame.Code));
        Assert.Equal(sent, taken);
    }

    private static async Task SendAsync(WsFramesConnection connection, OutputBuffer output)
    {
        output.Reset();
        connection.Transport.WriteMessage(output, WsMessageType.Binary, new byte[60_000]);
        await connection.Transport.SendAsync(output, default);
    }
}
