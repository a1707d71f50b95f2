using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;

namespace WsToolkit.Walkers;

/// <summary>
/// What is known of a walker at compile time, and how it is run. Immutable; implemented by generated code, one for each walker.
/// </summary>
public abstract class WsWalkerDefinition
{
    /// <summary>Creates the description.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="memberName">The C# name of the class, for logs and errors.</param>
    protected WsWalkerDefinition(string name, string memberName)
    {
        Name = name;
        MemberName = memberName;
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>The C# name of the class that runs.</summary>
    public string MemberName { get; }

    /// <summary>Through which doors the walker can be called.</summary>
    public WsMethods Methods { get; protected init; } = WsMethods.WebSocket | WsMethods.Post;

    /// <summary>What follows the name in the path of the HTTP door; <c>{name}</c> stands for the member of that wire name.</summary>
    public string? Path { get; protected init; }

    /// <summary>The wire names of members that the HTTP door takes from the query; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Query { get; protected init; } = [];

    /// <summary>Who may call the walker.</summary>
    public WsWalkerAuthentication Authentication { get; protected init; }

    /// <summary>How long a run may take, or <see langword="null"/>.</summary>
    public TimeSpan? Timeout { get; protected init; }

    /// <summary>How C# names become names on the wire; never <see cref="WsNaming.Default"/>.</summary>
    public WsNaming Naming { get; protected init; } = WsNaming.CamelCase;

    /// <summary>How the values of enumerations become JSON.</summary>
    public WsEnumFormat Enums { get; protected init; } = WsEnumFormat.Strings;

    /// <summary>Whether an <c>[Authorize]</c> on the walker applies. An endpoint that cannot check it refuses the walker.</summary>
    public bool RequiresAuthorization { get; protected init; }

    /// <summary>The application's own attributes of the walker, such as <c>[Authorize]</c>.</summary>
    public IReadOnlyList<object> Metadata { get; protected init; } = [];

    /// <summary>The members that callers can send. Those that are never bound from outside are not among them.</summary>
    public IReadOnlyList<WsWalkerMember> Members { get; protected init; } = [];

    /// <summary>A type with just these members, for documents such as OpenAPI; <see langword="null"/> when there is none.</summary>
    public Type? ContextType { get; protected init; }

    /// <summary>The type of the reports; <see langword="null"/> when there are none.</summary>
    public Type? ReportType { get; protected init; }

    /// <summary>
    /// The first sentence of the documentation comment, for documents such as OpenAPI; <see langword="null"/> when there is none.
    /// </summary>
    public string? Summary { get; protected init; }

    /// <summary>The JSON metadata of every type of the walker.</summary>
    public abstract IJsonTypeInfoResolver JsonTypeInfoResolver { get; }

    /// <summary>Creates what runs the walker. Resolves every payload type at once, so that a gap shows here and not at a call.</summary>
    /// <param name="codec">The format of the payloads.</param>
    /// <returns>The runner; it serves any number of connections.</returns>
    /// <exception cref="NotSupportedException">The codec does not know a payload type.</exception>
    public abstract WsWalkerRunner CreateRunner(WsPayloadCodec codec);

    /// <summary>Returns the wire name.</summary>
    /// <returns>The wire name.</returns>
    public override string ToString() => Name;
}
