using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Finds the members of a contract and applies the rules to each, and those that concern several of them.</summary>
internal static class ContractMembers
{
    // What the interface itself inherits when it becomes a contract; a member of the same name would hide it, with a warning.
    internal static readonly string[] ContractProperties = ["Contract", "JsonTypeInfoResolver"];

    /// <summary>Finds the methods; channels are found by <see cref="ChannelMembers"/>.</summary>
    public static ImmutableArray<ContractMember> Of(ContractAnalysis contract, ClientNames names)
    {
        var members = contract.IsInterface ? FindInInterface(contract.Type) : FindInClass(contract.Type);
        var wireNames = new HashSet<string>(StringComparer.Ordinal);
        foreach (var member in members)
        {
            if (member.Violation is null)
            {
                Examine(member, contract, wireNames, names);
            }
        }

        return members.ToImmutableArray();
    }

    private static List<ContractMember> FindInClass(INamedTypeSymbol type)
    {
        var members = new List<ContractMember>();
        foreach (var symbol in type.GetMembers())
        {
            if (symbol is IMethodSymbol method && method.FindAttribute(KnownNames.Attributes.RpcMethod) is { } attribute)
            {
                members.Add(new ContractMember(method) { Attribute = attribute, Violation = CheckKind(method) });
            }
        }

        return members;
    }

    private static List<ContractMember> FindInInterface(INamedTypeSymbol type)
    {
        var members = new List<ContractMember>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        foreach (var contract in BasesFirst(type))
        {
            foreach (var symbol in contract.GetMembers())
            {
                var attribute = symbol.FindAttribute(KnownNames.Attributes.RpcMethod);
                if (!symbol.IsAbstract)
                {
                    if (symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } && attribute is not null)
                    {
                        members.Add(new ContractMember(symbol) { Violation = new ContractViolation(ContractProblem.NotAbstract, symbol) });
                    }

                    continue;
                }

                if (ChannelMembers.IsChannel(symbol))
                {
                    if (attribute is not null && CheckKind(symbol) is { } violation)
                    {
                        members.Add(new ContractMember(symbol) { Violation = violation });
                    }
                }
                else if (symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary } method)
                {
                    // The same method in two base interfaces is one method.
                    var types = method.Parameters.Select(static parameter => parameter.Type);
                    if (seen.Add(ClientNames.Signature(method.ReturnType, method.Name, types)))
                    {
                        members.Add(new ContractMember(method) { Attribute = attribute, Violation = CheckHook(method) });
                    }
                }
                else if (symbol is IPropertySymbol or IEventSymbol or IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator or MethodKind.Conversion })
                {
                    members.Add(new ContractMember(symbol) { Violation = new ContractViolation(ContractProblem.UnsupportedMember, symbol) });
                }
            }
        }

        return members;
    }

    /// <summary>The base interfaces that belong to a contract, and then the contract itself.</summary>
    internal static IEnumerable<INamedTypeSymbol> BasesFirst(INamedTypeSymbol type)
        => type.AllInterfaces.Where(static contract => !IsImplementedByTheClient(contract)).Append(type);

    private static bool IsImplementedByTheClient(INamedTypeSymbol contract)
        => contract.IsNamed(KnownNames.Platform.AsyncDisposable)
            || contract.IsNamed(KnownNames.Types.ContractOf)
            || contract.IsNamed(KnownNames.Types.CallableContract);

    private static ContractViolation? CheckKind(ISymbol symbol) => symbol.FindAttribute(KnownNames.Attributes.Channel) is null
        ? null
        : new ContractViolation(ContractProblem.ChannelAndMethod, symbol);

    private static ContractViolation? CheckHook(IMethodSymbol method) => method.FindAttribute(KnownNames.Attributes.ChannelHook) is null
        ? null
        : new ContractViolation(ContractProblem.UnsupportedHook, method);

    private static void Examine(ContractMember member, ContractAnalysis contract, HashSet<string> wireNames, ClientNames names)
    {
        var options = contract.Options;
        var method = member.Method;
        member.OneWay = member.Attribute.Named("OneWay", false);
        member.Signature = MethodSignature.Of(method, options.Callback);
        member.ClientName = !contract.IsInterface && member.Signature.IsSynchronous ? WireNames.WithAsync(method.Name) : method.Name;
        member.WireName = member.Attribute.Positional(0) as string ?? WireNames.OfMethod(method.Name, options.Naming, options.Prefix);
        member.Violation = contract.IsInterface
            ? ContractRules.CheckInterfaceMethod(method, member.Signature, member.OneWay)
            : ContractRules.CheckClassMethod(method, member.Signature, member.OneWay);
        member.Violation ??= CheckCallback(member, contract) ?? CheckParameterNames(member, options);
        if (member.Violation is null && !WireNames.IsValid(member.WireName))
        {
            member.Violation = new ContractViolation(ContractProblem.InvalidWireName, method, member.WireName);
        }

        if (member.Violation is null && !wireNames.Add(member.WireName))
        {
            member.Violation = new ContractViolation(ContractProblem.DuplicateWireName, method, member.WireName);
        }

        if (member.Violation is null)
        {
            CheckClient(member, contract, names);
        }
    }

    private static ContractViolation? CheckCallback(ContractMember member, ContractAnalysis contract)
    {
        var callback = member.Signature.Parameters.FirstOrDefault(static parameter => parameter.Kind == ParameterKind.Callback);
        return callback is not null && !contract.HasUsableCallback
            ? new ContractViolation(ContractProblem.UnusableCallbackParameter, callback.Symbol, callback.Symbol.Type.Name)
            : null;
    }

    private static ContractViolation? CheckParameterNames(ContractMember member, ServiceOptions options)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var parameter in member.Signature.Parameters)
        {
            if (parameter.Kind is ParameterKind.Named or ParameterKind.Stream && !names.Add(WireNames.OfParameter(parameter.Symbol.Name, options.Naming)))
            {
                return new ContractViolation(ContractProblem.DuplicateParameterName, parameter.Symbol);
            }
        }

        return null;
    }

    // What the client would look like. An interface's own names and signatures can be implemented explicitly, a class's not.
    private static void CheckClient(ContractMember member, ContractAnalysis contract, ClientNames names)
    {
        var types = contract.IsInterface
            ? member.Method.Parameters.Select(static parameter => parameter.Type)
            : member.Signature.Parameters.Where(static parameter => parameter.Travels).Select(static parameter => parameter.Symbol.Type);
        var isNew = names.TryAddMethod(member.ClientName, types);
        var isReserved = names.IsReserved(member.ClientName);
        if (contract.IsInterface)
        {
            if (ContractProperties.Contains(member.Method.Name) && contract.Options.Ends.HasFlag(Ends.Server))
            {
                member.Violation = new ContractViolation(ContractProblem.ReservedName, member.Method, member.Method.Name);
            }

            member.IsExplicit = !isNew || isReserved || ClientNames.IsOfObject(member.ClientName);
        }
        else if (contract.Options.Ends.HasFlag(Ends.Client))
        {
            member.Violation = isReserved ? new ContractViolation(ContractProblem.ReservedName, member.Method, member.ClientName)
                : isNew ? null
                : new ContractViolation(ContractProblem.DuplicateClientSignature, member.Method, member.ClientName);
        }
    }
}
