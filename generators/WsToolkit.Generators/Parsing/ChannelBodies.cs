using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Decides which channel members a class gets bodies for, and which of them throw because there is no channel.</summary>
internal static class ChannelBodies
{
    /// <summary>What is printed into a class.</summary>
    public static ServiceChannelsModel Parse(ContractAnalysis contract)
    {
        var isServer = contract.IsGenerated && contract.Options.Ends.HasFlag(Ends.Server) && !contract.IsInterface;
        var implemented = contract.Implemented;
        var implementing = isServer && implemented is not null ? Implementing(contract.Type, implemented) : [];
        var own = isServer && contract.Options.Contract is null && contract.GoodChannels.Any();
        return new ServiceChannelsModel
        {
            IsAttached = own || (isServer && implemented is { Channels.Count: > 0 }),
            Publisher = $"WsPublisher<{(implemented?.Type ?? contract.Type).ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)}>",
            Bodies = Declared(contract, isServer).Concat(implementing).ToEquatableArray(),
            Hooks = isServer && ConstructorParser.FindConstructor(contract.Type) is not null ? ParseHooks(contract) : [],
        };
    }

    /// <summary>Whether the members of a class can be given bodies although nothing else is generated for it.</summary>
    public static bool CanBeReopened(ContractAnalysis contract) => !contract.IsInterface
        && contract.TypeViolation!.Problem is ContractProblem.NotAClassOrInterface
            or ContractProblem.StaticType or ContractProblem.GeneratedNameTaken or ContractProblem.ObsoleteAsError
        && ContractRules.IsPartial(contract.Type) && contract.Type.ContainingType is null && !contract.Type.IsFileLocal;

    // A partial member without a body does not compile, so each gets one, and one mistake stays one message.
    private static IEnumerable<ChannelBodyModel> Declared(ContractAnalysis contract, bool isServer)
    {
        var good = contract.GoodChannels.ToDictionary(static channel => channel.Symbol, SymbolEqualityComparer.Default);
        foreach (var symbol in contract.Type.GetMembers())
        {
            if (contract.IsInterface
                || symbol is not (IMethodSymbol { MethodKind: MethodKind.Ordinary } or IPropertySymbol)
                || symbol.FindAttribute(KnownNames.Attributes.Channel) is null
                || !ChannelRules.IsLeftToTheGenerator(symbol)
                || symbol.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is not MemberDeclarationSyntax declaration)
            {
                continue;
            }

            var opening = isServer && good.TryGetValue(symbol, out var channel) ? Opening(channel, contract.Type, contract.BaseName) : null;
            var member = $"{contract.Type.Name}.{symbol.Name}";
            var modifiers = Texts(declaration.Modifiers);
            var accessors = (declaration as BasePropertyDeclarationSyntax)?.AccessorList?.Accessors
                .Select(static accessor => Texts(accessor.Modifiers) + accessor.Keyword.Text);
            yield return new ChannelBodyModel(
                modifiers + Heading(symbol),
                symbol is IMethodSymbol method ? TypeNesting.Constraints(method.TypeParameters) : [],
                (accessors ?? []).ToEquatableArray(),
                opening,
                contract.IsGenerated && !isServer
                    ? $"{member} has no server's end here; its client opens the channel."
                    : $"{member} is not a channel that can be generated; the compiler's messages say why.",
                IsDocumented: false);
        }
    }

    // What the class has written itself, or inherits, stays.
    private static IEnumerable<ChannelBodyModel> Implementing(INamedTypeSymbol type, ImplementedContract contract)
    {
        foreach (var channel in contract.Channels)
        {
            var symbol = channel.Symbol;
            if (!type.AllInterfaces.Contains(symbol.ContainingType, SymbolEqualityComparer.Default)
                || type.FindImplementationForInterfaceMember(symbol) is not null)
            {
                continue;
            }

            var signature = Signature(channel.Parameters);
            var isTaken = type.Name == symbol.Name
                || type.TypeParameters.Any(parameter => parameter.Name == symbol.Name)
                || type.GetMembers(symbol.Name).Any(member =>
                    channel.IsProperty || member is not IMethodSymbol method || Signature(method.Parameters) == signature);
            yield return new ChannelBodyModel(
                isTaken ? Heading(symbol, TypeRef.From(symbol.ContainingType).Name + ".") : "public " + Heading(symbol),
                [],
                channel.IsProperty ? ["get"] : [],
                Opening(channel, contract.Type, ContractAnalysis.BaseNameOf(contract.Type)),
                string.Empty,
                IsDocumented: true);
        }
    }

