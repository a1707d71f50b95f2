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
            var names = new ClientNames(this);
            HasUsableCallback = options.Callback is not null && IsCallbackContract(options.Callback);
            Members = ContractMembers.Of(this, names);
            Channels = ChannelMembers.Of(this, names);
        }

        if (TypeViolation is null && !IsInterface)
        {
            Implemented = options.Contract is { } implemented ? ImplementedContract.Of(implemented) : null;
            Hooks = HookMembers.Of(this);
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

    /// <summary>The channels, good and bad, in the order of their declaration.</summary>
    public ImmutableArray<ChannelMember> Channels { get; } = [];

    /// <summary>The channels that are generated.</summary>
    public IEnumerable<ChannelMember> GoodChannels => Channels.Where(static channel => channel.Violation is null);

    /// <summary>The contract interface that the class implements, where it is one and good.</summary>
    public ImplementedContract? Implemented { get; }

    /// <summary>The hooks of a class, good and bad, in the order of their declaration.</summary>
    public ImmutableArray<HookMember> Hooks { get; } = [];

    /// <summary>What is wrong with members, each for itself.</summary>
    public IEnumerable<ContractViolation> MemberViolations => Members.Select(static member => member.Violation)
        .Concat(Channels.Select(static channel => channel.Violation))
        .Concat(Hooks.Select(static hook => hook.Violation))
        .OfType<ContractViolation>();

    /// <summary>Whether the type is generated at all.</summary>
    public bool IsGenerated => TypeViolation is null
        && (!IsInterface || (Members.All(static member => member.Violation is null)
            && Channels.All(static channel => channel.Violation is null)));

    /// <summary>Whether the type is an annotated one; anything else is not analysed.</summary>
    public static bool IsContract(INamedTypeSymbol type)
        => type.FindAttribute(KnownNames.Attributes.Service) is not null || FirstAnnotation(type) is not null;

    /// <summary>The first <c>[WsRpcMethod]</c> or <c>[WsChannel]</c> of a type's members, or <see langword="null"/>.</summary>
    public static AttributeData? FirstAnnotation(INamedTypeSymbol type)
    {
        foreach (var member in type.GetMembers())
        {
            if (member is IMethodSymbol or IPropertySymbol
                && (member.FindAttribute(KnownNames.Attributes.RpcMethod) ?? member.FindAttribute(KnownNames.Attributes.Channel)) is { } attribute)
            {
                return attribute;
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
            yield return HasChannels(callback)
                ? new ContractViolation(ContractProblem.CallbackWithChannels, Type, callback.ToDisplayString())
                : new ContractViolation(ContractProblem.InvalidCallback, Type, callback.ToDisplayString());
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
                else if (member is IMethodSymbol or IPropertySymbol && member.FindAttribute(KnownNames.Attributes.Channel) is not null)
                {
                    yield return new ContractViolation(ContractProblem.ChannelOutsideContract, member, contract.ToDisplayString());
                }
            }
        }

        if (!IsInterface && Options.Ends.HasFlag(Ends.Server) && !Type.IsAbstract && ConstructorParser.FindConstructor(Type) is null)
        {
            yield return new ContractViolation(ContractProblem.NotConstructible, Type);
        }
    }

    /// <summary>Whether a type is a contract interface. One of another assembly has already been generated, as its base list says.</summary>
    public static bool IsContractInterface(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.IsEmpty
        ? type.AllInterfaces.Any(contract => contract.IsNamed(KnownNames.Types.ContractOf))
        : IsContract(type);

    private static bool IsCallbackContract(INamedTypeSymbol type)
    {
        if (type.TypeKind != TypeKind.Interface || type.IsUnboundGenericType || !IsContractInterface(type) || HasChannels(type))
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

    // Channels are the server's: a client has nobody to publish to.
    private static bool HasChannels(INamedTypeSymbol callback) => callback.TypeKind == TypeKind.Interface && ChannelMembers.Has(callback);

    /// <summary>What the names of the types begin with that are generated for a type.</summary>
    public static string BaseNameOf(INamedTypeSymbol type)
        => type.TypeKind == TypeKind.Interface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1])
            ? type.Name.Substring(1)
            : type.Name;
}
