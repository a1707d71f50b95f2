using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>Filters around calls.</summary>
public sealed class FilterTests
{
    private const string Echo = """{"id":1,"method":"echo","payload":{"text":"hello"}}""";
    private const string Echoed = """{"id":1,"method":"echo","response":"hello"}""";

    [Theory]
    [InlineData(HostKind.Kestrel)]
    [InlineData(HostKind.Memory)]
    public async Task Filters_run_in_the_order_in_which_they_were_added(HostKind over)
    {
        var book = new GuestBook();
        IWsCallFilter Named(string name) => new DelegateFilter(async (context, next) =>
        {
            book.Write($"{name} in");
            await next(context);
            book.Write($"{name} out");
        });
        await using var host = await ProbeHost.StartAsync(over, endpoint: ws => ws.AddFilter(Named("outer")).AddFilter(Named("inner")));
        await using var connection = await host.OpenAsync();

        Assert.Equal(Echoed, await connection.AskAsync(Echo));

        Assert.Equal("outer in", await book.ReadAsync());
        Assert.Equal("inner in", await book.ReadAsync());
        Assert.Equal("inner out", await book.ReadAsync());
        Assert.Equal("outer out", await book.ReadAsync());
    }

    [Fact]
    public async Task A_filter_may_come_from_the_services()
    {
        var filter = new CountingFilter();
        await using var host = await ProbeHost.StartAsync(
            HostKind.Memory, endpoint: ws => ws.AddFilter<CountingFilter>(), services: services => services.AddSingleton(filter));
        await using var connection = await host.OpenAsync();

        Assert.Equal(Echoed, await connection.AskAsync(Echo));

        Assert.Equal(1, filter.Calls);
    }

    [Fact]
    public async Task Filters_see_calls_to_methods_that_do_not_exist()
    {
        WsCallContext? seen = null;
        string? name = null;
        Exception? thrown = null;
        var filter = new DelegateFilter(async (context, next) =>
        {
            seen = context;
            name = context.MethodName;
            thrown = await Record.ExceptionAsync(() => next(context).AsTask());
            throw thrown!;
        });
        await using var host = await ProbeHost.StartAsync(HostKind.Memory, endpoint: ws => ws.AddFilter(filter));
        await using var connection = await host.OpenAsync();

        var answer = await connection.AskAsync("""{"id":1,"method":"wtf","payload":{"a":1}}""");

        Assert.Equal(
            """{"id":1,"method":"wtf","error":{"message":"Invalid RPC parameters","code":"method_not_found","errors":{"method":"wtf method not available"}}}""",
            answer);
        Assert.Equal("wtf", name);
        Assert.Null(seen!.Method);
        Assert.Equal(WsErrorCodes.MethodNotFound, Assert.IsType<WsException>(thrown).Code);
        host.AssertNothingLogged();
    }

    [Fact]
    public async Task Filters_run_before_authorization_and_see_its_refusal()
    {
        var book = new GuestBook();
        var filter = new DelegateFilter(async (context, next) =>
        {
            book.Write(context.MethodName);
            book.Write((await Assert.ThrowsAsync<WsException>(() => next(context).AsTask())).Code);
            throw new WsException("polite", "Come back tomorrow.");
        });
        await using var app = await KestrelApp.StartAsync(
            app => app.MapWs("/ws", ws => ws.Add<CastleService>().AddFilter(filter)), TestAuthentication.Add);
        await using var connection = await app.OpenAsync();

        var answer = await connection.AskAsync("""{"id":1,"method":"hall"}""");

        Assert.Equal("""{"id":1,"method":"hall","error":{"message":"Come back tomorrow.","code":"polite"}}""", answer);
        Assert.Equal(["hall", "unauthorized"], book.Rest());
    }

