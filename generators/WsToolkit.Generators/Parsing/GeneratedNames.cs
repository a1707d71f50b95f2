using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>The names of the types that are generated beside an annotated type.</summary>
internal static class GeneratedNames
{
    public const string ContractSuffix = "Contract";
    public const string PayloadsSuffix = "Payloads";
    public const string DispatcherSuffix = "Dispatcher";
    public const string ClientSuffix = "Client";
    public const string ChannelsSuffix = "Channels";

    public static string ClientInterface(string baseName) => "I" + baseName + ClientSuffix;

    /// <summary>Finds a type of the user's that already has one of the names.</summary>
    /// <remarks>A client may be extended by a partial class of the user's; nothing else may be there.</remarks>
    public static ContractViolation? FindTaken(INamedTypeSymbol type, ServiceOptions options, string baseName)
    {
        if (options.Contract is not null)
        {
            return null;
        }

        var names = new List<(string Name, bool MayBeExtended)> { (baseName + ContractSuffix, false), (baseName + PayloadsSuffix, false) };
        if (options.Ends.HasFlag(Ends.Server))
        {
            names.Add((baseName + DispatcherSuffix, false));
        }

        if (options.Ends.HasFlag(Ends.Client))
        {
            names.Add((baseName + ClientSuffix, true));
            if (type.TypeKind != TypeKind.Interface)
            {
                names.Add((ClientInterface(baseName), true));
            }
        }

        if (options.Ends.HasFlag(Ends.Server) && ChannelMembers.Has(type)
            && FindTaken(type.ContainingNamespace, PublisherParser.NameOf(type, baseName)) is { } publisher)
        {
            return new ContractViolation(ContractProblem.GeneratedNameTaken, type, publisher.Name);
        }

        var container = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        foreach (var (name, mayBeExtended) in names)
        {
            foreach (var taken in container.GetTypeMembers(name, type.Arity))
            {
                if (!IsGenerated(taken) && !taken.DeclaringSyntaxReferences.IsEmpty && !(mayBeExtended && ContractRules.IsPartial(taken)))
                {
                    return new ContractViolation(ContractProblem.GeneratedNameTaken, type, name);
                }
            }
        }

        // A member of a containing type and a nested type cannot share a name either.
        if (type.ContainingType?.GetMembers().FirstOrDefault(member => member is not INamedTypeSymbol && names.Exists(name => name.Name == member.Name)) is { } clash)
        {
            return new ContractViolation(ContractProblem.GeneratedNameTaken, type, clash.Name);
        }

        // ITrading and Trading would both generate TradingClient: the class keeps the names.
        return type.TypeKind == TypeKind.Interface
            && baseName != type.Name
            && container.GetTypeMembers(baseName, type.Arity).Any(static other =>
                other.TypeKind == TypeKind.Class && ContractAnalysis.IsContract(other) && ServiceOptions.Of(other).Contract is null)
            ? new ContractViolation(ContractProblem.GeneratedNameTaken, type, baseName + ContractSuffix)
            : null;
    }

    private static INamedTypeSymbol? FindTaken(INamespaceSymbol space, string name)
        => space.GetTypeMembers(name, 0).FirstOrDefault(static taken => !taken.DeclaringSyntaxReferences.IsEmpty && !IsGenerated(taken));

    /// <summary>Whether the toolkit has generated a type: an analyzer sees those, too.</summary>
    public static bool IsGenerated(ISymbol type)
        => type.FindAttribute(KnownNames.Platform.GeneratedCode).Positional(0) is GeneratorInfo.Name;
}
