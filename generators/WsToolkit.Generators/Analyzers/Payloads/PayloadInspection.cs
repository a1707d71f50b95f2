using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>What is done with the values of a type.</summary>
[Flags]
internal enum PayloadUse
{
    None = 0,
    Read = 1,
    Write = 2,
}

/// <summary>
/// Follows payload types from the methods of all contracts, as the generator does and with its rules, and looks for what the
/// metadata lacks and for what the serializer cannot do.
/// </summary>
internal sealed class PayloadInspection
{
    private readonly Compilation _compilation;
    private readonly bool _isGenerated;
    private readonly CancellationToken _cancellationToken;
    private readonly JsonTypeNames _names = new();
    private readonly JsonTypeParser _parser;
    private readonly UserContexts _contexts;
    private readonly EmittedContext _emitted;
    private readonly PayloadFindings _findings = new();
    private readonly Dictionary<string, PayloadShape> _shapes = new(StringComparer.Ordinal);
    private readonly Dictionary<(string Type, Naming Naming), PayloadUse> _seen = [];
    private readonly Queue<PayloadStop> _open = new();
    private readonly PayloadTypeRules _typeRules;
    private readonly PayloadMemberRules _memberRules;

    private PayloadInspection(
        Compilation compilation, IReadOnlyList<INamedTypeSymbol> types, bool isGenerated, CancellationToken cancellationToken)
    {
        _compilation = compilation;
        _isGenerated = isGenerated;
        _cancellationToken = cancellationToken;
        _parser = new JsonTypeParser(compilation, string.Empty, _names);
        _contexts = UserContexts.Among(types, _names, _parser);
        _emitted = new EmittedContext(types, cancellationToken);
        _typeRules = new PayloadTypeRules(compilation, _names, _findings);
        _memberRules = new PayloadMemberRules(_names, _findings);
    }

    /// <summary>Looks at everything that a project sends and receives.</summary>
    /// <param name="compilation">The project with all that has been generated.</param>
    /// <param name="isGenerated">Whether the toolkit generates the metadata; otherwise contexts of the project have to.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static IReadOnlyList<PayloadFinding> Run(Compilation compilation, bool isGenerated, CancellationToken cancellationToken)
    {
        var types = SourceTypes.Of(compilation.Assembly.GlobalNamespace, cancellationToken).ToList();
        var inspection = new PayloadInspection(compilation, types, isGenerated, cancellationToken);
        foreach (var type in types.Where(ContractAnalysis.IsContract))
        {
            cancellationToken.ThrowIfCancellationRequested();
            inspection.AddRoots(ContractAnalysis.Of(type));
        }

        foreach (var stop in types.Where(WalkerRules.IsWalker).SelectMany(static type => WalkerStops.Of(WalkerAnalysis.Of(type)))
            .Concat(types.Where(static type => NotificationParser.IsCandidate(type) && NotificationParser.Check(type) is null).Select(WalkerStops.OfNotification)))
        {
            inspection._open.Enqueue(stop);
        }

        inspection.Walk();
        return inspection._findings.All;
    }

    private void AddRoots(ContractAnalysis contract)
    {
        if (!contract.IsGenerated)
        {
            return;
        }

        foreach (var member in contract.GoodMembers)
        {
            foreach (var parameter in member.Signature.Parameters)
            {
                if (parameter.Payload is { } payload)
                {
                    Add(payload, isArgument: parameter.Kind != ParameterKind.Progress, parameter.Symbol);
                }
            }

            if (member.Signature.ResultPayload is { } result)
            {
                Add(result, isArgument: false, member.Method);
            }
        }

        foreach (var channel in contract.GoodChannels)
        {
            AddChannel(contract, channel);
        }

        void Add(ITypeSymbol type, bool isArgument, ISymbol symbol)
        {
            // Arguments go from the client to the server, everything else the other way.
            var ends = contract.Options.Ends;
            var use = (ends.HasFlag(isArgument ? Ends.Server : Ends.Client) ? PayloadUse.Read : PayloadUse.None)
                | (ends.HasFlag(isArgument ? Ends.Client : Ends.Server) ? PayloadUse.Write : PayloadUse.None);
            _open.Enqueue(new PayloadStop(type, use, contract.Options.Naming, PlaceOf(symbol, contract)));
        }
    }

    // Messages go to the clients, and from those that may publish to the server. What has an event of its own is not read as the base of
    // all events.
    private void AddChannel(ContractAnalysis contract, ChannelMember channel)
    {
        var mayPublish = channel.Attribute.Named("ClientsMayPublish", false);
        var ends = contract.Options.Ends;
        var reads = ends.HasFlag(Ends.Client) || mayPublish ? PayloadUse.Read : PayloadUse.None;
        var writes = ends.HasFlag(Ends.Server) || mayPublish ? PayloadUse.Write : PayloadUse.None;
        foreach (var type in PayloadRoots.Of(channel))
        {
            var isBaseOnly = ReferenceEquals(type, channel.MessageType) && type.IsAbstract && channel.Events.Count > 0;
            var use = isBaseOnly ? writes : reads | writes;
            _open.Enqueue(new PayloadStop(type, use, contract.Options.Naming, PlaceOf(channel.Symbol, contract)));
        }
    }

