using System.Reflection;
using WsToolkit.Generators.Tests.Harness;
using WsToolkit.Rpc;

namespace WsToolkit.Generators.Tests;

/// <summary>What is generated runs: contracts that were compiled and loaded here, called over a connection in memory.</summary>
public sealed class RunTests
{
    [Fact]
    public async Task Every_shape_of_call()
    {
        var program = Load("CallShapes", """
            using Microsoft.Extensions.DependencyInjection;
            using WsToolkit;
            using WsToolkit.Testing;

            namespace Shop;

            public static class Program
            {
                public static async Task<string> RunAsync()
                {
                    await using var host = WsTestHost.Create<TradingService>(services => services.AddSingleton<IOrderBook, Book>());
                    var client = await host.ConnectAsync<TradingServiceClient>(WsClientOptions.WithCallback<ITradingCallback>(null, new Callback()));
                    var lines = new List<string>
                    {
                        (await client.EstimateSwapAsync("5", "ETH")).ToString(),
                        (await client.WithTimeout(TimeSpan.FromSeconds(20)).AddAsync(3, 4)).ToString(),
                        (await client.SumAsync(Numbers())).ToString(),
                        (await client.PlaceAsync(new Order("ETH", 1.10m, Side.Sell))).ToString(),
                    };
                    await foreach (var candle in client.CandlesAsync("a"))
                    {
                        lines.Add(candle.ToString());
                    }

                    var reported = new TaskCompletionSource<int>();
                    await client.ImportAsync(7, new Reporter(reported));
                    lines.Add("reported " + await reported.Task);
                    await client.LogAsync("");
                    return string.Join('\n', lines);
                }

                private static async IAsyncEnumerable<int> Numbers()
                {
                    await Task.Yield();
                    yield return 20;
                    yield return 22;
                }

                private sealed class Reporter(TaskCompletionSource<int> reported) : IProgress<int>
                {
                    public void Report(int value) => reported.TrySetResult(value);
                }

                private sealed class Book : IOrderBook
                {
                    public Task<SwapQuote> QuoteAsync(string amount, string from, string? to, CancellationToken cancellationToken)
                        => Task.FromResult(new SwapQuote(amount + from + to, 1.5));
                }

                private sealed class Callback : ITradingCallback
                {
                    public Task<bool> ConfirmAsync(Order order, CancellationToken cancellationToken = default) => Task.FromResult(order is { Amount: 1.10m, Side: Side.Sell });
                }
            }
            """);
        var lines = await (Task<string>)program.GetMethod("RunAsync")!.Invoke(null, null)!;
        Assert.Equal(
            """
            SwapQuote { AmountOut = 5ETHUSDT, Rate = 1.5 }
            7
            42
            True
            Candle { Time = 01/01/0001 00:00:00 +00:00, Open = 0, Close = 0 }
            reported 7
            """,
            lines);
    }

    [Fact]
    public async Task Defaults_and_names_and_generics()
    {
        var program = Load("GenericService", """
            using WsToolkit;
            using WsToolkit.Testing;

            namespace Shop;

            public sealed class Value
            {
                public string Text { get; set; } = "";
            }

            public partial class @event
            {
                [WsRpcMethod] public string @class(string @params, DayOfWeek @in = DayOfWeek.Friday, double call = -0.5, decimal arguments = -1.50m) => $"{@params} {@in} {call} {arguments}";
            }

            public static class Program
            {
                public static async Task<string> RunAsync()
                {
                    await using var host = WsTestHost.Create<@event>();
                    var client = await host.ConnectAsync<eventClient>();
                    return await client.classAsync("a") + " | " + await client.classAsync("b", DayOfWeek.Monday, 2, 3);
                }
            }
            """);
        Assert.Equal("a Friday -0.5 -1.50 | b Monday 2 3", await (Task<string>)program.GetMethod("RunAsync")!.Invoke(null, null)!);
    }

    [Fact]
    public void The_description_of_a_contract()
    {
        var assembly = ContractCase.Named("Authorization").Run().Load();
        var contract = ContractOf(assembly.GetType("Shop.GuardedService")!);
        Assert.Equal("guarded", contract.Name);
        Assert.Equal(["inherits", "open", "adds"], contract.Methods.Select(method => method.Name));
        Assert.Equal([true, false, true], contract.Methods.Select(method => method.RequiresAuthorization));
        Assert.Equal("GuardedService.Adds", contract.Methods[2].MemberName);
        Assert.Equal(
            ["AuthorizeAttribute", "TagAttribute", "AuditedAttribute", "AuthorizeAttribute", "TagAttribute"],
            contract.Methods[2].Metadata.Select(item => item.GetType().Name));

        var authorize = Assert.IsType<Microsoft.AspNetCore.Authorization.AuthorizeAttribute>(contract.Methods[0].Metadata[0]);
        Assert.Equal(("members", "admin,\"root\""), (authorize.Policy, authorize.Roles));

        // What is created again is what reflection would have found.
        dynamic tag = contract.Methods[0].Metadata[1];
        Assert.Equal((object[])[1, (byte)2, "three", 'c', 4.5, null!, typeof(List<>), DayOfWeek.Friday, new[] { 1, 2 }], (object[])tag.Values);
    }

    private static Type Load(string contract, string program)
        => GeneratorHarness.Run(ContractCase.Named(contract).Compilation().AddFile("Program.cs", program)).Load().GetType("Shop.Program")!;

    private static WsContract ContractOf(Type type)
        => (WsContract)typeof(RunTests).GetMethod(nameof(Get), BindingFlags.Static | BindingFlags.NonPublic)!.MakeGenericMethod(type).Invoke(null, null)!;

    private static WsContract Get<TContract>()
        where TContract : class, IWsContract<TContract>
        => TContract.Contract;
}
