using System.Text;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>What every transport does. Each kind of pair runs all of it.</summary>
public abstract class TransportTests : IAsyncLifetime
{
    protected const int MaxMessageBytes = 100_000;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly Lazy<(WsTransport First, WsTransport Second)> _pair;

    protected TransportTests() => _pair = new(CreatePair);

    protected WsTransport First => _pair.Value.First;

    protected WsTransport Second => _pair.Value.Second;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await First.DisposeAsync();
        await Second.DisposeAsync();
        await First.DisposeAsync();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(125)]
    [InlineData(4_096)]
    [InlineData(70_000)]
    [InlineData(MaxMessageBytes)]
    public async Task Messages_of_every_size_arrive_as_they_were_sent(int size)
    {
        var sent = Content(size);
        var sending = SendAsync(First, sent, WsMessageType.Binary);
        await AssertReceivesAsync(Second, sent, WsMessageType.Binary);
        await sending;

        sending = SendAsync(Second, sent, WsMessageType.Text);
        await AssertReceivesAsync(First, sent, WsMessageType.Text);
        await sending;
    }

    [Theory]
    [InlineData(0)]
    [InlineData(125)]
    [InlineData(126)]
    [InlineData(20_000)]
    [InlineData(70_000)]
    public async Task A_message_written_whole_is_the_same_as_one_begun_and_ended(int size)
    {
        using var output = new OutputBuffer();
        First.WriteMessage(output, WsMessageType.Text, Content(size));
        Add(output, Content(size), WsMessageType.Text, First);
        First.WriteMessage(output, WsMessageType.Binary, Content(3));
        var sending = First.SendAsync(output, default).AsTask();
        await AssertReceivesAsync(Second, Content(size), WsMessageType.Text);
        await AssertReceivesAsync(Second, Content(size), WsMessageType.Text);
        await AssertReceivesAsync(Second, Content(3), WsMessageType.Binary);
        await sending;
    }

    [Fact]
    public async Task Nothing_is_taken_before_it_is_there()
    {
        Assert.False(Second.TryReceive(out _));
        using var output = new OutputBuffer();
        for (var i = 0; i < 100; i++)
        {
            First.WriteMessage(output, WsMessageType.Text, Content(i));
        }

        var sending = First.SendAsync(output, default).AsTask();
        for (var i = 0; i < 100; i++)
        {
            // A message that is there is there for both ways; only transports that cannot say so leave it to the other.
            var isThere = Second.HasBufferedMessage;
            if (!Second.TryReceive(out var message))
            {
                Assert.False(isThere && Second is FrameTransport);
                message = await Second.ReceiveAsync(default).AsTask().WaitAsync(Patience);
            }

            Assert.Equal(Content(i), message.Data.ToArray());
        }

        await sending;
        Assert.False(Second.TryReceive(out _));
    }

    [Fact]
    public void A_close_frame_is_no_message_to_be_written()
    {
        using var output = new OutputBuffer();
        Assert.Throws<ArgumentException>(() => First.WriteMessage(output, WsMessageType.Close, "x"u8));
        Assert.Equal(0, output.Length);
    }

    [Fact]
    public async Task Many_messages_in_one_output_arrive_in_order()
    {
        using var output = new OutputBuffer(16);
        for (var i = 0; i < 500; i++)
        {
            Add(output, Content(i * 3), i % 2 == 0 ? WsMessageType.Text : WsMessageType.Binary, First);
        }

        var sending = First.SendAsync(output, default).AsTask();
        for (var i = 0; i < 500; i++)
        {
            await AssertReceivesAsync(Second, Content(i * 3), i % 2 == 0 ? WsMessageType.Text : WsMessageType.Binary);
        }

        await sending.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_buffered_message_is_known_before_it_is_received()
    {
        Assert.False(Second.HasBufferedMessage);
        using var output = new OutputBuffer();
        Add(output, Content(10), WsMessageType.Text, First);
        Add(output, Content(20), WsMessageType.Text, First);
        await First.SendAsync(output, default).AsTask().WaitAsync(Patience);
        await AssertReceivesAsync(Second, Content(10), WsMessageType.Text);
        Assert.True(Second.HasBufferedMessage);
        await AssertReceivesAsync(Second, Content(20), WsMessageType.Text);
        Assert.False(Second.HasBufferedMessage);
    }

    [Fact]
    public async Task Large_messages_stay_intact_while_small_ones_follow_and_pauses_lie_between()
    {
        for (var i = 0; i < 20; i++)
        {
            var size = i % 2 == 0 ? 60_000 + i : i;
            var receiving = Second.ReceiveAsync(default).AsTask();
            var sending = SendAsync(First, Content(size), WsMessageType.Text);
            var message = await receiving.WaitAsync(Patience);
            Assert.Equal(Content(size), message.Data.ToArray());
            await sending;
        }
    }

    [Fact]
    public async Task A_stalled_reader_stalls_the_writer()
    {
        using var output = new OutputBuffer();
        for (var i = 0; i < 50; i++)
        {
            Add(output, Content(20_000), WsMessageType.Binary, First);
        }

        var sending = First.SendAsync(output, default).AsTask();
        for (var i = 0; i < 40; i++)
        {
            Assert.False(sending.IsCompleted);
            await AssertReceivesAsync(Second, Content(20_000), WsMessageType.Binary);
        }

        for (var i = 40; i < 50; i++)
        {
            await AssertReceivesAsync(Second, Content(20_000), WsMessageType.Binary);
        }

        await sending.WaitAsync(Patience);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_refused_with_1009()
    {
        var sending = Record.ExceptionAsync(() => SendAsync(First, Content(3 * MaxMessageBytes), WsMessageType.Text));
        var exception = await Assert.ThrowsAsync<WsTransportException>(() => ReceiveAsync(Second));
        Assert.Equal(WsCloseCode.MessageTooBig, exception.CloseCode);
        Assert.Contains("100000 bytes", exception.Message);

        await Second.CloseAsync(exception.CloseCode, exception.Message, default).AsTask().WaitAsync(Patience);
        var close = await ReceiveAsync(First);
        Assert.Equal(new WsCloseInfo(WsCloseCode.MessageTooBig, exception.Message, true), close.Close);
        await AfterRefusalAsync(sending);
    }

    [Fact]
    public async Task The_close_handshake_tells_both_ends()
    {
        await SendAsync(First, Content(5), WsMessageType.Text);
        await First.CloseAsync(WsCloseCode.GoingAway, "bye", default).AsTask().WaitAsync(Patience);
        await AssertReceivesAsync(Second, Content(5), WsMessageType.Text);
        var close = await ReceiveAsync(Second);
        Assert.Equal(WsMessageType.Close, close.Type);
        Assert.Equal(new WsCloseInfo(WsCloseCode.GoingAway, "bye", true), close.Close);
        Assert.Equal(close, await ReceiveAsync(Second));

        // What was on its way still arrives.
        await SendAsync(Second, Content(7), WsMessageType.Text);
        await Second.CloseAsync(WsCloseCode.Normal, null, default).AsTask().WaitAsync(Patience);
        await AssertReceivesAsync(First, Content(7), WsMessageType.Text);
        var answer = await ReceiveAsync(First);
        Assert.Equal(new WsCloseInfo(WsCloseCode.Normal, "", false), answer.Close);
    }

    [Fact]
    public async Task Nothing_is_sent_after_a_close_frame()
    {
        await First.CloseAsync(WsCloseCode.Normal, "", default);
        await First.CloseAsync(WsCloseCode.InternalError, "not sent", default);
        await Assert.ThrowsAsync<IOException>(() => SendAsync(First, Content(1), WsMessageType.Text));
        Assert.Equal(new WsCloseInfo(WsCloseCode.Normal, "", true), (await ReceiveAsync(Second)).Close);
    }

    [Fact]
    public async Task A_long_reason_is_cut_between_two_characters()
    {
        await First.CloseAsync((WsCloseCode)4321, new string('x', 121) + "ä€ and more", default);
        var close = await ReceiveAsync(Second);
        Assert.Equal((WsCloseCode)4321, close.Close!.Code);
        Assert.Equal(new string('x', 121) + "ä", close.Close.Reason);
    }

    [Fact]
    public async Task Answering_without_a_code_is_a_normal_close()
    {
        await First.CloseAsync(WsCloseCode.NoStatus, null, default);
        Assert.Equal(new WsCloseInfo(WsCloseCode.Normal, "", true), (await ReceiveAsync(Second)).Close);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(999)]
    [InlineData(1006)]
    [InlineData(1015)]
    [InlineData(5000)]
    public async Task Codes_that_are_only_reported_are_not_sent(int code)
        => await Assert.ThrowsAsync<ArgumentException>(() => First.CloseAsync((WsCloseCode)code, null, default).AsTask());

    [Fact]
    public async Task Aborting_ends_every_wait_at_both_ends()
    {
        var here = ReceiveAsync(First);
        var there = ReceiveAsync(Second);
        First.Abort();
        await Assert.ThrowsAsync<IOException>(() => here);
        await Assert.ThrowsAsync<IOException>(() => there);
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(First));
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(Second));
        await Assert.ThrowsAsync<IOException>(() => SendAsync(First, Content(1), WsMessageType.Text));
        await First.CloseAsync(WsCloseCode.Normal, null, default);
    }

    [Fact]
    public async Task Aborting_ends_a_stalled_send()
    {
        using var output = new OutputBuffer();
        for (var i = 0; i < 20; i++)
        {
            Add(output, Content(20_000), WsMessageType.Binary, First);
        }

        var sending = First.SendAsync(output, default).AsTask();
        Assert.False(sending.IsCompleted);
        First.Abort();
        await Assert.ThrowsAsync<IOException>(() => sending.WaitAsync(Patience));
    }

    [Fact]
    public async Task Disposing_without_a_close_frame_is_a_lost_connection_for_the_other_end()
    {
        var waiting = ReceiveAsync(Second);
        await First.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => waiting);
        await Assert.ThrowsAsync<IOException>(async () =>
        {
            // A socket may take some more before it knows.
            for (var i = 0; i < 50; i++)
            {
                await SendAsync(Second, Content(20_000), WsMessageType.Text);
            }
        });
    }

    [Fact]
    public async Task Disposing_ends_the_own_waits()
    {
        var receiving = ReceiveAsync(First);
        await First.DisposeAsync();
        await Assert.ThrowsAsync<IOException>(() => receiving);
        await Assert.ThrowsAsync<IOException>(() => ReceiveAsync(First));
        await Assert.ThrowsAsync<IOException>(() => SendAsync(First, Content(1), WsMessageType.Text));
    }

    [Fact]
    public async Task Disposing_after_the_close_handshake_loses_nothing_that_was_sent()
    {
        await SendAsync(First, Content(1_000), WsMessageType.Text);
        await First.CloseAsync(WsCloseCode.Normal, "done", default);
        var close = ReceiveAsync(First);
        await Second.CloseAsync(WsCloseCode.Normal, null, default);
        Assert.Equal(WsMessageType.Close, (await close).Type);
        await First.DisposeAsync();
        await AssertReceivesAsync(Second, Content(1_000), WsMessageType.Text);
        Assert.Equal("done", (await ReceiveAsync(Second)).Close!.Reason);
    }

    [Fact]
    public async Task Cancelling_ends_the_wait_with_the_callers_token()
    {
        using var source = new CancellationTokenSource();
        var receiving = First.ReceiveAsync(source.Token).AsTask();
        Assert.False(receiving.IsCompleted);
        source.Cancel();
        var exception = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving.WaitAsync(Patience));
        Assert.Equal(source.Token, exception.CancellationToken);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => First.ReceiveAsync(source.Token).AsTask());
        using var output = new OutputBuffer();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => First.SendAsync(output, source.Token).AsTask());
    }

    protected abstract (WsTransport First, WsTransport Second) CreatePair();

    /// <summary>Whoever refuses a message can read on until the close frame of the other end.</summary>
    protected virtual async Task AfterRefusalAsync(Task sending)
    {
        var next = ReceiveAsync(Second);
        await sending;
        await SendAsync(First, Content(10), WsMessageType.Text);
        await First.CloseAsync(WsCloseCode.MessageTooBig, null, default);
        Assert.Equal(Content(10), (await next).Data.ToArray());
        Assert.False((await ReceiveAsync(Second)).Close!.Remote);
    }

    protected static async Task<WsMessage> ReceiveAsync(WsTransport transport)
        => await transport.ReceiveAsync(default).AsTask().WaitAsync(Patience);

    protected static async Task SendAsync(WsTransport transport, byte[] content, WsMessageType type)
    {
        using var output = new OutputBuffer(16);
        Add(output, content, type, transport);
        await transport.SendAsync(output, default).AsTask().WaitAsync(Patience);
    }

    protected static void Add(OutputBuffer output, byte[] content, WsMessageType type, WsTransport transport)
    {
        var reservation = transport.BeginMessage(output, type);
        output.Write(content);
        transport.EndMessage(output, reservation, type);
    }

    private static async Task AssertReceivesAsync(WsTransport transport, byte[] content, WsMessageType type)
    {
        var message = await ReceiveAsync(transport);
        Assert.Equal(type, message.Type);
        Assert.True(content.AsSpan().SequenceEqual(message.Data.Span), $"{message.Data.Length} bytes came instead of {content.Length}.");
        Assert.Null(message.Close);
    }

    /// <summary>Text, so that it may travel as such, in which every place differs from its neighbours.</summary>
    protected static byte[] Content(int size)
    {
        var content = new byte[size];
        for (var i = 0; i < size; i++)
        {
            content[i] = (byte)(' ' + (((i * 31) + size) % 95));
        }

        return content;
    }

    protected static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);
}
