using System.Diagnostics;

namespace WsToolkit.Interop.Tests.Samples;

/// <summary>A sample that serves as a process of its own, as a user starts it, on a port that the system chooses.</summary>
internal sealed class SampleServer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);
    private readonly Process _process;

    private SampleServer(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    /// <summary>Starts a sample, which says where it listens.</summary>
    public static async Task<SampleServer> StartAsync(string name, params IEnumerable<string> arguments)
    {
        const string Listening = "Listening on ";
        var process = Start(name, ["serve", "--urls", "http://127.0.0.1:0", .. arguments]);
        var line = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        if (line?.StartsWith(Listening, StringComparison.Ordinal) == true)
        {
            return new SampleServer(process, new Uri(line[Listening.Length..]));
        }

        process.Kill(entireProcessTree: true);
        throw new InvalidOperationException($"The sample said '{line}': {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Runs a sample to its end.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> RunAsync(string name, params IEnumerable<string> arguments)
        => await EndAsync(Start(name, arguments));

    /// <summary>Waits for the end of a process.</summary>
    public static async Task<(int ExitCode, string Output, string Errors)> EndAsync(Process process)
    {
        using var limit = new CancellationTokenSource(Patience);
        using (process)
        {
            try
            {
                process.StandardInput.Close();
                var errors = process.StandardError.ReadToEndAsync(limit.Token);
                var output = await process.StandardOutput.ReadToEndAsync(limit.Token);
                await process.WaitForExitAsync(limit.Token);
                return (process.ExitCode, output, await errors);
            }
            finally
            {
                if (!process.HasExited)
                {
                    process.Kill(entireProcessTree: true);
                }
            }
        }
    }

    public void Dispose()
    {
        _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private static Process Start(string name, IEnumerable<string> arguments)
        => Process.Start(new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, name + ".dll"), .. arguments])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        })!;
}
