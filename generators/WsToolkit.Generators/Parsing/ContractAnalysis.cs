using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>A member of a contract, with its signature or with what is wrong with it.</summary>
internal sealed class ContractMember(ISymbol symbol)
{
    public ISymbol Symbol { get; } = symbol;

    public ContractViolation? Violation { get; set; }

    // The rest is there for methods only, and complete only where there is no violation.
    public IMethodSymbol Method => (IMethodSymbol)Symbol;

    public MethodSignature Signature { get; set; } = null!;

    public AttributeData? Attribute { get; set; }

    public bool OneWay { get; set; }

    public string WireName { get; set; } = string.Empty;

    public string ClientName { get; set; } = string.Empty;

    /// <summary>Whether the client implements the member explicitly, because its name or signature is taken.</summary>
    public bool IsExplicit { get; set; }
}

/// <summary>
/// Everything that is known of one annotated type: what is generated, and what is not and why. Holds symbols, so it never leaves a
/// parser or an analyzer.
/// </summary>
internal sealed class ContractAnalysis
{
    // On an interface one bad member spoils it all: neither the client nor the base list would compile.
    private ContractAnalysis(INamedTypeSymbol type, ServiceOptions options)
    {
        Type = type;
        Options = options;
        BaseName = BaseNameOf(type);
        TypeViolation = ContractRules.CheckType(type) ?? GeneratedNames.FindTaken(type, options, BaseName);
        if (TypeViolation is null && options.Contract is null)
        {
            HasUsableCallback = options.Callback is not null && IsCallbackContract(options.Callback);
            Members = ContractMembers.Of(this);
        }
    }

    public INamedTypeSymbol Type { get; }

    public ServiceOptions Options { get; }

    /// <summary>What the names of the generated types begin with.</summary>
    public string BaseName { get; }

    public bool IsInterface => Type.TypeKind == TypeKind.Interface;

    /// <summary>Why nothing is generated for the type, or <see langword="null"/>.</summary>
    public ContractViolation? TypeViolation { get; }

    /// <summary>Whether the contract names a callback and it can be called.</summary>
    public bool HasUsableCallback { get; }

    /// <summary>The members, good and bad, in the order of their declaration.</summary>
    public ImmutableArray<ContractMember> Members { get; } = [];

    /// <summary>The members that are generated.</summary>
    public IEnumerable<ContractMember> GoodMembers => Members.Where(static member => member.Violation is null);

    /// <summary>Whether the type is generated at all.</summary>
    public bool IsGenerated => TypeViolation is null && (!IsInterface || Members.All(static member => member.Violation is null));

    /// <summary>Whether the type is an annotated one; anything else is not analysed.</summary>
    public static bool IsContract(INamedTypeSymbol type)
        => type.FindAttribute(KnownNames.Attributes.Service) is not null || FirstAnnotatedMethod(type) is not null;

    /// <summary>The first method with <c>[WsRpcMethod]</c>, or <see langword="null"/>.</summary>
    public static IMethodSymbol? FirstAnnotatedMethod(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol method && method.FindAttribute(KnownNames.Attributes.RpcMethod) is not null)
            {
                return method;
            }
        }

        return null;
    }

    /// <summary>Analyses an annotated type.</summary>
    public static ContractAnalysis Of(INamedTypeSymbol type) => new(type, ServiceOptions.Of(type));

    /// <summary>Problems of the type that do not keep the rest from being generated.</summary>
    public IEnumerable<ContractViolation> LesserViolations()
    {
        if (TypeViolation is not null)
        {
            yield break;
        }

        if (Options.Callback is { } callback && !HasUsableCallback)
        {
            yield return new ContractViolation(ContractProblem.InvalidCallback, Type, callback.ToDisplayString());
        }

        if (Options.Contract is { } contract)
        {
            if (contract.TypeKind != TypeKind.Interface || !IsContractInterface(contract))
            {
                yield return new ContractViolation(ContractProblem.ContractIsNotAnInterface, Type, contract.ToDisplayString());
            }
            else if (!Type.AllInterfaces.Contains(contract, SymbolEqualityComparer.Default))
            {
                yield return new ContractViolation(ContractProblem.ContractNotImplemented, Type, contract.ToDisplayString());
            }

            foreach (var member in Type.GetMembers())
            {
                if (member is IMethodSymbol && member.FindAttribute(KnownNames.Attributes.RpcMethod) is not null)
                {
                    yield return new ContractViolation(ContractProblem.MethodOutsideContract, member, contract.ToDisplayString());
                }
            }
        }

        if (!IsInterface && Options.Ends.HasFlag(Ends.Server) && !Type.IsAbstract && ConstructorParser.FindConstructor(Type) is null)
        {
            yield return new ContractViolation(ContractProblem.NotConstructible, Type);
        }
    }

    // A contract of another assembly has already been generated, and says so by its base list.
    private static bool IsContractInterface(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty
        ? type.AllInterfaces.Any(contract => contract.IsNamed(KnownNames.Types.ContractOf))
        : IsContract(type);

    private static bool IsCallbackContract(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface || type.IsUnboundGenericType || !IsContractInterface(type))
        {
            return false;
        }

        if (type.DeclaringSyntaxReferences.IsEmpty)
        {
            return type.AllInterfaces.Any(contract =>
                contract.IsNamed(KnownNames.Types.CallableContract) && SymbolEqualityComparer.Default.Equals(contract.TypeArguments[0], type));
        }

        var options = ServiceOptions.Of(type);
        return options is { Ends: Ends.Both, Callback: null, Contract: null } && new ContractAnalysis(type.OriginalDefinition, options).IsGenerated;
    }

    private static string BaseNameOf(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Interface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1])
            ? type.Name.Substring(1)
            : type.Name;
}
