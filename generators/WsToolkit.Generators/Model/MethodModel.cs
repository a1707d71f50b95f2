using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Model;

/// <summary>A method of a contract.</summary>
internal sealed record MethodModel
{
    /// <summary>What the members that are generated for it are called; unique in the contract.</summary>
    public required string Id { get; init; }

    public required string WireName { get; init; }

    /// <summary>Its name with its type's, for logs.</summary>
    public required string MemberName { get; init; }

    /// <summary>Its own name, with keywords escaped.</summary>
    public required string Name { get; init; }

    /// <summary>The base interface that declares it, when the contract does not declare it itself.</summary>
    public required string? DeclaringInterface { get; init; }

    /// <summary>Its name on the client, with keywords escaped.</summary>
    public required string ClientName { get; init; }

    /// <summary>The interface through which alone the client has it, or <see langword="null"/>.</summary>
    public required string? ExplicitInterface { get; init; }

    public required ResultKind Result { get; init; }

    /// <summary>The type of the result or of its items, with its annotation; empty when there is none.</summary>
    public required string ResultType { get; init; }

    /// <summary>The field of the payload type of the result; empty when there is none.</summary>
    public required string ResultPayload { get; init; }

    public required bool OneWay { get; init; }

    public required bool Ordered { get; init; }

    public required bool Idempotent { get; init; }

    /// <summary>The deadline, or 0.</summary>
    public required int TimeoutMilliseconds { get; init; }

    public required bool RequiresAuthorization { get; init; }

    /// <summary>The application's own attributes, as expressions.</summary>
    public required EquatableArray<string> Metadata { get; init; }

    public required EquatableArray<ParameterModel> Parameters { get; init; }

    /// <summary>The parameters of the client's method.</summary>
    public required EquatableArray<ParameterModel> ClientParameters { get; init; }

    /// <summary>The client's cancellation token as an expression; <c>default</c> where an interface has none.</summary>
    public required string CancellationToken { get; init; }

    public required LocalNames Locals { get; init; }

    /// <summary>The documentation of the client's method, one line each.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>The <c>[Obsolete]</c> attribute to repeat, or <see langword="null"/>.</summary>
    public required string? Obsolete { get; init; }

    public bool HasNamed => Parameters.Any(static parameter => parameter.IsNamed);

    public bool HasBound => Parameters.Any(static parameter => parameter.IsBound);
}

/// <summary>The names of a method's generated variables, none of which is the name of a parameter.</summary>
/// <param name="Self">What stands in front of members, where a parameter hides one: <c>this.</c> or nothing.</param>
/// <param name="Call">The call.</param>
/// <param name="Arguments">The reader of the arguments.</param>
/// <param name="Parameter">The number of the parameter that has been read.</param>
/// <param name="Service">The instance that runs the call.</param>
/// <param name="Result">What it returned.</param>
/// <param name="Token">The token of an enumeration whose method has none.</param>
/// <param name="Item">An item of a stream.</param>
/// <param name="Enumerate">The local function that enumerates, where the signature has no token.</param>
internal sealed record LocalNames(
    string Self, string Call, string Arguments, string Parameter, string Service, string Result, string Token, string Item, string Enumerate);