    [Fact]
    public async Task A_filter_refuses_with_an_exception_that_reaches_the_caller()
    {
        var filter = new DelegateFilter((_, _) => throw new WsException(
            "closed", "We are closed.", new Dictionary<string, string> { ["opens"] = "at nine" }));
        await using var host = await ProbeHost.StartAsync(HostKind.Memory, endpoint: ws => ws.AddFilter(filter));
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"id":1,"method":"echo","error":{"message":"We are closed.","code":"closed","errors":{"opens":"at nine"}}}""",
            await connection.AskAsync(Echo));
        host.AssertNothingLogged();
    }

    [Fact]
    public async Task A_filter_sees_what_the_handler_throws_and_may_make_it_something_else()
    {
        var filter = new DelegateFilter(async (context, next) =>
        {
            try
            {
                await next(context);
            }
            catch (InvalidOperationException exception) when (exception.Message == ProbeState.Secret)
            {
                throw new WsException("translated", "Something went wrong, and we know what.");
            }
        });
        await using var host = await ProbeHost.StartAsync(HostKind.Memory, endpoint: ws => ws.AddFilter(filter));
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"id":1,"method":"fail","error":{"message":"Something went wrong, and we know what.","code":"translated"}}""",
            await connection.AskAsync("""{"id":1,"method":"fail"}"""));
    }

    [Fact]
    public async Task A_filter_that_fails_reveals_nothing()
    {
        var filter = new DelegateFilter((_, _) => throw new InvalidOperationException(ProbeState.Secret));
        await using var host = await ProbeHost.StartAsync(HostKind.Memory, endpoint: ws => ws.AddFilter(filter));
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            """{"id":1,"method":"echo","error":{"message":"The call failed.","code":"internal_error"}}""", await connection.AskAsync(Echo));
    }

    [Theory]
    [InlineData("""{"id":1,"method":"echo","payload":{"text":"hello"}}""", "echo")]
    [InlineData("""{"id":1,"method":"count","payload":{"to":3}}""", "count")]
    [InlineData("""{"id":1,"method":"wtf"}""", "wtf")]
    public async Task A_filter_that_lets_nothing_through_does_not_leave_the_caller_waiting(string sent, string method)
    {
        var filter = new DelegateFilter((_, _) => Task.CompletedTask);
        await using var host = await ProbeHost.StartAsync(HostKind.Memory, endpoint: ws => ws.AddFilter(filter));
        await using var connection = await host.OpenAsync();

        Assert.Equal(
            $$$"""{"id":1,"method":"{{{method}}}","error":{"message":"The call was not let through.","code":"forbidden"}}""",
            await connection.AskAsync(sent));
        host.AssertNothingLogged();
    }

    [Fact]
    public async Task Filters_surround_streams_and_one_way_calls_too()
    {
        var filter = new CountingFilter();
        await using var host = await ProbeHost.StartAsync(HostKind.Memory, endpoint: ws => ws.AddFilter(filter));
        await using var connection = await host.OpenAsync();

        await connection.SendAsync("""{"method":"note","payload":{"text":"psst"}}""");
        Assert.Equal("psst", await host.State.Notes.Reader.ReadAsync().AsTask().WaitAsync(RawConnection.Patience));
        Assert.Equal("""{"id":1,"item":1}""", await connection.AskAsync("""{"id":1,"method":"count","payload":{"to":2}}"""));
        Assert.Equal("""{"id":1,"item":2}""", await connection.ReceiveAsync());
        Assert.Equal("""{"id":1,"method":"count","response":null}""", await connection.ReceiveAsync());

        Assert.Equal(2, filter.Calls);
    }

    [Fact]
    public async Task A_handler_that_never_gives_way_gets_the_stream_that_arrived_before_it()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var filter = new DelegateFilter(async (context, next) =>
        {
            if (context.MethodName == "odd.sumNow")
            {
                await gate.Task;
            }

            await next(context);
        });
        await using var host = await ProbeHost.StartAsync(
            HostKind.Memory, endpoint: ws => ws.Add<Calls.OddService>().AddFilter(filter));
        await using var connection = await host.OpenAsync();

        await connection.SendAsync("""{"id":1,"method":"odd.sumNow"}""");
        await connection.SendAsync("""{"id":1,"stream":"values","item":1}""");
        await connection.SendAsync("""{"id":1,"stream":"values","item":2}""");
        await connection.SendAsync("""{"id":1,"stream":"values","end":true}""");
        await connection.AssertServesAsync();
        gate.SetResult();

        Assert.Equal("""{"id":1,"method":"odd.sumNow","response":3}""", await connection.ReceiveAsync());
    }

    private sealed class CountingFilter : IWsCallFilter
    {
        private int _calls;

        public int Calls => Volatile.Read(ref _calls);

        public ValueTask InvokeAsync(WsCallContext context, WsCallDelegate next)
        {
            Interlocked.Increment(ref _calls);
            return next(context);
        }
    }
}