    private static EquatableArray<ChannelHooksModel> ParseHooks(ContractAnalysis contract)
    {
        var type = contract.Implemented?.Type ?? contract.Type;
        return contract.Hooks
            .Where(static hook => hook is { Violation: null, Channel: not null })
            .GroupBy(static hook => hook.Channel!)
            .Select(group => new ChannelHooksModel(
                TypeRef.From(group.Key.MessageType!).AnnotatedName,
                Opening(group.Key, type, ContractAnalysis.BaseNameOf(type)).Definition,
                group.OrderBy(static hook => hook.Kind).Select(ParseHook).ToEquatableArray()))
            .ToEquatableArray();
    }

    private static HookModel ParseHook(HookMember hook) => new()
    {
        Kind = hook.Kind,
        Result = hook.Result,
        Name = Literals.Identifier(hook.Method.Name),
        IsStatic = hook.Method.IsStatic,
        Arguments = hook.Arguments.Select(argument =>
        {
            if (argument.Kind != HookArgumentKind.Value)
            {
                return new HookArgumentModel(argument.Kind, -1, ChannelParameterKind.Name, string.Empty);
            }

            var name = hook.Channel!.Template.Parameters.ElementAt(argument.Index).Text;
            var type = hook.Channel.Parameters.First(parameter => parameter.Name == name).Type;
            return new HookArgumentModel(argument.Kind, argument.Index, ChannelParser.KindOf(hook.Channel, type), TypeRef.From(type).Name);
        }).ToEquatableArray(),
    };

    private static ChannelOpening Opening(ChannelMember channel, INamedTypeSymbol contract, string baseName)
    {
        var type = TypeNesting.Prefix(contract) + baseName + GeneratedNames.ContractSuffix + TypeNesting.TypeArguments(contract);
        var arguments = string.Join(", ", channel.Parameters.Select(static parameter => Literals.Identifier(parameter.Name)));
        return new ChannelOpening($"{type}.{channel.Id}", $"{type}.{channel.Id}Name({arguments})");
    }

    private static string Texts(SyntaxTokenList modifiers) => string.Concat(modifiers.Select(static modifier => modifier.Text + " "));

    private static string Signature(IEnumerable<IParameterSymbol> parameters)
        => ClientNames.Signature(string.Empty, parameters.Select(static parameter => parameter.Type));

    private static string Heading(ISymbol symbol, string declaring = "")
    {
        var type = TypeRef.From(ChannelMember.TypeOf(symbol)).AnnotatedName;
        var name = declaring + Literals.Identifier(symbol.Name);
        return symbol switch
        {
            IMethodSymbol method => $"{Reference(method.RefKind)}{type} {name}{TypeParameters(method)}({Parameters(method.Parameters)})",
            IPropertySymbol { IsIndexer: true } indexer => $"{Reference(indexer.RefKind)}{type} this[{Parameters(indexer.Parameters)}]",
            _ => $"{Reference(((IPropertySymbol)symbol).RefKind)}{type} {name}",
        };
    }

    private static string Parameters(IEnumerable<IParameterSymbol> parameters) => string.Join(", ", parameters.Select(static parameter =>
        (parameter.IsParams ? "params " : string.Empty)
        + parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => string.Empty,
        }
        + TypeRef.From(parameter.Type).AnnotatedName + " " + Literals.Identifier(parameter.Name)));

    private static string TypeParameters(IMethodSymbol method) => method.Arity == 0
        ? string.Empty
        : $"<{string.Join(", ", method.TypeParameters.Select(static parameter => Literals.Identifier(parameter.Name)))}>";

    private static string Reference(RefKind kind) => kind switch
    {
        RefKind.None => string.Empty,
        RefKind.RefReadOnly => "ref readonly ",
        _ => "ref ",
    };
}
