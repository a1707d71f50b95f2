namespace WsToolkit.Walkers;

/// <summary>The connections that can be notified, by their three ids. Who has gone leaves nothing behind. Thread-safe.</summary>
internal sealed class WalkerDirectory
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, WalkerConnection> _clients = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<WalkerConnection>> _users = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<WalkerConnection>> _channels = new(StringComparer.Ordinal);

    /// <summary>How many ids of each kind are known.</summary>
    public (int Clients, int Users, int Channels) Count
    {
        get
        {
            lock (_gate)
            {
                return (_clients.Count, _users.Count, _channels.Count);
            }
        }
    }

    public void Add(WalkerConnection connection, WsWalkerIdentity identity)
    {
        lock (_gate)
        {
            _clients.Add(identity.ClientId, connection);
            Enter(_users, identity.UserId, connection);
            Enter(_channels, identity.ChannelId, connection);
        }
    }

    public void Remove(WalkerConnection connection, WsWalkerIdentity identity)
    {
        lock (_gate)
        {
            _clients.Remove(identity.ClientId);
            Exit(_users, identity.UserId, connection);
            Exit(_channels, identity.ChannelId, connection);
        }
    }

    public void ChangeUser(WalkerConnection connection, string from, string to)
    {
        lock (_gate)
        {
            Exit(_users, from, connection);
            Enter(_users, to, connection);
        }
    }

    /// <summary>
    /// The connections that have one of some ids, each of them once. A copy: who comes or goes meanwhile does not matter.
    /// </summary>
    public IReadOnlyCollection<WalkerConnection> Find(WsNotificationTarget target, IEnumerable<string> ids)
    {
        HashSet<WalkerConnection>? found = null;
        foreach (var id in ids)
        {
            if (id is null)
            {
                throw new ArgumentException("An id is null.", nameof(ids));
            }

            lock (_gate)
            {
                if (target == WsNotificationTarget.Clients)
                {
                    if (_clients.TryGetValue(id, out var connection))
                    {
                        (found ??= []).Add(connection);
                    }
                }
                else if ((target == WsNotificationTarget.Users ? _users : _channels).TryGetValue(id, out var connections))
                {
                    if (found is null)
                    {
                        found = [.. connections];
                    }
                    else
                    {
                        found.UnionWith(connections);
                    }
                }
            }
        }

        return found ?? (IReadOnlyCollection<WalkerConnection>)[];
    }

    private static void Enter(Dictionary<string, HashSet<WalkerConnection>> index, string id, WalkerConnection connection)
    {
        if (!index.TryGetValue(id, out var connections))
        {
            index.Add(id, connections = []);
        }

        connections.Add(connection);
    }

    private static void Exit(Dictionary<string, HashSet<WalkerConnection>> index, string id, WalkerConnection connection)
    {
        if (index.TryGetValue(id, out var connections) && connections.Remove(connection) && connections.Count == 0)
        {
            index.Remove(id);
        }
    }
}
