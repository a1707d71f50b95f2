using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Emit;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>The names of the types that are generated beside a walker.</summary>
internal static class WalkerNames
{
    public const string DefinitionSuffix = "Definition";
    public const string RunnerSuffix = "Runner";
    public const string RequestSuffix = "Request";

    /// <summary>The class with the list of an assembly's walkers, in the namespace of the JSON context.</summary>
    public const string List = "WsWalkers";

    /// <summary>Where in a project the list of its walkers and the JSON context are.</summary>
    /// <param name="contextNamespace">The namespace of the JSON context, or <see langword="null"/> when it is turned off.</param>
    /// <param name="listNamespace">The namespace of the list.</param>
    public static WalkerSpace SpaceOf(string? contextNamespace, string listNamespace) => new(
        listNamespace,
        $"{KnownNames.Global}{listNamespace}.{List}",
        contextNamespace is null ? Spelled.NoJsonContext : $"{KnownNames.Global}{contextNamespace}.{KnownNames.JsonContext}.Default");

    /// <summary>The walkers that can be run, by the names of their descriptions; of those with the same name on the wire the first.</summary>
    public static EquatableArray<string> ListOf(IEnumerable<WalkerModel> walkers) => walkers
        .Where(static walker => walker.EmitsServer)
        .OrderBy(static walker => walker.MetadataName, StringComparer.Ordinal)
        .GroupBy(static walker => walker.WireName, StringComparer.Ordinal)
        .Select(static group => group.First().Definition).ToEquatableArray();

    /// <summary>The field of a runner for a payload.</summary>
    public static string Field(string payload) => payload.Length == 0 ? string.Empty : "_" + char.ToLowerInvariant(payload[0]) + payload.Substring(1);

    /// <summary>Whether a type's name is one that generated code needs.</summary>
    public static ContractViolation? FindTaken(INamedTypeSymbol type, WalkerAnalysis walker)
    {
        var names = new List<string>();
        if (!walker.IsDescription)
        {
            if (walker.Options.Ends.HasFlag(Ends.Server))
            {
                names.Add(type.Name + DefinitionSuffix);
                names.Add(type.Name + RunnerSuffix);
            }

            if (walker.Options.Walker is null)
            {
                names.Add(type.Name + RequestSuffix);
            }
        }

        var container = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        return names.FirstOrDefault(name => container.GetMembers(name).Any(static taken => !GeneratedNames.IsGenerated(taken))) is { } clash
            ? new ContractViolation(ContractProblem.GeneratedNameTaken, type, clash)
            : null;
    }
}
