using System.Globalization;
using BenchmarkDotNet.Columns;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Diagnosers;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Reports;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace WsToolkit.Benchmarks.Engine;

/// <summary>Runs the benchmarks of the engine in a few minutes and prints them as the tables of docs/performance.md.</summary>
internal static class EngineTables
{
    public static void Run(string[] args)
    {
        var arguments = new Arguments(args, "milliseconds", "iterations", "tables");
        var tables = arguments.Text("tables", "receiving,sending,reading").Split(',');
        var job = Job.Default
            .WithToolchain(InProcessEmitToolchain.Instance)
            .WithWarmupCount(10)
            .WithIterationCount(arguments.Number("iterations", 40, 200))
            .WithIterationTime(TimeInterval.FromMilliseconds(arguments.Number("milliseconds", 8, 1000)))
            .WithUnrollFactor(1);
        var config = ManualConfig.CreateEmpty()
            .AddJob(job)
            .AddDiagnoser(MemoryDiagnoser.Default)
            .AddColumnProvider(DefaultColumnProviders.Instance)
            .AddLogger(NullLogger.Instance);

        if (tables.Contains("receiving"))
        {
            Print(
                "Receiving", ["role", "message", "size"], [nameof(ReceiveBenchmarks.Role), nameof(ReceiveBenchmarks.Kind), nameof(ReceiveBenchmarks.Size)],
                BenchmarkRunner.Run<ReceiveBenchmarks>(config), baselineIsTheirs: true);
        }

        if (tables.Contains("sending"))
        {
            Print(
                "Sending", ["role", "message", "size"], [nameof(SendBenchmarks.Role), nameof(SendBenchmarks.Kind), nameof(SendBenchmarks.Size)],
                BenchmarkRunner.Run<SendBenchmarks>(config), baselineIsTheirs: true);
        }

        if (tables.Contains("reading"))
        {
            Print("Reading a masked message", ["size"], [nameof(CopyBenchmarks.Size)], BenchmarkRunner.Run<CopyBenchmarks>(config), baselineIsTheirs: false);
        }
    }

    /// <summary>Prints one row for each combination of parameters: the baseline's time, then time, ratio and allocation of the others.</summary>
    private static void Print(string title, string[] headers, string[] parameters, Summary summary, bool baselineIsTheirs)
    {
        var methods = summary.BenchmarksCases.Select(benchmark => benchmark.Descriptor).Distinct().OrderByDescending(method => method.Baseline).ToArray();
        var ratio = baselineIsTheirs ? "times as fast" : "times the copy";
        var columns = methods[1..].SelectMany(method => new[] { method.WorkloadMethod.Name, ratio, "allocated" });
        Console.WriteLine();
        var host = summary.HostEnvironmentInfo;
        Console.WriteLine($"{title}: fastest iteration, per message ({host.CpuInfo.Value.ProcessorName}, {host.RuntimeVersion})");
        Console.WriteLine();
        Console.WriteLine($"| {string.Join(" | ", [.. headers, methods[0].WorkloadMethod.Name, .. columns])} |");
        Console.WriteLine($"|{string.Concat(Enumerable.Repeat("---|", headers.Length + 1 + (3 * (methods.Length - 1))))}");
        var rows = summary.Reports.GroupBy(report => string.Join(" | ", parameters.Select(name => Text(report.BenchmarkCase.Parameters[name]))));
        foreach (var row in rows)
        {
            var baseline = Nanoseconds(row.Single(report => report.BenchmarkCase.Descriptor.Baseline));
            var cells = methods[1..].SelectMany(method =>
            {
                var report = row.Single(other => other.BenchmarkCase.Descriptor == method);
                var time = Nanoseconds(report);
                var times = baselineIsTheirs ? baseline / time : time / baseline;
                return new[] { Text(time), times.ToString("F2", CultureInfo.InvariantCulture), $"{Allocated(report)} B" };
            });
            Console.WriteLine($"| {string.Join(" | ", [row.Key, Text(baseline), .. cells])} |");
        }
    }

    // The fastest of many short iterations: what else runs on the machine only makes them longer.
    private static double Nanoseconds(BenchmarkReport report) => report.ResultStatistics?.Min ?? double.NaN;

    private static long? Allocated(BenchmarkReport report) => report.GcStats.GetBytesAllocatedPerOperation(report.BenchmarkCase);

    private static string Text(double nanoseconds) => string.Create(CultureInfo.InvariantCulture, $"{nanoseconds:N1} ns");

    private static string Text(object value) => value switch
    {
        int size when size % (1024 * 1024) == 0 => $"{size / (1024 * 1024)} MiB",
        int size when size % 1024 == 0 => $"{size / 1024} KiB",
        int size => $"{size} B",
        _ => value.ToString()!.ToLowerInvariant(),
    };
}
