namespace WsToolkit.Rpc;

/// <summary>What is known of a contract at compile time. Immutable; created by generated code, one per contract.</summary>
public sealed class WsContract
{
    /// <summary>Creates the description.</summary>
    /// <param name="name">The contract's name in logs, metrics and documents.</param>
    /// <param name="naming">How C# names become names on the wire.</param>
    /// <param name="methods">The methods; a method's index here is its number in the dispatch table.</param>
    public WsContract(string name, WsNaming naming, IReadOnlyList<WsMethod> methods)
    {
        Name = name;
        Naming = naming;
        Methods = methods;
    }

    /// <summary>The contract's name.</summary>
    public string Name { get; }

    /// <summary>How C# names become names on the wire; never <see cref="WsNaming.Default"/>.</summary>
    public WsNaming Naming { get; }

    /// <summary>How the values of enumerations become JSON. Default: <see cref="WsEnumFormat.Strings"/>.</summary>
    public WsEnumFormat Enums { get; init; } = WsEnumFormat.Strings;

    /// <summary>The methods.</summary>
    public IReadOnlyList<WsMethod> Methods { get; }

    /// <summary>The channels.</summary>
    public IReadOnlyList<WsChannelDefinition> Channels { get; init; } = [];

    /// <summary>The contract that the clients implement, or <see langword="null"/>.</summary>
    public WsContract? Callback { get; init; }
}
