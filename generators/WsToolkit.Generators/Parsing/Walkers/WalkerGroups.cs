using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Emit;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Gathers the walkers of a project into groups, one client each, with the notifications that all of them hear.</summary>
internal static class WalkerGroups
{
    // What a generated client has anyway, or every object.
    private static readonly string[] OwnMembers =
    [
        "ConnectAsync", "Create", "OverHttp", "Client", "ChangeUserAsync", "DisposeAsync",
        "Equals", "Finalize", "GetHashCode", "GetType", "MemberwiseClone", "ReferenceEquals", "ToString",
    ];

    /// <summary>Gathers them.</summary>
    /// <param name="compilation">The user's code.</param>
    /// <param name="names">The names of all walkers, notifications and services; what derives from a message of the services' channels is heard there.</param>
    /// <param name="cancellationToken">Ends the search when the code has changed again.</param>
    public static IEnumerable<WalkerGroupModel> Parse(
        Compilation compilation, AnnotatedNames names, CancellationToken cancellationToken)
    {
        var groups = Find(names.Walkers.Select(compilation.Assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>(), cancellationToken);
        if (groups.Count == 0)
        {
            yield break;
        }

        var messages = MessagesOf(names.Services.Select(compilation.Assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>());
        var events = Events(names.Notifications.Select(compilation.Assembly.GetTypeByMetadataName).OfType<INamedTypeSymbol>(), messages);
        var hints = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        foreach (var group in groups)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (FindTaken(group.Key, [.. group.Value]) is null)
            {
                yield return Parse(group.Key, group.Value, events, hints);
            }
        }
    }

    /// <summary>The walkers that a client calls, by their groups, each sorted by name.</summary>
    public static SortedDictionary<string, List<WalkerAnalysis>> Find(IEnumerable<INamedTypeSymbol> walkers, CancellationToken cancellationToken)
    {
        var groups = new SortedDictionary<string, List<WalkerAnalysis>>(StringComparer.Ordinal);
        foreach (var type in walkers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var walker = WalkerAnalysis.Of(type);
            if (walker.EmitsClient)
            {
                var group = walker.Options.Group ?? WalkerRules.DefaultGroup;
                if (!groups.TryGetValue(group, out var members))
                {
                    groups.Add(group, members = []);
                }

                members.Add(walker);
            }
        }

        return groups;
    }

    /// <summary>A type of the user's that has the name of a group's client, or another client that has it.</summary>
    public static string? FindTaken(string group, IReadOnlyList<WalkerAnalysis> walkers)
    {
        var space = SpaceOf(walkers);
        foreach (var name in new[] { group + GeneratedNames.ClientSuffix, GeneratedNames.ClientInterface(group) })
        {
            if (space.GetTypeMembers(name, 0).Any(static taken =>
                !GeneratedNames.IsGenerated(taken) && !taken.DeclaringSyntaxReferences.IsEmpty && !ContractRules.IsPartial(taken)))
            {
                return name;
            }
        }

        return new[] { group, "I" + group }.Any(name => space.GetTypeMembers(name).Any(static other =>
            ContractAnalysis.IsContract(other) && ServiceOptions.Of(other).Contract is null))
            ? group + GeneratedNames.ClientSuffix
            : null;
    }

    /// <summary>The types of the messages of the services' channels.</summary>
    public static IReadOnlyCollection<ITypeSymbol> MessagesOf(IEnumerable<INamedTypeSymbol> services) =>
    [
        .. services.SelectMany(static service => ContractAnalysis.Of(service).GoodChannels)
            .Select(static channel => channel.MessageType).OfType<ITypeSymbol>(),
    ];

    /// <summary>The notifications that clients hear, each name once, the first type in the order of names.</summary>
    public static List<(string Name, INamedTypeSymbol Type)> Events(IEnumerable<INamedTypeSymbol> types, IReadOnlyCollection<ITypeSymbol> messages)
        => types.Where(type => NotificationParser.IsCandidate(type) && NotificationParser.Check(type) is null
                && !messages.Any(message => IsOrDerivesFrom(type, message)))
            .GroupBy(NotificationParser.NameOf)
            .OrderBy(static group => group.Key, StringComparer.Ordinal)
            .Select(static group => (group.Key, group.First())).ToList();

    private static WalkerGroupModel Parse(
        string group, List<WalkerAnalysis> walkers, List<(string Name, INamedTypeSymbol Type)> events, HashSet<string> hints)
    {
        var space = SpaceOf(walkers);
        var name = space.IsGlobalNamespace ? null : TypeRefOf(space);
        var hint = (name is null ? string.Empty : name + ".") + group + GeneratedNames.ClientSuffix;
        hint = hint.Length > 100 || hints.Contains(hint) ? $"{hint.Substring(0, Math.Min(100, hint.Length))}-{HintNames.Hash(hint)}" : hint;
        hints.Add(hint);
        var shown = walkers.SelectMany(Shown).Concat(events.Select(static one => (ITypeSymbol)one.Type)).ToList();
        var isPublic = shown.All(static type => Accessibilities.OfTopLevel(type) == "public");
        var names = new UniqueNames([.. OwnMembers, group + GeneratedNames.ClientSuffix]);
        var ids = new ExperimentalIds();
        shown.ForEach(ids.Add);
        return new WalkerGroupModel
        {
            HintName = hint + ".g.cs",
            Namespace = name,
            Name = group,
            Accessibility = isPublic ? "public" : "internal",
            Calls = walkers.Select(walker => Call(walker, group, names)).ToEquatableArray(),
            Events = events.Select(one => Event(one.Name, one.Type, names)).ToEquatableArray(),
            CustomDiagnostics = ids.All.ToEquatableArray(),
        };
    }

    private static WalkerCallModel Call(WalkerAnalysis walker, string group, UniqueNames names)
    {
        var type = walker.Type;
        var id = TakeCall(names, WireNames.WithoutAsync(type.Name), walker.Reports is not null);
        return new WalkerCallModel
        {
            Id = id,
            WireName = walker.Options.Name,
            Request = walker.IsDescription ? TypeRef.From(type).Name : TypeNesting.Prefix(type) + type.Name + WalkerNames.RequestSuffix,
            IsRequestOptional = walker.IsDescription
                ? walker.Creation is { } constructor && constructor.Parameters.All(static parameter => parameter.HasExplicitDefaultValue)
                    && WalkerCreation.FindUnset(type, constructor, []) is null
                : walker.GoodMembers.All(static member => !member.IsRequired),
            ReportType = walker.Reports is { } reports ? TypeRef.From(reports).AnnotatedName : null,
            ProgressType = walker.Progress is { } progress ? TypeRef.From(progress).AnnotatedName : null,
            Settings = Settings(walker).ToEquatableArray(),
            Documentation = Documentation.OfSummary(type, $"Calls <c>{walker.Options.Name}</c>."),
            Obsolete = AttributeParser.Obsolete(type),
        };
    }

    private static string TakeCall(UniqueNames names, string wanted, bool reports)
    {
        for (var number = 1; ; number++)
        {
            var id = number == 1 ? wanted : wanted + number.ToString(CultureInfo.InvariantCulture);
            var field = WalkerNames.Field(id);
            if (names.TryTake(reports ? [id + "Async", id + "StreamAsync", field] : [id + "Async", field]))
            {
                return id;
            }
        }
    }

    private static GroupEventModel Event(string name, INamedTypeSymbol type, UniqueNames names)
    {
        var words = name.Split(name.Where(static c => !SyntaxFacts.IsIdentifierPartCharacter(c) || c == '_').Distinct().ToArray());
        var wanted = string.Concat(words.Where(static word => word.Length > 0).Select(UniqueNames.Capitalized));
        if (!SyntaxFacts.IsValidIdentifier(wanted) || wanted.Any(static c => char.GetUnicodeCategory(c) == UnicodeCategory.Format))
        {
            wanted = type.Name;
        }

        for (var number = 1; ; number++)
        {
            var id = number == 1 ? wanted : wanted + number.ToString(CultureInfo.InvariantCulture);
            if (names.TryTake(["On" + id, id + "EventsAsync"]))
            {
                return new GroupEventModel(id, TypeRef.From(type).Name, name);
            }
        }
    }

    private static IEnumerable<string> Settings(WalkerAnalysis walker)
    {
        if (walker.Options.Expression("Methods") is { } methods)
        {
            yield return $"Methods = {methods}";
        }

        if (walker.Settings!.Path is { } path)
        {
            yield return $"Path = {Literals.Text(path)}";
        }

        if (walker.Settings.Query.Count > 0)
        {
            yield return $"Query = [{string.Join(", ", walker.Settings.Query.Select(Literals.Text))}]";
        }

        yield return $"Naming = {Spelled.Naming}.{walker.Options.Naming}";
        if (walker.Options.Enums == EnumFormat.Numbers)
        {
            yield return $"Enums = {Spelled.EnumFormat}.Numbers";
        }

        if (walker.Options.TimeoutMilliseconds > 0)
        {
            yield return $"Timeout = {Spelled.TimeSpan}.FromMilliseconds({walker.Options.TimeoutMilliseconds.ToString(CultureInfo.InvariantCulture)})";
        }
    }

    private static IEnumerable<ITypeSymbol> Shown(WalkerAnalysis walker)
        => walker.GoodMembers.Select(static member => member.Symbol.Type)
            .Concat(walker.Reports is null ? [] : [walker.Reports])
            .Concat(walker.Progress is null ? [] : [walker.Progress])
            .Prepend(walker.Type);

    // What all of them are in, so that one name reaches them.
    private static INamespaceSymbol SpaceOf(IReadOnlyList<WalkerAnalysis> walkers)
    {
        var common = walkers[0].Type.ContainingNamespace;
        foreach (var walker in walkers.Skip(1))
        {
            while (!Contains(common, walker.Type.ContainingNamespace))
            {
                common = common.ContainingNamespace;
            }
        }

        return common;
    }

    private static bool Contains(INamespaceSymbol outer, INamespaceSymbol inner)
    {
        for (var space = inner; space is not null; space = space.ContainingNamespace)
        {
            if (SymbolEqualityComparer.Default.Equals(space, outer))
            {
                return true;
            }
        }

        return false;
    }

    private static string TypeRefOf(INamespaceSymbol space)
        => space.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted));

    private static bool IsOrDerivesFrom(ITypeSymbol type, ITypeSymbol message)
    {
        for (var level = type; level is not null; level = level.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(level, message))
            {
                return true;
            }
        }

        return type.AllInterfaces.Contains((message as INamedTypeSymbol)!, SymbolEqualityComparer.Default);
    }
}
