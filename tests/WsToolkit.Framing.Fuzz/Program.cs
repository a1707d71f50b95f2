using System.Diagnostics;
using WsToolkit.Framing.Fuzz;

// dotnet run -c Release --project tests/WsToolkit.Framing.Fuzz -- --frames 10000000 --seed 20261121 [--connection N]
long frames = 100_000;
var seed = 20261121;
var connection = -1;
for (var index = 0; index + 1 < args.Length; index += 2)
{
    switch (args[index])
    {
        case "--frames": frames = long.Parse(args[index + 1]); break;
        case "--seed": seed = int.Parse(args[index + 1]); break;
        case "--connection": connection = int.Parse(args[index + 1]); break;
        default: throw new ArgumentException($"'{args[index]}' is not known.");
    }
}

var run = new FuzzRun(seed);
if (connection >= 0)
{
    run.RunConnection(connection);
    return 0;
}

var watch = Stopwatch.StartNew();
try
{
    run.Run(frames, Report);
    Report();
    return 0;
}
catch (FuzzFailureException e)
{
    Report();
    Console.Error.WriteLine(e);
    return 1;
}

void Report()
{
    var failures = string.Join(", ", run.Failures.Select(failure => $"{failure.Key}: {failure.Value}"));
    Console.WriteLine(
        $"seed {seed}: {run.Frames} frames, {run.Connections} connections, failed with {failures}, "
            + $"at most {run.PeakBytes} bytes rented, {watch.Elapsed.TotalSeconds:F0} s");
}
