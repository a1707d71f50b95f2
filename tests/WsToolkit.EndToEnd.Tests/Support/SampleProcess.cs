using System.Diagnostics;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>A sample that runs as a process of its own, as <c>dotnet run</c> runs it.</summary>
internal sealed class SampleProcess : IDisposable
{
    private readonly Process _process;
    private readonly CancellationTokenSource _limit = new(TimeSpan.FromSeconds(60));

    private SampleProcess(Process process) => _process = process;

    public static SampleProcess Start(string name, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, name + ".dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return new SampleProcess(Process.Start(start)!);
    }

    /// <summary>Reads the next line of the output.</summary>
    public async Task<string> ReadLineAsync()
        => await _process.StandardOutput.ReadLineAsync(_limit.Token)
            ?? throw new InvalidOperationException("The sample has ended: " + await _process.StandardError.ReadToEndAsync(_limit.Token));

    /// <summary>Waits for the end of the process.</summary>
    /// <returns>Its exit code, and all that it has written and nobody has read.</returns>
    public async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        var output = _process.StandardOutput.ReadToEndAsync(_limit.Token);
        var errors = await _process.StandardError.ReadToEndAsync(_limit.Token);
        await _process.WaitForExitAsync(_limit.Token);
        return (_process.ExitCode, await output, errors);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
        }

        _process.Dispose();
        _limit.Dispose();
    }
}
