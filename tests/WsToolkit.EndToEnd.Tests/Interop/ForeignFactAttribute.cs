using System.ComponentModel;
using System.Diagnostics;

namespace WsToolkit.EndToEnd.Tests.Interop;

/// <summary>
/// A test that needs another language. Where that is missing the test is skipped and says what to install; under CI nothing is skipped,
/// so that a test that cannot run fails there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ForeignFactAttribute : FactAttribute
{
    public ForeignFactAttribute(string language)
    {
        if (!string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            && ForeignClient.Named(language).WhatIsMissing() is { } missing)
        {
            Skip = missing;
        }
    }
}

/// <summary>A client in another language, as a script that takes the server's address.</summary>
internal sealed record ForeignClient(string Program, string[] Probe, string Script, string Missing)
{
    public static readonly ForeignClient Node = new(
        "node",
        ["--input-type=module", "--eval", "import 'ws';"],
        FromTests("node", "interop.mjs"),
        "Node or its package 'ws' is missing: install Node 18 or later and run 'npm ci' in tests/interop/node.");

    public static readonly ForeignClient Python = new(
        File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3",
        ["-c", "import websockets"],
        FromTests("python", "interop.py"),
        "Python or its package 'websockets' is missing: install python3-websockets, or run 'pip install websockets'.");

    public static ForeignClient Named(string language) => language == nameof(Node) ? Node : Python;

    public string? WhatIsMissing()
    {
        try
        {
            using var process = Start(Probe);
            return process.WaitForExit(TimeSpan.FromSeconds(20)) && process.ExitCode == 0 ? null : Missing;
        }
        catch (Win32Exception)
        {
            return Missing;
        }
    }

    /// <summary>Runs the script to its end.</summary>
    /// <returns>Its exit code and all that it printed.</returns>
    public async Task<(int ExitCode, string Output)> RunAsync(Uri address)
    {
        using var process = Start(Script, address.ToString());
        using var patience = new CancellationTokenSource(TimeSpan.FromMinutes(2));
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(patience.Token);
            var errors = process.StandardError.ReadToEndAsync(patience.Token);
            await process.WaitForExitAsync(patience.Token);
            return (process.ExitCode, await output + await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    // The scripts run where they are, next to what npm has installed for them.
    private static string FromTests(params string[] path)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!Directory.Exists(Path.Combine(folder.FullName, "tests", "interop")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException("tests/interop is not above the test assembly.");
        }

        return Path.Combine([folder.FullName, "tests", "interop", .. path]);
    }

    private Process Start(params string[] arguments)
    {
        var start = new ProcessStartInfo(Program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.GetDirectoryName(Script)!,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return Process.Start(start)!;
    }
}
