using Microsoft.Extensions.Logging;
using WsToolkit.Channels;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.EndToEnd.Tests.Channels;

/// <summary>A message that cannot be written or handed over is never lost in silence, and takes no other with it.</summary>
public sealed class LostMessageTests
{
    private const string Good = "{\"n\":1}";
    private const string Bad = "{oops";

    [Theory]
    [InlineData("*")]
    [InlineData("[xh]*")]
    public async Task One_that_cannot_be_written_leaves_the_subscribers_of_the_compatible_profile_what_they_are(string events)
    {
        var bus = new DirectBus();
        await using var host = await BoardHost.StartAsync(endpoint: static builder => builder.UseCompat().Add<Board>(), services: bus.AddTo);
        await using var one = await OpenAsync(host, events);
        await using var two = await OpenAsync(host, events);
        await bus.ReceiveAsync(Bad, Good, Bad, Bad, "{\"n\":2}");
        Assert.Equal([1, 2], (await one.ReceiveUntilAsync(2)).Numbers);
        Assert.Equal([1, 2], (await two.ReceiveUntilAsync(2)).Numbers);

        // Once for each message, not for each subscriber; by the next turn all of it has been logged.
        await bus.ReceiveAsync("{\"n\":3}");
        Assert.Equal([3], (await one.ReceiveUntilAsync(3)).Numbers);
        Assert.Equal(3, host.Log.AtLeast(LogLevel.Error).Count(text => text.Contains("cannot be written", StringComparison.Ordinal)));
    }

    [Theory]
    [InlineData("*")]
    [InlineData("[xh]*")]
    public async Task One_that_cannot_be_written_is_told_as_missed(string events)
    {
        var bus = new DirectBus();
        await using var host = await BoardHost.StartAsync(options: static all => all.Dialect = new FussyDialect(), services: bus.AddTo);
        await using var connection = await host.OpenAsync("drop:a", events);
        await bus.ReceiveAsync(Good, Bad, "{\"n\":2}", Bad);
        Assert.Contains("\"n\":1", await connection.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("\"missed\":1", await connection.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("\"n\":2", await connection.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Contains("\"missed\":1", await connection.ReceiveAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_of_a_bus_that_are_no_JSON_are_never_sent()
    {
        var bus = new DirectBus();
        await using var host = await BoardHost.StartAsync(services: bus.AddTo);
        await using var one = await host.OpenAsync("drop:a");
        await using var two = await host.OpenAsync("drop:a");
        byte[][] bad = [[], [(byte)' '], "{oops"u8.ToArray(), "1,2"u8.ToArray(), "1}"u8.ToArray(), "// 1"u8.ToArray(), [(byte)'"', 0xFF, (byte)'"'],
            System.Text.Encoding.UTF8.GetBytes(new string('[', 65) + new string(']', 65))];
        foreach (var payload in bad)
        {
            await bus.ReceiveAsync(payload);
            Assert.Equal("""{"channel":"drop:a","missed":1}""", await one.ReceiveAsync());
            Assert.Equal("""{"channel":"drop:a","missed":1}""", await two.ReceiveAsync());
        }

        await bus.ReceiveAsync(Good);
        Assert.Contains(Good, await one.ReceiveAsync(), StringComparison.Ordinal);
        Assert.Equal(bad.Length, host.Log.AtLeast(LogLevel.Error).Count(text => text.Contains("cannot be written", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_subscriber_that_cannot_be_served_is_closed_with_1011()
    {
        var bus = new DirectBus();
        await using var host = await BoardHost.StartAsync(options: static all => all.Dialect = new FussyDialect { RefusesGaps = true }, services: bus.AddTo);
        await using var connection = await host.OpenAsync("drop:a");
        await bus.ReceiveAsync(Bad);
        Assert.Equal((WsCloseCode.InternalError, "Messages of channel drop:a were lost"), await connection.ReceiveCloseAsync(nothingBefore: true));
    }

    private static async Task<RawConnection> OpenAsync(BoardHost host, string events)
    {
        var connection = await host.OpenAsync();
        Assert.Contains(
            "subscribed",
            await connection.AskAsync($$$"""{"id":"s","method":"subscribe","payload":{"channel":"drop:a","event":"{{{events}}}"}}"""),
            StringComparison.Ordinal);
        return connection;
    }

    /// <summary>The default dialect, but what is pushed has to be a whole object.</summary>
    private sealed class FussyDialect : WsDialect
    {
        private readonly DefaultDialect _inner = DefaultDialect.Instance;

        public bool RefusesGaps { get; init; }

        public override string Name => _inner.Name;

        public override WsDialectFeatures Features => _inner.Features;

        public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
            => _inner.Parse(message, type, out envelope);

        public override void Begin(OutputBuffer output, in WsEnvelope envelope)
        {
            if (RefusesGaps && envelope.Kind == WsEnvelopeKind.Gap)
            {
                throw new InvalidOperationException("No gaps.");
            }

            _inner.Begin(output, in envelope);
        }

        public override void End(OutputBuffer output, in WsEnvelope envelope)
        {
            if (envelope.Kind == WsEnvelopeKind.Push && output.Written.Slice(output.Length - 1).FirstSpan[0] != (byte)'}')
            {
                throw new InvalidOperationException("Not an object.");
            }

            _inner.End(output, in envelope);
        }

        public override WsError ReadError(ReadOnlyMemory<byte> payload) => _inner.ReadError(payload);
    }
}
