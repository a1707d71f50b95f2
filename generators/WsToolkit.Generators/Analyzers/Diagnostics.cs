using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>What the analyzers say: one diagnostic for each of the parser's reasons, each with a page in the documentation.</summary>
/// <remarks>
/// The messages' arguments are the symbol's name (0), the violation's argument (1), the contract's name (2) and the name of the
/// method that a parameter belongs to (3).
/// </remarks>
internal static class Diagnostics
{
    public const string Category = "WsToolkit.Contracts";

    public const string HelpLink = "https://github.com/wstoolkit/wstoolkit/blob/main/docs/diagnostics/";

    // Of the type.
    public static readonly DiagnosticDescriptor NotPartial = Create(
        "WST1001",
        "A contract must be partial",
        "'{0}' is a contract but is not partial, so nothing can be generated for it. Declare it 'partial'.");

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = Create(
        "WST1002",
        "A type that contains a contract must be partial",
        "'{0}' contains the contract '{1}' but is not partial. Declare it 'partial'.");

    public static readonly DiagnosticDescriptor NotAClassOrInterface = Create(
        "WST1003",
        "A contract must be a class or an interface",
        "'{0}' is neither a class nor an interface, so it cannot be a contract. "
        + "Make it a class, or remove [WsRpcMethod] from its methods.");

    public static readonly DiagnosticDescriptor StaticType = Create(
        "WST1004",
        "A contract must not be static",
        "'{0}' is static, but a service has an instance for each call. Remove 'static' from the class and its methods.");

    public static readonly DiagnosticDescriptor FileLocalType = Create(
        "WST1005",
        "A contract must not be local to its file",
        "'{0}' is local to its file, so generated code cannot name it. Remove 'file'.");

    public static readonly DiagnosticDescriptor VariantTypeParameter = Create(
        "WST1006",
        "The type parameters of a contract must not be variant",
        "A type parameter of '{0}' is variant, which the generated classes cannot repeat. Remove 'in' or 'out'.");

    public static readonly DiagnosticDescriptor GeneratedNameTaken = Create(
        "WST1007",
        "The name of a generated type is taken",
        "The name '{1}' is needed for a type that is generated for '{0}', but it is taken. Rename one of the two.");

    public static readonly DiagnosticDescriptor ObsoleteAsError = Create(
        "WST1008",
        "A contract must not be obsolete as an error",
        "To use '{0}' is an error, also for generated code. Let [Obsolete] warn only, or take '{0}' out of the contract.");

    public static readonly DiagnosticDescriptor InvalidCallback = Create(
        "WST1009",
        "The callback must be a contract interface",
        "'{1}' cannot be the callback of '{0}'. "
        + "Name a partial interface with [WsService], with both ends and without a callback of its own.");

    public static readonly DiagnosticDescriptor ContractIsNotAnInterface = Create(
        "WST1010",
        "The implemented contract must be a contract interface",
        "'{1}' is not a contract that '{0}' could implement. Name a partial interface with [WsService].");

    public static readonly DiagnosticDescriptor ContractNotImplemented = Create(
        "WST1011",
        "The contract is not implemented",
        "'{0}' is declared to be the implementation of '{1}' but does not implement it. Add '{1}' to its base types.");

