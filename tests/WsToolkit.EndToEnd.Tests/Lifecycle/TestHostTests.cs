using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Lifecycle;

/// <summary>The in-memory host as a user's tests see it.</summary>
public class TestHostTests
{
    [Fact]
    public async Task A_service_runs_with_what_is_registered_for_it()
    {
        await using var host = WsTestHost.Create<ShapesService>(services => services.AddSingleton<Probe>());
        var shapes = await host.ConnectAsync<ShapesServiceClient>();

        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());
        Assert.Equal(1, host.Connections.Count);
    }

    [Fact]
    public async Task A_client_comes_as_the_user_that_the_test_says()
    {
        await using var host = WsTestHost.Create<ShapesService>(services => services.AddSingleton<Probe>());
        var user = await host.ConnectAsync<ShapesServiceClient>(user: new ClaimsPrincipal(new ClaimsIdentity([], "test")));
        var nobody = await host.ConnectAsync<ShapesServiceClient>();

        Assert.True((await user.FactsAsync().Soon()).Authenticated);
        Assert.False((await nobody.FactsAsync().Soon()).Authenticated);
    }

    [Fact]
    public async Task Disposing_the_host_ends_clients_calls_and_raw_connections_without_any_time_passing()
    {
        var time = new FakeTimeProvider();
        var host = WsTestHost.Create<JobsService>(services => services.AddSingleton<Probe>(), options => options.TimeProvider = time);
        var probe = host.Services.GetRequiredService<Probe>();
        var jobs = await host.ConnectAsync<JobsServiceClient>(new WsClientOptions { TimeProvider = time });
        var call = jobs.HoldAsync("a");
        host.ConnectTransport();
        await probe.Reached("a:started");
        await probe.Reached("connected", 2);

        await host.DisposeAsync().Soon();
        await Assert.ThrowsAsync<WsConnectionLostException>(() => call).Soon();
        Assert.Equal(2, probe.Count("disconnected"));
        Assert.Throws<ObjectDisposedException>(() => host.ConnectTransport());
    }

    [Fact]
    public async Task Stopping_the_host_tells_its_clients_that_the_server_goes_away()
    {
        await using var host = WsTestHost.Create<JobsService>(services => services.AddSingleton<Probe>());
        var jobs = await host.ConnectAsync<JobsServiceClient>(new WsClientOptions { Reconnect = null });
        Assert.Equal(3, await jobs.AddAsync(1, 2).Soon());

        await host.StopAsync().Soon();
        var expected = new WsCloseInfo(WsCloseCode.GoingAway, "The server shuts down.", Remote: true);
        Assert.Equal(expected, await jobs.Connection.Completion.Soon());
    }
}
