using System.Text;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>
/// How a connection ends whose handler has ended (RFC 6455, section 7.1.1): the client gets all that was sent and a close frame, and the
/// server waits for the client's.
/// </summary>
public sealed class FramesEndTests
{
    private const int Messages = 30;
    private static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(7);

    public enum Ending
    {
        Returns,
        ReturnsWhileReceiving,
        HasClosed,
        HasClosedWhileReceiving,
        Fails,
        FailsWhileReceiving,
    }

    public static TheoryData<FramesPort, Ending> PortsAndEndings
    {
        get
        {
            var data = new TheoryData<FramesPort, Ending>();
            foreach (var port in Enum.GetValues<FramesPort>())
            {
                foreach (var ending in Enum.GetValues<Ending>())
                {
                    data.Add(port, ending);
                }
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(PortsAndEndings))]
    public async Task All_that_was_sent_arrives_then_a_close_frame_then_the_clients_is_awaited(FramesPort port, Ending ending)
    {
        var time = new FakeTimeProvider();
        var ended = new TaskCompletionSource();
        await using var app = await StartAsync(port, ending, time, ended);
        using var socket = await FramesApp.OpenAsync(port, app);
        await ReadAllAsync(socket, ending);

        // What the client had under way: a connection that is gone, or hangs up without having read it, would be reset.
        for (var i = 0; i < 20; i++)
        {
            await socket.SendAsync(RawSocket.Frame(0x82, new byte[10_000]));
            Assert.False(ended.Task.IsCompleted);
        }

        await socket.SendAsync(RawSocket.Frame(0x88, [0x03, 0xE8]));
        await socket.AssertEndsAsync();
        await ended.Task.Soon();
    }

    [Theory]
    [MemberData(nameof(PortsAndEndings))]
    public async Task A_client_that_never_answers_the_close_frame_is_dropped_in_time(FramesPort port, Ending ending)
    {
        var time = new FakeTimeProvider();
        var ended = new TaskCompletionSource();
        await using var app = await StartAsync(port, ending, time, ended);
        using var socket = await FramesApp.OpenAsync(port, app);
        var due = time.TimerIsSetFor(CloseTimeout);
        await ReadAllAsync(socket, ending);
        await due;
        time.Advance(CloseTimeout - TimeSpan.FromTicks(1));
        await socket.SendAsync(RawSocket.Frame(0x82, new byte[10_000]));
        Assert.False(ended.Task.IsCompleted);
        time.Advance(TimeSpan.FromTicks(1));
        await ended.Task.Soon();
    }

    private static Task<TransportApp> StartAsync(FramesPort port, Ending ending, TimeProvider time, TaskCompletionSource ended) => FramesApp.StartAsync(
        port,
        async connection =>
        {
            var transport = connection.Transport;
            if (ending is Ending.ReturnsWhileReceiving or Ending.HasClosedWhileReceiving or Ending.FailsWhileReceiving)
            {
                _ = transport.ReceiveAsync(default).AsTask();
            }

            using var output = new OutputBuffer();
            for (var i = 0; i < Messages; i++)
            {
                output.Reset();
                transport.WriteMessage(output, WsMessageType.Text, Content(i));
                await transport.SendAsync(output, default);
            }

            if (ending is Ending.HasClosed or Ending.HasClosedWhileReceiving)
            {
                await transport.CloseAsync((WsCloseCode)4001, "done", default);
            }

            if (ending is Ending.Fails or Ending.FailsWhileReceiving)
            {
                throw new InvalidOperationException("A secret.");
            }
        },
        new WsFramesOptions { CloseTimeout = CloseTimeout, TimeProvider = time },
        ended);

    private static async Task ReadAllAsync(RawSocket socket, Ending ending)
    {
        for (var i = 0; i < Messages; i++)
        {
            Assert.Equal((FrameEventKind.Data, Encoding.ASCII.GetString(Content(i)), 0), await socket.ReadFrameAsync());
        }

        var (kind, _, code) = await socket.ReadFrameAsync();
        Assert.Equal((FrameEventKind.Close, ending switch
        {
            Ending.HasClosed or Ending.HasClosedWhileReceiving => 4001,
            Ending.Fails or Ending.FailsWhileReceiving => 1011,
            _ => 1000,
        }), (kind, code));
    }

    private static byte[] Content(int number)
    {
        var content = new byte[20_000];
        content.AsSpan().Fill((byte)('a' + (number % 26)));
        return content;
    }
}
