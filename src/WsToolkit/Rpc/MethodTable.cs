namespace WsToolkit.Rpc;

/// <summary>The methods of all contracts of an endpoint under one roof. Immutable.</summary>
internal sealed class MethodTable
{
    // Taken by the toolkit itself for channels.
    private static readonly string[] Reserved = ["publish", "subscribe", "unsubscribe", "server_info"];
    private readonly WsDispatcher[] _dispatchers;
    private readonly MethodEntry[][] _entries;

    /// <exception cref="InvalidOperationException">Two methods have the same name, or one has a reserved name.</exception>
    public MethodTable(IEnumerable<ServedContract> contracts)
    {
        var served = contracts.ToArray();
        var builtIn = served.Where(contract => contract.IsBuiltIn).SelectMany(contract => contract.Dispatcher.Contract.Methods).ToHashSet();
        _dispatchers = [.. served.Select(contract => contract.Dispatcher)];
        _entries = [.. served.Select(contract => contract.Entries().ToArray())];
        var names = new Dictionary<string, WsMethod>(StringComparer.Ordinal);
        foreach (var method in _entries.SelectMany(e => e).Select(e => e.Method))
        {
            if (Array.IndexOf(Reserved, method.Name) >= 0 && !builtIn.Contains(method))
            {
                throw new InvalidOperationException($"{method.MemberName}: the name '{method.Name}' is reserved for channels. Give it another name.");
            }

            if (!names.TryAdd(method.Name, method))
            {
                throw new InvalidOperationException(
                    $"{method.MemberName} and {names[method.Name].MemberName} both have the name '{method.Name}' on one endpoint. "
                    + "Give one another name, or its service a Prefix.");
            }
        }
    }

    public IReadOnlyList<WsDispatcher> Dispatchers => _dispatchers;

    public IEnumerable<WsMethod> Methods => _entries.SelectMany(e => e).Select(e => e.Method);

    public MethodEntry? Find(ReadOnlySpan<byte> name)
    {
        for (var i = 0; i < _dispatchers.Length; i++)
        {
            var method = _dispatchers[i].Find(name);
            if (method >= 0)
            {
                return _entries[i][method];
            }
        }

        return null;
    }
}

/// <summary>A contract, and what the class that serves it demands besides.</summary>
internal sealed record ServedContract(WsDispatcher Dispatcher, IReadOnlyList<WsServiceDemand> Demands)
{
    /// <summary>Whether it is the toolkit's own, and has the names that are reserved for it.</summary>
    public bool IsBuiltIn { get; init; }

    public IEnumerable<MethodEntry> Entries() => Dispatcher.Contract.Methods.Select((method, index)
        => new MethodEntry(Dispatcher, index, Demands.Aggregate(method, static (known, demand) => demand.AddTo(known))));
}
