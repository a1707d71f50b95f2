using System.Diagnostics;

namespace WsToolkit.Packaging.Tests;

/// <summary>Runs <c>dotnet</c> as somebody would from a shell, with none of the settings of the build that runs the tests.</summary>
internal static class Sdk
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Runs a command to its end.</summary>
    /// <returns>The exit code, and what was written to both outputs.</returns>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        string directory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        using var process = Start(directory, "dotnet", arguments, environment);
        return await EndAsync(process);
    }

    /// <summary>Runs a command that has to succeed.</summary>
    /// <returns>What it wrote.</returns>
    public static async Task<string> SucceedAsync(
        string directory, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var (exitCode, output) = await RunAsync(directory, arguments, environment);
        Assert.True(exitCode == 0, $"dotnet {string.Join(' ', arguments)} ended with {exitCode}:\n{output}");
        return output;
    }

    public static Process Start(
        string directory, string file, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(file, arguments)
        {
            WorkingDirectory = directory,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var name in Environment.GetEnvironmentVariables().Keys.Cast<string>().Where(IsOfABuild))
        {
            start.Environment.Remove(name);
        }

        // Servers of the compiler and the build would outlive the command, and hold its output and the packages open.
        start.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        start.Environment["UseSharedCompilation"] = "false";
        start.Environment["DOTNET_CLI_USE_MSBUILD_SERVER"] = "0";
        start.Environment["DOTNET_NOLOGO"] = "1";
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    /// <summary>Waits for the end of a process that reads nothing more.</summary>
    public static async Task<(int ExitCode, string Output)> EndAsync(Process process)
    {
        using var timeout = new CancellationTokenSource(Patience);
        try
        {
            process.StandardInput.Close();
            var output = process.StandardOutput.ReadToEndAsync(timeout.Token);
            var error = process.StandardError.ReadToEndAsync(timeout.Token);
            await process.WaitForExitAsync(timeout.Token);
            return (process.ExitCode, await output + await error);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // What `dotnet test` and MSBuild leave for their children.
    private static bool IsOfABuild(string name)
        => name.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase) || name is "CI" or "Configuration" or "Platform";
}
