using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>Where the instances of services come from, and when they and their scopes end.</summary>
public class InstanceTests
{
    [Theory, BothHosts]
    public async Task Each_call_has_an_instance_and_a_scope_of_its_own_and_both_are_disposed_after_it(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<Visitor>(), AddGuestbook);
        var visitor = await host.ConnectAsync<VisitorClient>();

        Assert.Equal("visit 1, guestbook 1, same True", await visitor.VisitAsync("a").Soon());
        await host.Probe.Reached("guestbook disposed", 1);
        Assert.Equal("visit 1, guestbook 2, same True", await visitor.VisitAsync("b").Soon());
        await host.Probe.Reached("guestbook disposed", 2);
        Assert.Equal(["a", "visitor disposed", "guestbook disposed", "b", "visitor disposed", "guestbook disposed"], host.Probe.Log);
    }

    [Theory, BothHosts]
    public async Task Both_are_disposed_after_a_call_that_fails(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<Visitor>(), AddGuestbook);
        var visitor = await host.ConnectAsync<VisitorClient>();

        await Assert.ThrowsAsync<WsException>(() => visitor.FailAsync()).Soon();
        await host.Probe.Reached("guestbook disposed", 1);
        Assert.Equal(["visitor disposed", "guestbook disposed"], host.Probe.Log);
    }

    [Theory, BothHosts]
    public async Task A_scope_lives_until_its_stream_has_ended(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<Visitor>(), AddGuestbook);
        var visitor = await host.ConnectAsync<VisitorClient>();

        await foreach (var page in visitor.PagesAsync())
        {
            Assert.Equal(0, host.Probe.Count("guestbook disposed"));
            if (page == 3)
            {
                break;
            }
        }

        await host.Probe.Reached("guestbook disposed", 1);
    }

    [Theory, BothHosts]
    public async Task A_registered_service_is_taken_from_the_scope_and_not_disposed_by_the_call(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<Visitor>(), services =>
        {
            AddGuestbook(services);
            services.AddSingleton(provider =>
            {
                var probe = provider.GetRequiredService<Probe>();
                return new Visitor(probe, new Guestbook(probe), provider);
            });
        });
        var visitor = await host.ConnectAsync<VisitorClient>();

        Assert.StartsWith("visit 1,", await visitor.VisitAsync("a").Soon(), StringComparison.Ordinal);
        Assert.StartsWith("visit 2,", await visitor.VisitAsync("b").Soon(), StringComparison.Ordinal);
        Assert.Equal(["a", "b"], host.Probe.Log);
    }

    [Theory, BothHosts]
    public async Task Keyed_optional_and_missing_dependencies_are_resolved_as_the_constructor_says(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<Choosy>(), services =>
        {
            services.AddKeyedSingleton("north", new Compass("N"));
            services.AddKeyedSingleton("south", new Compass("S"));
        });
        var choosy = await host.ConnectAsync<ChoosyClient>();

        Assert.Equal("S none", await choosy.LookAsync().Soon());
    }

    [Theory, BothHosts]
    public async Task A_service_that_cannot_be_created_fails_the_call_and_not_the_connection(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<Choosy>().Add<ShapesService>());
        var choosy = await host.ConnectAsync<ChoosyClient>();
        var shapes = ShapesServiceClient.Create(choosy.Connection);

        var error = await Assert.ThrowsAsync<WsException>(() => choosy.LookAsync()).Soon();
        Assert.Equal(WsErrorCodes.Internal, error.Code);
        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());
    }

    [Theory, BothHosts]
    public async Task Clients_of_several_services_share_a_connection(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(
            kind, ws => ws.Add<ShapesService>().Add<RelayService>().Add<ICalculator, Calculator>());
        var shapes = await host.ConnectAsync<ShapesServiceClient>();
        var relay = RelayServiceClient.Create(shapes.Connection);
        var calculator = CalculatorClient.Create(shapes.Connection);

        Assert.Equal(3, await shapes.AddAsync(1, 2).Soon());
        Assert.Equal(8, await relay.DoubleAsync(4).Soon());
        Assert.Equal(4, await calculator.AddUpAsync(1, 3).Soon());
        Assert.Equal(1, host.Connections.Count);
    }

    private static void AddGuestbook(IServiceCollection services) => services.AddScoped<Guestbook>();
}

public sealed class Guestbook(Probe probe) : IAsyncDisposable
{
    public int Number { get; } = probe.Add("guestbook");

    public ValueTask DisposeAsync()
    {
        probe.Write("guestbook disposed");
        probe.Add("guestbook disposed");
        return ValueTask.CompletedTask;
    }
}

[WsService("visitor")]
public sealed partial class Visitor(Probe probe, Guestbook guestbook, IServiceProvider services) : IDisposable
{
    private int _visits;

    [WsRpcMethod]
    public string Visit(string name, WsCallContext context)
    {
        probe.Write(name);
        var same = ReferenceEquals(guestbook, services.GetService<Guestbook>())
            && ReferenceEquals(guestbook, context.Services.GetService<Guestbook>());
        return $"visit {++_visits}, guestbook {guestbook.Number}, same {same}";
    }

    [WsRpcMethod]
    public Task FailAsync() => throw new InvalidOperationException();

    [WsRpcMethod]
    public async IAsyncEnumerable<int> PagesAsync()
    {
        for (var page = 1; ; page++)
        {
            await Task.Yield();
            yield return page;
        }
    }

    public void Dispose() => probe.Write("visitor disposed");
}

public sealed record Compass(string Direction);

public interface IMissing
{
    string Name { get; }
}

[WsService("choosy")]
public partial class Choosy([FromKeyedServices("south")] Compass compass, IMissing? missing = null)
{
    [WsRpcMethod]
    public string Look() => $"{compass.Direction} {missing?.Name ?? "none"}";
}
