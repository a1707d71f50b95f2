using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Authorization.Infrastructure;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>Who may make a call: <c>[Authorize]</c> and <c>[AllowAnonymous]</c> on services and methods.</summary>
public sealed class AuthorizationTests
{
    private const string Unauthorized = "\"error\":{\"message\":\"The call needs an authenticated user.\",\"code\":\"unauthorized\"}";
    private const string Forbidden = "\"error\":{\"message\":\"The user may not make this call.\",\"code\":\"forbidden\"}";

    [Theory]
    [InlineData(null, "whoAmI", "\"response\":\"nobody\"")]
    [InlineData("ada", "whoAmI", "\"response\":\"ada\"")]
    [InlineData(null, "study", Unauthorized)]
    [InlineData("ada", "study", "\"response\":\"ada\"")]
    [InlineData(null, "safe", Unauthorized)]
    [InlineData("ada", "safe", Forbidden)]
    [InlineData("ada guest", "safe", Forbidden)]
    [InlineData("ada owner", "safe", "\"response\":\"gold\"")]
    [InlineData(null, "bar", Unauthorized)]
    [InlineData("ada child", "bar", Forbidden)]
    [InlineData("ada adult", "bar", "\"response\":\"wine\"")]
    [InlineData(null, "lobby", "\"response\":\"welcome\"")]
    [InlineData(null, "hall", Unauthorized)]
    [InlineData("ada", "hall", "\"response\":\"feast\"")]
    [InlineData(null, "treasury", Unauthorized)]
    [InlineData("ada", "treasury", Forbidden)]
    [InlineData("ada owner", "treasury", "\"response\":\"gold\"")]
    [InlineData(null, "door", Unauthorized)]
    [InlineData("ada", "door", "\"response\":\"shut\"")]
    [InlineData(null, "content", Unauthorized)]
    [InlineData("ada", "content", Forbidden)]
    [InlineData("ada owner", "content", "\"response\":\"gold\"")]
    [InlineData(null, "bell", "\"response\":\"ring\"")]
    public async Task A_call_is_made_by_those_who_may(string? user, string method, string outcome)
    {
        await using var app = await StartAsync();
        await using var connection = await app.OpenAsync(configure: options =>
        {
            if (user is not null)
            {
                options.SetRequestHeader(TestAuthentication.Header, user);
            }
        });

        var answer = await connection.AskAsync($$"""{"id":1,"method":"{{method}}"}""");

        Assert.Equal($$"""{"id":1,"method":"{{method}}",{{outcome}}}""", answer);
        await connection.AssertServesAsync();
    }

    [Fact]
    public async Task An_unauthorized_call_is_refused_before_its_arguments_are_looked_at()
    {
        await using var app = await StartAsync();
        await using var connection = await app.OpenAsync();

        var answer = await connection.AskAsync("""{"id":1,"method":"study","payload":{"no":"such","arguments":[]}}""");

        Assert.Equal($$"""{"id":1,"method":"study",{{Unauthorized}}}""", answer);
    }

    [Fact]
    public async Task A_stream_may_begin_before_its_call_has_been_authorized()
    {
        var gate = new TaskCompletionSource();
        var filter = new DelegateFilter(async (context, next) =>
        {
            await gate.Task;
            await next(context);
        });
        await using var app = await KestrelApp.StartAsync(
            app => app.MapWs("/ws", ws => ws.Add<HouseService>().AddFilter(filter)), Services);
        await using var connection = await app.OpenAsync(configure: options => options.SetRequestHeader(TestAuthentication.Header, "ada"));

        await connection.SendAsync("""{"id":1,"method":"weigh"}""");
        for (var coin = 1; coin <= 32; coin++)
        {
            await connection.SendAsync($$"""{"id":1,"stream":"coins","item":{{coin}}}""");
        }

        await connection.SendAsync("""{"id":1,"stream":"coins","end":true}""");

        // The server reads in order: when this is answered, all of the stream has arrived.
        Assert.Contains("parse_error", await connection.AskAsync("not json"));
        gate.SetResult();

        var answer = await connection.ReceiveAsync();
        while (answer.Contains("credit"))
        {
            answer = await connection.ReceiveAsync();
        }

        Assert.Equal("""{"id":1,"method":"weigh","response":528}""", answer);
    }

