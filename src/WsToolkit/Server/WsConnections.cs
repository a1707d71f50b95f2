using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace WsToolkit;

/// <summary>
/// The live connections of this process, by their ids. Inject it wherever a client is to be called from outside a call, such as in a
/// background service. Thread-safe.
/// </summary>
public sealed class WsConnections
{
    private readonly ConcurrentDictionary<string, WsConnection> _connections = new(StringComparer.Ordinal);

    /// <summary>How many connections are live.</summary>
    public int Count => _connections.Count;

    /// <summary>All live connections, as of now.</summary>
    public IEnumerable<WsConnection> All => _connections.Values;

    /// <summary>Finds a connection.</summary>
    /// <param name="id">The connection's <see cref="WsConnection.Id"/>.</param>
    /// <param name="connection">Receives the connection.</param>
    /// <returns>Whether it is live.</returns>
    public bool TryGet(string id, [NotNullWhen(true)] out WsConnection? connection) => _connections.TryGetValue(id, out connection);

    internal void Add(WsConnection connection) => _connections[connection.Id] = connection;

    internal void Remove(WsConnection connection) => _connections.TryRemove(connection.Id, out _);
}
