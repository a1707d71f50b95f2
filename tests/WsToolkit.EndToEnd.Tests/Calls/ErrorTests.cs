using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>What a caller sees of a handler's failure.</summary>
public class ErrorTests
{
    [Theory, BothHosts]
    public async Task A_WsException_travels_with_its_code_message_and_fields(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var error = await Assert.ThrowsAsync<WsException>(() => shapes.FailAsync("coded")).Soon();
        Assert.Equal("sold_out", error.Code);
        Assert.Equal("No more of these.", error.Message);
        Assert.Equal(new KeyValuePair<string, string>("sku", "gone"), Assert.Single(error.Errors));
    }

    [Theory, BothHosts]
    public async Task Any_other_exception_reveals_nothing(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var error = await Assert.ThrowsAsync<WsException>(() => shapes.FailAsync("unknown")).Soon();
        Assert.Equal(WsErrorCodes.Internal, error.Code);
        Assert.Equal("The call failed.", error.Message);
        Assert.Empty(error.Errors);
    }

    [Theory, BothHosts]
    public async Task With_details_an_exception_shows_its_type_and_message(HostKind kind)
    {
        await using var host = await StartAsync(kind, options => options.IncludeExceptionDetails = true);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var error = await Assert.ThrowsAsync<WsException>(() => shapes.FailAsync("unknown")).Soon();
        Assert.Equal(WsErrorCodes.Internal, error.Code);
        Assert.Equal("InvalidOperationException: A secret detail.", error.Message);
    }

    [Theory, BothHosts]
    public async Task A_handler_that_cancels_itself_answers_cancelled(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var error = await Assert.ThrowsAsync<WsException>(() => shapes.FailAsync("cancelled")).Soon();
        Assert.Equal(WsErrorCodes.Cancelled, error.Code);
        Assert.DoesNotContain("mind", error.Message, StringComparison.Ordinal);
    }

    [Theory, BothHosts]
    public async Task A_failed_call_leaves_the_connection_alone(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        for (var i = 0; i < 300; i++)
        {
            await Assert.ThrowsAsync<WsException>(() => shapes.FailAsync("unknown")).Soon();
        }

        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());
    }

    [Theory, BothHosts]
    public async Task A_method_that_the_endpoint_does_not_have_is_not_found(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var calculator = await host.ConnectAsync<CalculatorClient>();

        var error = await Assert.ThrowsAsync<WsException>(() => calculator.AddUpAsync(1)).Soon();
        Assert.Equal(WsErrorCodes.MethodNotFound, error.Code);
    }

    [Theory, BothHosts]
    public async Task A_stream_of_arguments_that_fails_at_its_source_fails_the_call(HostKind kind)
    {
        await using var host = await StartAsync(kind);
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        var coded = await Assert.ThrowsAsync<WsException>(
            () => shapes.SumAsync(Failing(new WsException("dry", "No more water.")))).Soon();
        Assert.Equal(("dry", "No more water."), (coded.Code, coded.Message));

        var unknown = await Assert.ThrowsAsync<WsException>(
            () => shapes.SumAsync(Failing(new InvalidOperationException("A secret.")))).Soon();
        Assert.DoesNotContain("secret", unknown.Message, StringComparison.Ordinal);
        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());

        static async IAsyncEnumerable<int> Failing(Exception exception)
        {
            yield return 1;
            await Task.Yield();
            throw exception;
        }
    }

    private static Task<ServiceHost> StartAsync(HostKind kind, Action<WsServerOptions>? options = null)
        => ServiceHost.StartAsync(kind, ws => ws.Add<ShapesService>(), options: options);
}