    [Fact]
    public async Task The_user_of_an_in_memory_connection_is_the_one_given()
    {
        await using var host = WsTestHost.Create<HouseService>(services => services.AddSingleton<Server.IWsAuthorizer, AnyoneKnown>());
        await using var nobody = new TransportConnection(host.ConnectTransport());
        await using var ada = new TransportConnection(host.ConnectTransport(TestAuthentication.User("ada")));

        Assert.Contains("unauthorized", await nobody.AskAsync("""{"id":1,"method":"study"}"""));
        Assert.Equal("""{"id":1,"method":"study","response":"ada"}""", await ada.AskAsync("""{"id":1,"method":"study"}"""));
    }

    [Fact]
    public void An_unknown_policy_fails_when_mapped_with_the_name_of_the_method()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => KestrelApp.StartAsync(app => app.MapWs<MysteryService>("/ws")).GetAwaiter().GetResult());

        Assert.Contains("MysteryService.Riddle", error.Message);
        Assert.Contains("no-such-policy", error.Message);
    }

    [Fact]
    public void Authentication_schemes_on_a_method_are_refused_when_mapped()
    {
        var error = Assert.Throws<InvalidOperationException>(
            () => KestrelApp.StartAsync(app => app.MapWs<SchemesService>("/ws")).GetAwaiter().GetResult());

        Assert.Contains("SchemesService.Biscuit", error.Message);
    }

    [Fact]
    public void Authorization_that_nobody_checks_fails_when_the_endpoint_is_built()
    {
        var error = Assert.Throws<InvalidOperationException>(() => WsTestHost.Create<HouseService>());

        Assert.Contains("HouseService.Study", error.Message);
    }

    [Fact]
    public async Task Authorization_handlers_may_be_scoped_and_live_as_long_as_their_call()
    {
        var handlers = new System.Collections.Concurrent.ConcurrentBag<IAuthorizationHandler>();
        await using var app = await KestrelApp.StartAsync(app => app.MapWs<HouseService>("/ws"), services =>
        {
            Services(services);
            services.AddScoped<IAuthorizationHandler>(_ =>
            {
                var handler = new PassThroughAuthorizationHandler();
                handlers.Add(handler);
                return handler;
            });
        });
        await using var connection = await app.OpenAsync(configure: options => options.SetRequestHeader(TestAuthentication.Header, "ada"));

        for (var id = 1; id <= 2; id++)
        {
            Assert.Equal($$"""{"id":{{id}},"method":"study","response":"ada"}""", await connection.AskAsync($$"""{"id":{{id}},"method":"study"}"""));
        }

        Assert.Equal(2, handlers.Count);
    }

    private static Task<KestrelApp> StartAsync()
        => KestrelApp.StartAsync(app => app.MapWs("/ws", ws => ws.Add<HouseService>().Add<CastleService>().Add<IVault, VaultService>()), Services);

    private static void Services(IServiceCollection services)
    {
        TestAuthentication.Add(services);
        services.AddAuthorizationBuilder().AddPolicy("adult", policy => policy.RequireRole("adult"));
    }

    private sealed class AnyoneKnown : Server.IWsAuthorizer
    {
        public void Require(Rpc.WsMethod method)
        {
        }

        public ValueTask<Server.WsAuthorizationResult> AuthorizeAsync(WsCallContext context)
            => ValueTask.FromResult(context.User.Identity?.IsAuthenticated == true
                ? Server.WsAuthorizationResult.Allowed
                : Server.WsAuthorizationResult.Unauthorized);
    }
}
