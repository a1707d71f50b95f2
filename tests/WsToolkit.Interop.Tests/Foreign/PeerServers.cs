using System.Collections.Concurrent;

namespace WsToolkit.Interop.Tests.Foreign;

/// <summary>The peers as servers: each is started once, when the first test needs it, and serves all tests of a class.</summary>
public sealed class PeerServers : IAsyncLifetime
{
    private readonly ConcurrentDictionary<(string Peer, bool Tls), Lazy<Task<PeerServer>>> _servers = new();
    private readonly Lazy<TestCertificate> _certificate = new(TestCertificate.Create);

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        foreach (var server in _servers.Values)
        {
            await (await server.Value).DisposeAsync();
        }

        if (_certificate.IsValueCreated)
        {
            _certificate.Value.Dispose();
        }
    }

    internal Task<PeerServer> GetAsync(string peer, bool tls = false)
        => _servers.GetOrAdd((peer, tls), _ => new(() => PeerServer.StartAsync(peer, tls ? _certificate.Value.PemFile : null))).Value;
}
