using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Calls;

/// <summary>The same contract for both ends, as an interface: the client and the service both implement it.</summary>
public class InterfaceFormTests
{
    [Theory, BothHosts]
    public async Task Every_method_of_the_interface_is_called_through_the_interface(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<ICalculator, Calculator>());
        ICalculator calculator = await host.ConnectAsync<CalculatorClient>();

        Assert.Equal(12, await calculator.AddUpAsync(2).Soon());
        Assert.Equal(5, await calculator.AddUpAsync(2, 3).Soon());
        Assert.Equal(-4, await calculator.NegateAsync(4).Soon());
        await calculator.ResetAsync().Soon();
        Assert.True(host.Probe.HasMark("reset"));
        await calculator.ForgetEverythingAsync("age").Soon();
        await host.Probe.Reached("forget:age");
        Assert.Equal(Enumerable.Range(0, 100), await calculator.RangeAsync(100).ListAsync());

        var reports = new Reports<int>();
        Assert.Equal(6, await calculator.SumAsync(new[] { 1, 2, 3 }.ToAsync(), reports).Soon());
        Assert.Equal([1, 3, 6], reports.All);
        Assert.Equal(0, await calculator.SumAsync(Array.Empty<int>().ToAsync()).Soon());
    }

    [Theory, BothHosts]
    public async Task An_instance_of_the_application_s_own_can_serve_the_interface(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(
            kind, ws => ws.Add<ICalculator>(services => new Calculator((Probe)services.GetService(typeof(Probe))!)));
        var calculator = await host.ConnectAsync<CalculatorClient>();

        Assert.Equal(3, await calculator.AddUpAsync(1, 2).Soon());
    }
}
