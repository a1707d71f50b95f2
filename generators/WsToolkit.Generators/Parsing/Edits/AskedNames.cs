using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Parsing.Edits;

/// <summary>The names for which the compiler and the parsers look although no contract mentions them.</summary>
internal static class AskedNames
{
    /// <summary>The name of the setting that can give any name to a client of walkers.</summary>
    public const string GroupSetting = "Group";

    private const string AttributeSuffix = "Attribute";

    private static readonly string[] Suffixes =
    [
        GeneratedNames.ContractSuffix, GeneratedNames.PayloadsSuffix, GeneratedNames.DispatcherSuffix, GeneratedNames.ClientSuffix,
        WalkerNames.DefinitionSuffix, WalkerNames.RunnerSuffix, WalkerNames.RequestSuffix,
    ];

    /// <summary>The attributes by which contracts are found, as they may be written.</summary>
    public static IReadOnlyCollection<string> Annotations { get; } =
    [
        .. new[]
        {
            KnownNames.Attributes.Service, KnownNames.Attributes.RpcMethod, KnownNames.Attributes.Channel,
            KnownNames.Attributes.Walker, KnownNames.Attributes.Event,
        }.Select(static name => name.Substring(name.LastIndexOf('.') + 1)).SelectMany(static name => new[] { name, WithoutSuffix(name)! }),
    ];

    /// <summary>What is asked for whatever the contracts are.</summary>
    public static IReadOnlyCollection<string> Always { get; } =
        [WalkerRules.DefaultGroup + GeneratedNames.ClientSuffix, GeneratedNames.ClientInterface(WalkerRules.DefaultGroup)];

    /// <summary>The names of what may be generated beside a type.</summary>
    public static IEnumerable<string> Beside(string type)
    {
        foreach (var baseName in type.Length > 1 && type[0] == 'I' ? new[] { type, type.Substring(1) } : [type])
        {
            foreach (var suffix in Suffixes)
            {
                yield return baseName + suffix;
            }

            yield return GeneratedNames.ClientInterface(baseName);
        }
    }

    /// <summary>Whether a type may be asked for under any circumstances: publishers are named after several types and type parameters.</summary>
    public static bool IsAlwaysAsked(string type) => type.EndsWith(GeneratedNames.ChannelsSuffix, StringComparison.Ordinal);

    /// <summary>Whether a type is asked for when walkers name their groups.</summary>
    public static bool MayBeOfGroup(string type) => type.EndsWith(GeneratedNames.ClientSuffix, StringComparison.Ordinal);

    /// <summary>Whether the compiler looks for types of a namespace by itself.</summary>
    public static bool IsOfPlatform(string fullName) => fullName is "System" or "Microsoft";

    /// <summary>An attribute's name as it may be written, or <see langword="null"/> where the name is no attribute's.</summary>
    public static string? WithoutSuffix(string type) => type.EndsWith(AttributeSuffix, StringComparison.Ordinal)
        ? type.Substring(0, type.Length - AttributeSuffix.Length)
        : null;
}
