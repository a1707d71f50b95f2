using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text.Json;

namespace WsToolkit.Interop.Tests.Foreign;

/// <summary>How a connection ended, as a peer's echo server tells it.</summary>
internal sealed record PeerServed(string Path, string Configuration, string? Subprotocol, int Code, string Reason, string? Extensions);

/// <summary>A peer as an echo server, with a port for each configuration of compression. It ends when its standard input does.</summary>
internal sealed class PeerServer : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    private readonly ConcurrentDictionary<string, TaskCompletionSource<PeerServed>> _served = new();
    private readonly Process _process;
    private readonly Dictionary<string, int> _ports;
    private readonly Task<string> _errors;
    private readonly Task _reading;
    private readonly string _scheme;
    private int _connections;

    private PeerServer(Process process, Task<string> errors, string ports, bool tls)
    {
        _process = process;
        _errors = errors;
        _scheme = tls ? "wss" : "ws";
        _ports = JsonDocument.Parse(ports).RootElement.GetProperty("ports").Deserialize<Dictionary<string, int>>()!;
        _reading = ReadAsync();
    }

    public static async Task<PeerServer> StartAsync(string peer, string? certificateFile = null)
    {
        string[] arguments = certificateFile is null ? ["serve"] : ["serve", "--certificate", certificateFile];
        var process = Peer.Named(peer).Start(arguments);
        var errors = process.StandardError.ReadToEndAsync();
        var ports = await process.StandardOutput.ReadLineAsync().WaitAsync(Patience);
        return ports is null
            ? throw new InvalidOperationException($"{peer} did not start: {await errors}")
            : new PeerServer(process, errors, ports, certificateFile is not null);
    }

    /// <summary>An address for one connection.</summary>
    public Uri Address(string configuration)
        => new($"{_scheme}://127.0.0.1:{_ports[configuration]}/{Interlocked.Increment(ref _connections)}");

    /// <summary>How the connection to an address ended.</summary>
    public Task<PeerServed> EndedAsync(Uri address) => Served(address.PathAndQuery).Task.WaitAsync(Patience);

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        try
        {
            await _process.WaitForExitAsync().WaitAsync(Patience);
            await _reading;
        }
        finally
        {
            if (!_process.HasExited)
            {
                _process.Kill(entireProcessTree: true);
            }

            _process.Dispose();
        }
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            var served = JsonSerializer.Deserialize<PeerServed>(line, Json)!;
            Served(served.Path).TrySetResult(served);
        }

        var errors = await _errors;
        foreach (var waiting in _served.Values)
        {
            waiting.TrySetException(new InvalidOperationException($"The server has ended. {errors}"));
        }
    }

    private TaskCompletionSource<PeerServed> Served(string path)
        => _served.GetOrAdd(path, _ => new TaskCompletionSource<PeerServed>(TaskCreationOptions.RunContinuationsAsynchronously));
}
