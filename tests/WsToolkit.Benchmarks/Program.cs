using BenchmarkDotNet.Running;
using WsToolkit.Benchmarks.EndToEnd;
using WsToolkit.Benchmarks.Engine;
using WsToolkit.Benchmarks.FanOut;
using WsToolkit.Benchmarks.Generator;
using WsToolkit.Benchmarks.Idle;
using WsToolkit.Benchmarks.Json;
using WsToolkit.Benchmarks.Soak;

namespace WsToolkit.Benchmarks;

/// <summary>Runs what the first argument names; what it does not know goes to BenchmarkDotNet, for the benchmarks of the engine.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] args)
    {
        switch (args.FirstOrDefault())
        {
            case "engine":
                EngineTables.Run(args[1..]);
                break;
            case "json":
                JsonSpeed.Run(args[1..]);
                break;
            case "generator":
                GeneratorSpeed.Run(args[1..]);
                break;
            case GeneratorSpeed.FirstRunCommand:
                GeneratorSpeed.FirstRun(args[1..]);
                break;
            case "server-cpu":
                await ServerCpu.RunAsync(args[1..]);
                break;
            case "fan-out":
                await FanOutCpu.RunAsync(args[1..]);
                break;
            case FanOutServer.Command:
                await FanOutServer.RunAsync(args[1]);
                break;
            case "soak":
                return await SoakRun.RunAsync(args[1..]);
            case "idle":
                await IdleMemory.RunAsync(args[1..]);
                break;
            case ServerHost.Command:
                await ServerHost.RunAsync(args[1]);
                break;
            default:
                BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
                break;
        }

        return 0;
    }
}
