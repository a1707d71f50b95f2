using System.Text;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Rpc;

namespace WsToolkit.EndToEnd.Tests.FixedHeader;

/// <summary>Both ends of the toolkit over the fixed-header dialect.</summary>
public sealed class FixedHeaderCallTests
{
    [Theory]
    [BothHosts]
    public async Task Many_calls_are_in_flight_and_each_gets_its_answer(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var meter = await host.ConnectAsync<MeterServiceClient>(Options());

        var sums = await Task.WhenAll(Enumerable.Range(0, 500).Select(i => meter.AddAsync(i, 1000))).Soon();

        Assert.Equal(Enumerable.Range(1000, 500), sums);
        var reading = await meter.ReadAsync(new Reading("é☃", [1, -2])).Soon();
        Assert.Equal("é☃", reading.ID);
        Assert.Equal([1, -2], reading.Data);
        await meter.NothingAsync().Soon();
    }

    [Theory]
    [BothHosts]
    public async Task Errors_have_status_code_fields_and_body(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var meter = await host.ConnectAsync<MeterServiceClient>(Options());

        var own = await Assert.ThrowsAsync<WsException>(() => meter.FailAsync("MEASUREMENT_CLOSED", 409)).Soon();
        Assert.Equal((409, "MEASUREMENT_CLOSED", "It failed.", "wrong"), (own.Status, own.Code, own.Message, own.Errors["Code"]));
        Assert.Equal(
            """{"Code":"MEASUREMENT_CLOSED","Errors":{"Code":{"msgs":["wrong"]}},"Message":"It failed."}""", Encoding.UTF8.GetString(own.Body.Span));

        var forbidden = await Assert.ThrowsAsync<WsException>(() => meter.FailAsync(WsErrorCodes.Forbidden, 0)).Soon();
        Assert.Equal((403, WsErrorCodes.Forbidden), (forbidden.Status, forbidden.Code));

        var crash = await Assert.ThrowsAsync<WsException>(() => meter.CrashAsync()).Soon();
        Assert.Equal((500, WsErrorCodes.Internal), (crash.Status, crash.Code));
        Assert.DoesNotContain("secret", Encoding.UTF8.GetString(crash.Body.Span), StringComparison.Ordinal);

        var unknown = await Assert.ThrowsAsync<WsException>(
            () => meter.Connection.CreateCall(new WsMethod("0999", "?")).InvokeAsync(default)).Soon();
        Assert.Equal((400, "INCORRECT_REQUEST", "Invalid Route Number 0999"), (unknown.Status, unknown.Code, unknown.Message));

        var wrong = new WsMethod("0001", "?");
        var invalid = await Assert.ThrowsAsync<WsException>(() => meter.Connection.CreateCall(wrong).InvokeAsync(default)).Soon();
        Assert.Equal((400, "VALIDATION_ERROR"), (invalid.Status, invalid.Code));
        Assert.Equal("required", invalid.Errors["First"]);
    }

    [Theory]
    [BothHosts]
    public async Task Streams_end_fail_and_are_left(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var meter = await host.ConnectAsync<MeterServiceClient>(Options(out var dialect));

        Assert.Equal(100, (await meter.CountAsync(new Question { Count = 100 }).ListAsync()).Count);
        Assert.Equal(3, (await meter.CountAsync(new Question { Count = 3, RequestID = "RESULTS001" }).ListAsync()).Count);
        Assert.Equal([0, 1, 2], await meter.NumbersAsync(3).ListAsync());
        var gone = await Assert.ThrowsAsync<WsException>(() => meter.CountAsync(new Question { Count = -2 }).ListAsync());
        Assert.Equal((400, "GONE"), (gone.Status, gone.Code));
        await foreach (var reading in meter.CountAsync(new Question { Count = 100 }))
        {
            Assert.Equal("0", reading.ID);
            break;
        }

        Assert.Equal(3, await meter.AddAsync(1, 2).Soon());
        Assert.Equal((0, 0), (dialect.Unclaimed.Count, dialect.Unclaimed.Dropped));
    }

    [Theory]
    [InlineData(50, false)]
    [InlineData(51, true)]
    public async Task A_stream_that_cannot_be_held_back_is_buffered_up_to_a_bound(int more, bool overflows)
    {
        var options = Options();
        options.MaxBufferedStreamItems = 50;
        var (client, server) = FrameWire.Play(options);
        await using var ends = server;
        await using var meter = MeterServiceClient.Create(client);
        var stream = meter.CountAsync(new Question { RequestID = "RESULTS001" }).GetAsyncEnumerator();
        var first = stream.MoveNextAsync();
        await server.ReceiveAsync();
        await server.SendAsync("""RESULTS001200{"ID":"0","Data":[]}""");
        Assert.True(await first.Soon());

        for (var i = 0; i < more; i++)
        {
            await server.SendAsync("""RESULTS001200{"ID":"1","Data":[]}""");
        }

        // When a later answer has arrived, so has all that was sent before.
        var call = meter.AddAsync(1, 2);
        var request = await server.ReceiveAsync();
        await server.SendAsync(request[4..14] + "2003");
        Assert.Equal(3, await call.Soon());
        if (overflows)
        {
            await Assert.ThrowsAsync<WsException>(RestAsync);
            return;
        }

        await server.SendAsync("RESULTS001204{}");
        Assert.Equal(more, await RestAsync());

        async Task<int> RestAsync()
        {
            var count = 0;
            while (await stream.MoveNextAsync().Soon())
            {
                count++;
            }

            return count;
        }
    }