    public static readonly DiagnosticDescriptor NotConstructible = Create(
        "WST1012",
        "A service cannot be created",
        "No generated code can create '{0}', so no endpoint can run it. "
        + "Give it a public or internal constructor whose parameters are services, and no required members.",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor MethodOutsideContract = Create(
        "WST1013",
        "An annotation beside the contract is ignored",
        "'{0}' is not called by this name, because '{2}' implements the contract '{1}'. Move [WsRpcMethod] to the contract's method.",
        DiagnosticSeverity.Warning);

    // Of a member.
    public static readonly DiagnosticDescriptor UnsupportedMember = Create(
        "WST1020",
        "A contract interface has methods and channels only",
        "'{0}' is neither a method nor a channel, so nothing can be generated for '{2}'. "
        + "Make it a method, or move it to an interface that is no contract.");

    public static readonly DiagnosticDescriptor StaticMethod = Create(
        "WST1021",
        "A contract's method must not be static",
        "'{0}' is static, but calls run on an instance. Remove 'static', or take the method out of the contract.");

    public static readonly DiagnosticDescriptor GenericMethod = Create(
        "WST1022",
        "A contract's method must not be generic",
        "'{0}' is generic, but a call carries no types. Remove the type parameters, or write a method for each type.");

    public static readonly DiagnosticDescriptor InaccessibleMethod = Create(
        "WST1023",
        "A contract's method must be accessible",
        "'{0}' is not accessible to the generated dispatcher. Make it public or internal.");

    public static readonly DiagnosticDescriptor ExplicitImplementation = Create(
        "WST1024",
        "A contract's method must be an ordinary method",
        "'{0}' is not an ordinary method, so it cannot be called by its name. Annotate an ordinary method instead.");

    public static readonly DiagnosticDescriptor NotAbstract = Create(
        "WST1025",
        "A contract interface's method must be abstract",
        "'{0}' has a body, so it runs where it is called and is no part of the contract. Remove the body or the attribute.");

    public static readonly DiagnosticDescriptor InvalidWireName = Create(
        "WST1026",
        "A wire name must not be empty or invalid",
        "'{1}' cannot be a name on the wire. Give '{0}' a name that is not empty and has no unpaired surrogates.");

    public static readonly DiagnosticDescriptor DuplicateWireName = Create(
        "WST1027",
        "Two methods have the same wire name",
        "Another method of '{2}' is already called '{1}' on the wire. Give '{0}' another name with [WsRpcMethod(\"...\")].");

    public static readonly DiagnosticDescriptor DuplicateClientSignature = Create(
        "WST1028",
        "Two methods are the same in the client",
        "The client of '{2}' already has a method '{1}' with the same parameters; those that do not travel do not count. "
        + "Rename '{0}', or change its parameters.");

    public static readonly DiagnosticDescriptor ReservedName = Create(
        "WST1029",
        "A method has the name of a generated member",
        "'{1}' is the name of a member that is generated. Rename '{0}'; [WsRpcMethod(\"...\")] keeps its name on the wire.");

    // Of a result.
    public static readonly DiagnosticDescriptor ReturnsByReference = Create(
        "WST1040",
        "A contract's method must not return by reference",
        "'{0}' returns by reference, but results are sent by value. Remove 'ref'.");

    public static readonly DiagnosticDescriptor UnsupportedReturnType = Create(
        "WST1041",
        "A result cannot be sent",
        "'{1}' cannot be the result of a call. "
        + "Let '{0}' return nothing, or T, Task<T>, ValueTask<T> or IAsyncEnumerable<T> of a type that can be sent.");

    public static readonly DiagnosticDescriptor SynchronousInterfaceMethod = Create(
        "WST1042",
        "A contract interface's method must be asynchronous",
        "'{0}' is called over a connection, so it has to be asynchronous. "
        + "Return Task, Task<T>, ValueTask, ValueTask<T> or IAsyncEnumerable<T>.");

    public static readonly DiagnosticDescriptor OneWayWithResult = Create(
        "WST1043",
        "A one-way method has a result",
        "'{0}' is one-way, so its result would go nowhere. Return Task or ValueTask without a result, or remove 'OneWay'.");

    public static readonly DiagnosticDescriptor OneWayWithStreams = Create(
        "WST1044",
        "A one-way method has a stream or progress",
        "'{3}' is one-way, so '{0}' can neither stream nor report. Remove the parameter or 'OneWay'.");

    // Of a parameter.
    public static readonly DiagnosticDescriptor ByReferenceParameter = Create(
        "WST1060",
        "A contract's parameters must be passed by value",
        "'{0}' is passed by reference, but arguments are sent by value. Remove the modifier.");

    public static readonly DiagnosticDescriptor UnsupportedParameterType = Create(
        "WST1061",
        "An argument cannot be sent",
        "A value of type '{1}' cannot be sent. Give '{0}' another type.");

    public static readonly DiagnosticDescriptor SuppliedParameterOnInterface = Create(
        "WST1062",
        "A contract interface must not take what only a server has",
        "'{2}' is called by clients, which have no '{1}' to pass. Remove '{0}'.");

    public static readonly DiagnosticDescriptor SeveralCancellationTokens = Create(
        "WST1064",
        "A call has one cancellation token",
        "'{3}' already has a cancellation token, and a call has only one. Remove '{0}'.");

    public static readonly DiagnosticDescriptor SeveralProgressParameters = Create(
        "WST1065",
        "A call has one progress parameter",
        "'{3}' already reports progress, and a call has only one line of reports. Remove '{0}', or report both in one type.");

    public static readonly DiagnosticDescriptor PayloadNotAlone = Create(
        "WST1066",
        "[WsPayload] must be alone in the payload",
        "'{0}' cannot be the whole payload, because '{3}' has other parameters that travel in it. "
        + "Remove [WsPayload], or the other parameters.");

    public static readonly DiagnosticDescriptor TooManyParameters = Create(
        "WST1067",
        "A call has too many parameters",
        "'{0}' has more than {1} named parameters. Gather them in a type, and mark the one parameter with [WsPayload].");

    public static readonly DiagnosticDescriptor DuplicateParameterName = Create(
        "WST1068",
        "Two parameters have the same wire name",
        "Another parameter of '{3}' has the name that '{0}' has on the wire. Rename one of them.");

    public static readonly DiagnosticDescriptor UnresolvedType = Create(
        "WST1069",
        "A type is written by another source generator",
        "'{3}' is left out, because another source generator writes '{1}' and generators do not see each other's output. "
        + "Declare the type in source, or in a referenced project.",
        DiagnosticSeverity.Warning);

    /// <summary>The diagnostic for a reason. Reasons with the same cause have the same.</summary>
    public static DiagnosticDescriptor Of(ContractProblem problem) => problem switch
    {
        ContractProblem.NotPartial => NotPartial,
        ContractProblem.ContainingTypeNotPartial => ContainingTypeNotPartial,
        ContractProblem.NotAClassOrInterface => NotAClassOrInterface,
        ContractProblem.StaticType => StaticType,
        ContractProblem.FileLocalType => FileLocalType,
        ContractProblem.VariantTypeParameter => VariantTypeParameter,
        ContractProblem.GeneratedNameTaken => GeneratedNameTaken,
        ContractProblem.ObsoleteAsError => ObsoleteAsError,
        ContractProblem.InvalidCallback or ContractProblem.UnusableCallbackParameter => InvalidCallback,
        ContractProblem.ContractIsNotAnInterface => ContractIsNotAnInterface,
        ContractProblem.ContractNotImplemented => ContractNotImplemented,
        ContractProblem.NotConstructible => NotConstructible,
        ContractProblem.MethodOutsideContract => MethodOutsideContract,
        ContractProblem.UnsupportedMember => UnsupportedMember,
        ContractProblem.StaticMethod => StaticMethod,
        ContractProblem.GenericMethod => GenericMethod,
        ContractProblem.InaccessibleMethod => InaccessibleMethod,
        ContractProblem.ExplicitImplementation => ExplicitImplementation,
        ContractProblem.NotAbstract => NotAbstract,
        ContractProblem.InvalidWireName => InvalidWireName,
        ContractProblem.DuplicateWireName => DuplicateWireName,
        ContractProblem.DuplicateClientSignature => DuplicateClientSignature,
        ContractProblem.ReservedName => ReservedName,
        ContractProblem.ReturnsByReference => ReturnsByReference,
        ContractProblem.UnsupportedReturnType => UnsupportedReturnType,
        ContractProblem.SynchronousInterfaceMethod => SynchronousInterfaceMethod,
        ContractProblem.OneWayWithResult => OneWayWithResult,
        ContractProblem.OneWayWithStreams => OneWayWithStreams,
        ContractProblem.ByReferenceParameter => ByReferenceParameter,
        ContractProblem.UnsupportedParameterType => UnsupportedParameterType,
        ContractProblem.SuppliedParameterOnInterface => SuppliedParameterOnInterface,
        ContractProblem.SeveralCancellationTokens => SeveralCancellationTokens,
        ContractProblem.SeveralProgressParameters => SeveralProgressParameters,
        ContractProblem.PayloadNotAlone => PayloadNotAlone,
        ContractProblem.TooManyParameters => TooManyParameters,
        ContractProblem.DuplicateParameterName => DuplicateParameterName,
        ContractProblem.UnresolvedType => UnresolvedType,
        _ => ChannelDiagnostics.Of(problem),
    };

    internal static DiagnosticDescriptor Create(
        string id, string title, string message, DiagnosticSeverity severity = DiagnosticSeverity.Error)
        => new(id, title, message, Category, severity, isEnabledByDefault: true, helpLinkUri: HelpLink + id + ".md");
}
