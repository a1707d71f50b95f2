using BenchmarkDotNet.Running;

namespace WsToolkit.Benchmarks;

/// <summary>Runs what the first argument names; the benchmarks of the engine when it names nothing of ours.</summary>
internal static class Program
{
    public static int Main(string[] args)
    {
        BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(args);
        return 0;
    }
}
