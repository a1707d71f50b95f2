using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>The names and signatures of a generated client: what it has anyway, and what the contract's members add.</summary>
internal sealed class ClientNames(ContractAnalysis contract)
{
    private static readonly SymbolDisplayFormat SignatureFormat = SymbolDisplayFormat.FullyQualifiedFormat
        .WithMiscellaneousOptions(SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    // What every object has, and what the generated client has besides the contract's members.
    private static readonly string[] ObjectMembers =
        ["Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString"];

    private static readonly string[] OwnMembers = ["Connection", "_payloads", "_timeout"];

    private static readonly string[] OwnMethods = ["ConnectAsync", "Create", "DisposeAsync", "WithTimeout"];

    private static readonly string[] OwnSignatures =
    [
        "ConnectAsync(global::System.Uri,global::WsToolkit.WsClientOptions,global::System.Threading.CancellationToken)",
        "Create(global::WsToolkit.Rpc.WsCaller)",
        "DisposeAsync()",
        "WithTimeout(global::System.TimeSpan)",
    ];

    private readonly HashSet<string> _signatures = new(OwnSignatures, StringComparer.Ordinal);
    private readonly HashSet<string> _methods = new(OwnMethods, StringComparer.Ordinal);
    private readonly HashSet<string> _properties = new(StringComparer.Ordinal);

    /// <summary>A name with the types of its parameters: what tells methods apart.</summary>
    public static string Signature(string name, IEnumerable<ITypeSymbol> types)
        => name + "(" + string.Join(",", types.Select(static type => type.ToDisplayString(SignatureFormat))) + ")";

    /// <summary>The same with the type that is returned, which tells members of interfaces apart.</summary>
    public static string Signature(ITypeSymbol type, string name, IEnumerable<ITypeSymbol> types)
        => type.ToDisplayString(SignatureFormat) + " " + Signature(name, types);

    /// <summary>Whether the name is that of a member or type with which no member can share it.</summary>
    public bool IsReserved(string name)
        => OwnMembers.Contains(name)
            || name == contract.BaseName + GeneratedNames.ClientSuffix
            || name == contract.BaseName + GeneratedNames.ContractSuffix
            || name == contract.BaseName + GeneratedNames.PayloadsSuffix
            || contract.Type.TypeParameters.Any(parameter => parameter.Name == name);

    /// <summary>Whether every object has a member of the name.</summary>
    public static bool IsOfObject(string name) => ObjectMembers.Contains(name);

    /// <summary>Takes a method's signature, if it is free.</summary>
    public bool TryAddMethod(string name, IEnumerable<ITypeSymbol> types)
    {
        _methods.Add(name);
        return _signatures.Add(Signature(name, types)) && !_properties.Contains(name);
    }

    /// <summary>Takes a property's name, if it is free.</summary>
    public bool TryAddProperty(string name) => _properties.Add(name) && !_methods.Contains(name);
}
