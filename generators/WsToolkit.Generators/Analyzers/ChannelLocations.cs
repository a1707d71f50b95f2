using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>Finds the token that a message about a channel or a hook is about.</summary>
internal static class ChannelLocations
{
    /// <summary>The most telling place in the symbol's declaration, or <see langword="null"/> when that is its name.</summary>
    public static Location? TellingPlace(ContractViolation violation, SyntaxNode? declaration, CancellationToken cancellationToken)
    {
        var symbol = violation.Symbol;
        switch (violation.Problem)
        {
            case ContractProblem.CallbackWithChannels:
                return Argument(symbol, KnownNames.Attributes.Service, "Callback");

            case ContractProblem.ChannelOutsideContract:
                return ViolationLocations.AttributeOf(symbol, KnownNames.Attributes.Channel, cancellationToken)?.GetLocation();

            case ContractProblem.ChannelAndMethod:
                return ViolationLocations.AttributeOf(symbol, KnownNames.Attributes.RpcMethod, cancellationToken)?.GetLocation();

            case ContractProblem.InvalidTemplate
                or ContractProblem.UnknownTemplateParameter
                or ContractProblem.AdjacentTemplateParameters
                or ContractProblem.DuplicateTemplate:
                return Argument(symbol, KnownNames.Attributes.Channel);

            case ContractProblem.InvalidKey:
                return Argument(symbol, KnownNames.Attributes.Channel, "Key");

            case ContractProblem.InvalidQueueLength:
                return Argument(symbol, KnownNames.Attributes.Channel, "QueueLength");

            case ContractProblem.UnsupportedChannelMember:
                return Obstacle(declaration);

            case ContractProblem.NotAChannelType
                or ContractProblem.InvalidEvent
                or ContractProblem.DuplicateEvent
                or ContractProblem.HookResult:
                return TypeOf(declaration)?.GetLocation();

            case ContractProblem.UnsupportedChannelParameter:
                return (declaration as ParameterSyntax)?.Type?.GetLocation();

            case ContractProblem.UnknownHookChannel:
                return ViolationLocations.Argument(Hook(symbol, violation.Argument, cancellationToken));

            default:
                return WalkerLocations.TellingPlace(violation, declaration, cancellationToken);
        }

        Location? Argument(ISymbol annotated, string attribute, string? name = null)
            => ViolationLocations.Argument(ViolationLocations.AttributeOf(annotated, attribute, cancellationToken), name);
    }

    /// <summary>The type that a declaration names.</summary>
    public static TypeSyntax? TypeOf(SyntaxNode? declaration) => declaration switch
    {
        ParameterSyntax parameter => parameter.Type,
        MethodDeclarationSyntax method => method.ReturnType,
        BasePropertyDeclarationSyntax property => property.Type,
        _ => null,
    };

    // What keeps a member from being a channel, where it is one token or list.
    private static Location? Obstacle(SyntaxNode? declaration)
    {
        if (declaration is MemberDeclarationSyntax member
            && ViolationLocations.Modifiers(member.Modifiers, SyntaxKind.StaticKeyword) is { } modifier)
        {
            return modifier;
        }

        return declaration switch
        {
            MethodDeclarationSyntax { TypeParameterList: { } parameters } => parameters.GetLocation(),
            BasePropertyDeclarationSyntax { AccessorList: { } list } when list.Accessors.FirstOrDefault(IsSetter) is { } setter
                => setter.Keyword.GetLocation(),
            _ => TypeOf(declaration) is RefTypeSyntax reference ? reference.GetLocation() : null,
        };
    }

    private static bool IsSetter(AccessorDeclarationSyntax accessor)
        => accessor.IsKind(SyntaxKind.SetAccessorDeclaration) || accessor.IsKind(SyntaxKind.InitAccessorDeclaration);

    // A method may be the hook of several channels.
    private static AttributeSyntax? Hook(ISymbol method, string? channel, CancellationToken cancellationToken) => method.GetAttributes()
        .FirstOrDefault(attribute =>
            attribute.AttributeClass.IsNamed(KnownNames.Attributes.ChannelHook) && attribute.Positional(0) as string == channel)?
        .ApplicationSyntaxReference?.GetSyntax(cancellationToken) as AttributeSyntax;
}