    private static Place PlaceOf(ISymbol symbol, ContractAnalysis contract) => symbol.DeclaringSyntaxReferences.IsEmpty
        ? new Place(contract.Type, PlaceKind.Name)
        : new Place(symbol, PlaceKind.Type);

    private void Walk()
    {
        while (_open.Count > 0)
        {
            _cancellationToken.ThrowIfCancellationRequested();
            var stop = _open.Dequeue();
            if (stop.Use == PayloadUse.None)
            {
                continue;
            }

            if (PayloadRules.IsOpen(stop.Type))
            {
                var parameter = PayloadRules.Find(stop.Type, static part => part.TypeKind == TypeKind.TypeParameter)!;
                _findings.AddAt(PayloadProblem.Open, stop with { Type = parameter }, new Place(parameter, PlaceKind.Name));
                continue;
            }

            var name = _names.Of(stop.Type);
            var isCovered = _contexts.Covers(name);
            var gap = Gap(stop, name, isCovered);
            if (ShapeOf(stop, name, isCovered || gap.IsGap) is not { } shape)
            {
                continue;
            }

            if (!isCovered && !stop.IsGap && _emitted.Lacks(shape, name))
            {
                _findings.AddAt(PayloadProblem.UnseenMember, stop, new Place(shape.Type, PlaceKind.Name));
                gap = gap with { IsGap = true };
            }

            _memberRules.CheckEnumConverter(stop, shape.Type);
            if (!_typeRules.Check(stop, shape))
            {
                continue;
            }

            var key = (name, stop.Naming);
            _seen.TryGetValue(key, out var before);
            if ((stop.Use & ~before) != PayloadUse.None)
            {
                _seen[key] = before | stop.Use;
                Enter(gap, shape, isCovered);
            }
        }
    }

    /// <summary>In a project that writes all of its metadata itself, tells of the first type on the way that is not there.</summary>
    private PayloadStop Gap(PayloadStop stop, string name, bool isCovered)
    {
        if (_isGenerated || isCovered || stop.IsGap)
        {
            return stop;
        }

        var isNameable = JsonRules.ProblemOf(stop.Type, _compilation);
        if (isNameable is not (JsonProblem.Unresolved or JsonProblem.NotAValue))
        {
            if (_contexts.OnlyWrites(name) is { } context)
            {
                _findings.Missing(stop, GapReasons.ForWritingOnly(context), null);
            }
            else
            {
                _findings.Missing(stop, GapReasons.SwitchedOff, isNameable == JsonProblem.None ? name : null);
            }
        }

        return stop with { IsGap = true };
    }

    // A type that has metadata from elsewhere is not missed in ours.
    private PayloadShape? ShapeOf(PayloadStop stop, string name, bool isSettled)
    {
        var problem = JsonRules.ProblemOf(stop.Type, _compilation);
        if (problem == JsonProblem.None)
        {
            if (!_shapes.TryGetValue(name, out var shape))
            {
                _shapes.Add(name, shape = PayloadShape.Of(stop.Type, _parser, _names));
            }

            if (shape.Problem == JsonProblem.None)
            {
                return shape;
            }

            new PayloadGapRules(_compilation, _names, _findings).Explain(stop, shape, isSettled);
        }
        else if (problem == JsonProblem.NotAValue)
        {
            _findings.Add(PayloadProblem.NotJson, stop, PayloadFindings.NotJsonAdvice);
        }
        else if (problem != JsonProblem.Unresolved && !isSettled)
        {
            _findings.Missing(stop, GapReasons.Of(problem), null);
        }

        return null;
    }

    private void Enter(PayloadStop stop, PayloadShape shape, bool isCovered)
    {
        if (shape.Line!.Kind != JsonTypeKind.Object)
        {
            foreach (var item in shape.Inside)
            {
                _open.Enqueue(stop with { Type = item });
            }

            return;
        }

        _memberRules.Check(stop, shape, isCovered);
        foreach (var member in shape.Members)
        {
            if (member.TakesPart && !member.Model.IsIgnored && !member.IsExtensionData && !HasConverter(member.Symbol))
            {
                var use = (member.Model.Get != JsonAccess.None ? PayloadUse.Write : PayloadUse.None)
                    | (member.Model.Set != JsonAccess.None || IsArgument(member, shape) ? PayloadUse.Read : PayloadUse.None);
                _open.Enqueue(stop.Inside(member.Symbol, PlaceKind.Type) with { Type = member.Type, Use = stop.Use & use });
            }
        }

        foreach (var attribute in shape.Type.GetAttributes())
        {
            if (attribute.AttributeClass is { } kind
                && JsonAttributes.Is(kind, JsonNames.Attributes.DerivedType)
                && attribute.ConstructorArguments is [{ Value: ITypeSymbol derived }, ..])
            {
                _open.Enqueue(stop.At(new Place(shape.Type, PlaceKind.Attribute, attribute)) with { Type = derived });
            }
        }
    }

    private static bool HasConverter(ISymbol member) => member.GetAttributes()
        .Any(static attribute => JsonAttributes.IsOrDerivesFrom(attribute.AttributeClass, JsonNames.Attributes.Converter));

    private static bool IsArgument(PayloadMember member, PayloadShape shape) => shape.Constructor is { } constructor
        && constructor.Parameters.Any(parameter => string.Equals(parameter.Name, member.Symbol.Name, StringComparison.OrdinalIgnoreCase));
}
