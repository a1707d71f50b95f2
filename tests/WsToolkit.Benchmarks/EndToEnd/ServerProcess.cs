using System.Diagnostics;
using System.Globalization;

namespace WsToolkit.Benchmarks.EndToEnd;

/// <summary>What a server has used since it was started.</summary>
/// <param name="Microseconds">The processor time.</param>
/// <param name="AllocatedBytes">The bytes that it has allocated.</param>
internal readonly record struct ServerUsage(double Microseconds, double AllocatedBytes);

/// <summary>A server that this process has started, such as <see cref="ServerHost"/>, in a child process.</summary>
internal sealed class ServerProcess : IDisposable
{
    private readonly Process _process;

    public ServerProcess(string kind, string command = ServerHost.Command)
    {
        Kind = kind;
        var start = OwnProcess.With(command, kind);
        start.RedirectStandardInput = true;
        if (kind.EndsWith(ServerHost.Inline, StringComparison.Ordinal))
        {
            start.Environment["DOTNET_SYSTEM_NET_SOCKETS_INLINE_COMPLETIONS"] = "1";
        }

        _process = Process.Start(start)!;
        Port = int.Parse(ReadLine(), CultureInfo.InvariantCulture);
    }

    public string Kind { get; }

    public int Port { get; }

    public ServerUsage Usage(string question = "")
    {
        _process.StandardInput.WriteLine(question);
        var parts = ReadLine().Split(' ');
        return new ServerUsage(double.Parse(parts[0], CultureInfo.InvariantCulture), double.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>The managed memory that it holds after a collection, in bytes.</summary>
    public long Memory()
    {
        _process.StandardInput.WriteLine(ServerHost.MemoryQuestion);
        return long.Parse(ReadLine(), CultureInfo.InvariantCulture);
    }

    public void Dispose()
    {
        _process.StandardInput.Close();
        if (!_process.WaitForExit(5000))
        {
            _process.Kill();
        }

        _process.Dispose();
    }

    private string ReadLine() => _process.StandardOutput.ReadLine() ?? throw new IOException($"The server '{Kind}' has ended.");
}
