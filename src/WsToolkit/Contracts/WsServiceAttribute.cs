namespace WsToolkit;

/// <summary>
/// Marks a partial class or partial interface as a WebSocket contract and sets what applies to all of its members. Optional on a
/// type that has <see cref="WsRpcMethodAttribute"/> members: without it every option has its default.
/// </summary>
/// <remarks>
/// On a partial class, the generator writes the server's dispatch table and a client proxy. On a partial interface it writes the
/// same for a contract that both ends reference; every method of such an interface is then part of the contract.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Interface, Inherited = false)]
public sealed class WsServiceAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="name">The service's name in logs, metrics and documents; the type's name when it is left out.</param>
    public WsServiceAttribute(string? name = null) => Name = name;

    /// <summary>Declares the class to be the implementation of a contract interface.</summary>
    /// <param name="contract">The partial interface that is the contract.</param>
    public WsServiceAttribute(Type contract) => Contract = contract;

    /// <summary>The service's name in logs, metrics and documents.</summary>
    public string? Name { get; }

    /// <summary>The contract interface that this class implements, when it is the implementation of one.</summary>
    public Type? Contract { get; }

    /// <summary>How C# names become names on the wire, of methods and of JSON members alike. Default: the assembly's, else camelCase.</summary>
    public WsNaming Naming { get; set; }

    /// <summary>How the values of enumerations become JSON. Default: the assembly's, else strings.</summary>
    public WsEnumFormat Enums { get; set; }

    /// <summary>A text put in front of every wire name that is not given explicitly, such as <c>"trading."</c>. Default: none.</summary>
    public string? Prefix { get; set; }

    /// <summary>Which ends are generated. Default: both.</summary>
    public WsEnds Ends { get; set; } = WsEnds.Both;

    /// <summary>
    /// The partial interface that clients implement so that this service can call them. A parameter of that type in a service
    /// method receives a proxy of the calling client and does not travel.
    /// </summary>
    public Type? Callback { get; set; }

    /// <summary>
    /// Whether the calls of one connection to this service run one at a time, in the order in which they arrived. Default:
    /// <see langword="false"/>, calls run concurrently.
    /// </summary>
    public bool Ordered { get; set; }
}