    [Theory]
    [BothHosts]
    public async Task A_lost_connection_ends_streams_and_the_next_one_serves_on(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var meter = await host.ConnectAsync<MeterServiceClient>(Options());
        var stream = meter.CountAsync(new Question()).ListAsync();
        await host.Probe.Reached("waiting");

        host.Connections.All.Single().Abort();

        await Assert.ThrowsAsync<WsConnectionLostException>(() => stream);
        if (kind != HostKind.Memory)
        {
            Assert.Equal(3, await meter.AddAsync(1, 2).Soon());
        }
    }

    [Theory]
    [BothHosts]
    public async Task Payloads_of_bytes_go_as_they_are(HostKind kind)
    {
        var protocol = new FixedHeaderOptions { Body = FixedHeaderBody.Bytes, Streams = [new FixedHeaderStream("0510")] };
        await using var host = await StartAsync<BytesService>(kind, protocol);
        var bytes = await host.ConnectAsync<BytesServiceClient>(Options(protocol));

        foreach (var payload in new byte[][] { [], [0], "{}"u8.ToArray(), "null"u8.ToArray(), new byte[100_000] })
        {
            Assert.Equal(payload, await bytes.EchoAsync(payload).Soon());
        }

        Assert.Equal([3, 4], (await bytes.HalfAsync(new byte[] { 1, 2, 3, 4 }).Soon()).ToArray());
        await bytes.NothingAsync().Soon();
        Assert.Equal([[1], [2], [3]], await bytes.EachAsync([1, 2, 3]).ListAsync());
    }

    [Theory]
    [BothHosts]
    public async Task A_format_of_the_application_s_own_serves_calls_and_streams(HostKind kind)
    {
        var protocol = new FixedHeaderOptions { Body = new CodedBody(), Streams = [new FixedHeaderStream("0510")] };
        await using var host = await StartAsync<CodedService>(kind, protocol);
        var coded = await host.ConnectAsync<CodedServiceClient>(Options(protocol));

        Assert.Equal(new Note("at -7"), await coded.DescribeAsync(new Place(-7)).Soon());
        Assert.Equal([new Place(1), new Place(2)], await coded.WalkAsync(new Order("RESULTS001", 1, 3)).ListAsync());
        Assert.Equal([new Place(1)], await coded.WalkAsync(new Order("", 1, 2)).ListAsync());
        var error = await Assert.ThrowsAsync<WsException>(
            () => coded.Connection.CreateCall(new WsMethod("0001", "?")).InvokeAsync(default)).Soon();
        Assert.Equal((400, "VALIDATION_ERROR"), (error.Status, error.Code));
    }

    [Theory]
    [BothHosts]
    public async Task Answers_are_told_apart_by_length_where_ids_do_not(HostKind kind)
    {
        await using var host = await StartAsync<BytesService>(kind, new FixedHeaderOptions { Body = FixedHeaderBody.Bytes });
        var protocol = new FixedHeaderOptions
        {
            Body = FixedHeaderBody.Bytes,
            Ids = FixedHeaderIds.OnePerConnection,
            LengthClasses = new FixedHeaderLengthClasses(),
        };
        var bytes = await host.ConnectAsync<BytesServiceClient>(Options(protocol));

        var echoes = await Task.WhenAll(Enumerable.Range(0, 50).Select(i => bytes.EchoAsync([(byte)i]))).Soon();
        Assert.Equal(Enumerable.Range(0, 50), echoes.Select(echo => (int)echo.Single()));
        Assert.Equal(new byte[100], await bytes.EchoAsync(new byte[100]).Soon());
        Assert.Equal([[7], [8]], await bytes.EachAsync([7, 8]).ListAsync());
    }

    [Fact]
    public async Task What_the_dialect_cannot_carry_is_refused_when_it_is_mapped()
    {
        await RefusedAsync<ForgetfulService>(MeterService.Protocol, "ForgetfulService.Forget needs one-way calls");
        await RefusedAsync<MeterService>(MeterService.Protocol with { Body = FixedHeaderBody.Bytes }, "MeterService.Add");
        await RefusedAsync<ShapesService>(MeterService.Protocol, "an action is 4 printable ASCII characters");
        await RefusedAsync<Channels.Exchange>(MeterService.Protocol, "is a channel");

        static async Task RefusedAsync<TService>(FixedHeaderOptions protocol, string because)
            where TService : class, IWsContract<TService>, IWsService<TService>
        {
            var error = await Assert.ThrowsAsync<NotSupportedException>(() => StartAsync<TService>(HostKind.Memory, protocol));
            Assert.Contains(because, error.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_client_refuses_what_its_dialect_cannot_carry_when_it_is_made()
    {
        var (client, _) = FrameWire.Play(Options());

        Assert.Contains("ForgetfulService.Forget", Assert.Throws<NotSupportedException>(() => ForgetfulServiceClient.Create(client)).Message, StringComparison.Ordinal);
    }

    private static Task<ServiceHost> StartAsync(HostKind kind) => StartAsync<MeterService>(kind, MeterService.Protocol);

    private static Task<ServiceHost> StartAsync<TService>(HostKind kind, FixedHeaderOptions protocol)
        where TService : class, IWsContract<TService>, IWsService<TService>
        => ServiceHost.StartAsync(kind, ws =>
        {
            ws.Options.Dialect = new FixedHeaderDialect(protocol);
            ws.Add<TService>();
        });

    private static WsClientOptions Options(FixedHeaderOptions? protocol = null)
        => new() { Dialect = new FixedHeaderDialect(protocol ?? MeterService.Protocol) };

    private static WsClientOptions Options(out FixedHeaderDialect dialect)
    {
        dialect = new FixedHeaderDialect(MeterService.Protocol);
        return new WsClientOptions { Dialect = dialect };
    }
}

/// <summary>A service with a call that nobody answers.</summary>
[WsService]
public partial class ForgetfulService
{
    [WsRpcMethod("0001", OneWay = true)]
    public void Forget()
    {
    }
}
