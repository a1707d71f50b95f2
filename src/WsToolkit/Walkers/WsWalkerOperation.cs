using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Walkers;

/// <summary>A walker as its client knows it. Immutable; created by generated code, one for each walker.</summary>
/// <typeparam name="TRequest">What callers send: an object with the walker's members.</typeparam>
/// <param name="name">The name on the wire.</param>
/// <param name="memberName">The C# name with its client's, for logs and errors, such as <c>ChatClient.SendChatToGroupAsync</c>.</param>
/// <param name="resolver">The JSON metadata of the walker's types.</param>
public class WsWalkerOperation<TRequest>(string name, string memberName, IJsonTypeInfoResolver resolver)
    where TRequest : notnull
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The C# name with its client's.</summary>
    public string MemberName { get; } = memberName;

    /// <summary>The JSON metadata of the walker's types.</summary>
    public IJsonTypeInfoResolver JsonTypeInfoResolver { get; } = resolver;

    /// <summary>Through which doors the walker can be called.</summary>
    public WsMethods Methods { get; init; } = WsMethods.WebSocket | WsMethods.Post;

    /// <summary>What follows the name in the path of the HTTP door.</summary>
    public string? Path { get; init; }

    /// <summary>The wire names of members that the HTTP door takes from the query; <c>*</c> for all.</summary>
    public IReadOnlyList<string> Query { get; init; } = [];

    /// <summary>How C# names become names on the wire; never <see cref="WsNaming.Default"/>.</summary>
    public WsNaming Naming { get; init; } = WsNaming.CamelCase;

    /// <summary>How the values of enumerations become JSON.</summary>
    public WsEnumFormat Enums { get; init; } = WsEnumFormat.Strings;

    /// <summary>The deadline of a call, or <see langword="null"/> for that of the options.</summary>
    public TimeSpan? Timeout { get; init; }
}

/// <summary>A walker that reports, as its client knows it. Immutable; created by generated code.</summary>
/// <typeparam name="TRequest">What callers send.</typeparam>
/// <typeparam name="TReport">What it reports.</typeparam>
/// <param name="name">The name on the wire.</param>
/// <param name="memberName">The C# name with its client's.</param>
/// <param name="resolver">The JSON metadata of the walker's types.</param>
public sealed class WsWalkerOperation<TRequest, TReport>(string name, string memberName, IJsonTypeInfoResolver resolver)
    : WsWalkerOperation<TRequest>(name, memberName, resolver)
    where TRequest : notnull;
