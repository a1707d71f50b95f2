namespace WsToolkit;

/// <summary>
/// Marks a partial class or record as a walker: one operation that can be called over the WebSocket and over HTTP. Its public members are
/// what
/// callers send, its <see cref="WsEntryAttribute"/> methods are what it does, and what they yield or return are its reports.
/// </summary>
/// <remarks>
/// A class gets the parameters of its constructor from the services; the parameters of a record's constructor are members. A record without
/// entries is the client's end alone: another class, marked with its type, handles it on the server.
/// </remarks>
[AttributeUsage(AttributeTargets.Class, Inherited = false)]
public sealed class WsWalkerAttribute : Attribute
{
    /// <summary>Creates the attribute.</summary>
    /// <param name="name">The name on the wire. When it is left out, the C# name in the naming policy.</param>
    public WsWalkerAttribute(string? name = null) => Name = name;

    /// <summary>Declares the class to handle a walker that is a record without entries, of this or another assembly.</summary>
    /// <param name="walker">The record.</param>
    public WsWalkerAttribute(Type walker) => Walker = walker;

    /// <summary>The name on the wire, when it is given explicitly.</summary>
    public string? Name { get; }

    /// <summary>The record that this class handles, when it handles one.</summary>
    public Type? Walker { get; }

    /// <summary>Through which doors the walker can be called. Default: the WebSocket and HTTP POST.</summary>
    public WsMethods Methods { get; set; } = WsMethods.WebSocket | WsMethods.Post;

    /// <summary>
    /// What follows the walker's name in the path of its HTTP door, such as <c>{channel_id}/messages</c>; <c>{name}</c> stands for the
    /// member
    /// of that wire name. Default: nothing.
    /// </summary>
    public string? Path { get; set; }

    /// <summary>The wire names of members that the HTTP door takes from the query; <c>*</c> for all. Default: none.</summary>
    public string[] Query { get; set; } = [];

    /// <summary>The C# names of members that are never bound from outside. Default: none.</summary>
    public string[] Excluded { get; set; } = [];

    /// <summary>
    /// The group whose generated client calls the walker, in PascalCase: <c>Chat</c> gives <c>ChatClient</c>. Default: <c>Walkers</c>.
    /// </summary>
    public string? Group { get; set; }

    /// <summary>Who may call the walker. Default: everybody.</summary>
    public WsWalkerAuthentication Authentication { get; set; }

    /// <summary>The type of the reports, where entries report different ones: what they have in common.</summary>
    public Type? Reports { get; set; }

    /// <summary>
    /// The type of what entries report to an <see cref="IProgress{T}"/>, for a record without entries, and where entries report different ones: what these have in
    /// common. Default: the one type that they report, if it is one.
    /// </summary>
    public Type? Progress { get; set; }

    /// <summary>How C# names become names on the wire. Default: the assembly's, else camelCase.</summary>
    public WsNaming Naming { get; set; }

    /// <summary>How the values of enumerations become JSON. Default: the assembly's, else strings.</summary>
    public WsEnumFormat Enums { get; set; }

    /// <summary>Which ends are generated. Default: both.</summary>
    public WsEnds Ends { get; set; } = WsEnds.Both;

    /// <summary>How long a run may take, in milliseconds; 0, the default, takes the default of the options.</summary>
    public int TimeoutMilliseconds { get; set; }
}
