using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Decides which types with <c>[WsEvent]</c> are notifications, and turns them into models.</summary>
internal static class NotificationParser
{
    /// <summary>The types of messages that the toolkit sends and takes itself.</summary>
    private static readonly string[] OwnTypes = ["connection", "walker", "user", "channel", "client", "change_user", "cancel", "credit"];

    /// <summary>The metadata name of a type with <c>[WsEvent]</c> that can be a notification.</summary>
    public static string? Find(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken)
        => context.TargetSymbol is INamedTypeSymbol type && IsCandidate(type) ? type.FullMetadataName() : null;

    /// <summary>Whether a type is written like a notification: the others stand for events of channels.</summary>
    public static bool IsCandidate(INamedTypeSymbol type)
        => type is { IsStatic: false, IsAbstract: false, TypeKind: TypeKind.Class or TypeKind.Struct, IsRefLikeType: false }
            && type.FindAttribute(KnownNames.Attributes.Event) is not null
            && ContractRules.IsPartial(type);

    /// <summary>The first reason why a candidate is no notification, or <see langword="null"/>.</summary>
    public static ContractViolation? Check(INamedTypeSymbol type)
    {
        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal || current.Arity > 0)
            {
                return Fault(current.IsFileLocal ? "it is local to its file" : "it has type parameters");
            }

            if (!ContractRules.IsPartial(current))
            {
                return Fault($"'{current.Name}', which contains it, is not partial");
            }
        }

        var name = NameOf(type);
        return !Accessibilities.IsAccessible(type, type.ContainingAssembly) ? Fault("generated code cannot reach it")
            : ContractRules.IsObsoleteAsError(type) ? Fault("using it is an error")
            : !WireNames.IsValid(name) ? Fault("its name is empty or invalid")
            : OwnTypes.Contains(name) ? Fault($"'{name}' is a message of the toolkit's own")
            : null;

        ContractViolation Fault(string reason) => new(ContractProblem.UnsupportedNotification, type, reason);
    }

    /// <summary>Whether a type cannot be an event of a channel, because it derives from nothing. (It may be a channel's message itself.)</summary>
    public static bool StandsAlone(INamedTypeSymbol type)
        => type is { BaseType.SpecialType: SpecialType.System_Object or SpecialType.System_ValueType }
            && type.Interfaces.All(static contract => contract.IsNamed(KnownNames.Platform.Equatable) || contract.IsNamed(KnownNames.Types.Notification));

    public static string NameOf(INamedTypeSymbol type) => type.FindAttribute(KnownNames.Attributes.Event).Positional(0) as string ?? string.Empty;

    /// <summary>How the members of a notification are named: as the assembly says.</summary>
    public static Naming NamingOf(INamedTypeSymbol type)
        => (Naming)DefaultsOf(type).Named("Naming", 0) is var naming and >= Naming.CamelCase and <= Naming.AsIs ? naming : Naming.CamelCase;

    /// <summary>The model of a notification, or <see langword="null"/> when it is none.</summary>
    public static NotificationModel? Parse(string metadataName, Declarations declarations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (!GeneratedLanguage.IsUnderstoodBy(declarations.Compilation)
            || declarations.Compilation.Assembly.GetTypeByMetadataName(metadataName) is not { } type
            || !IsCandidate(type) || Check(type) is not null)
        {
            return null;
        }

        var ids = new ExperimentalIds();
        ids.Add(type);
        return new NotificationModel(
            metadataName,
            HintNames.Of(type, metadataName, declarations),
            TypeNesting.Namespace(type),
            TypeNesting.Containers(type),
            TypeNesting.Declaration(type),
            TypeNesting.Name(type),
            NameOf(type),
            NamingOf(type).ToString(),
            (EnumFormat)DefaultsOf(type).Named("Enums", 0) == EnumFormat.Numbers,
            ids.All.ToEquatableArray());
    }

    private static AttributeData? DefaultsOf(INamedTypeSymbol type) => type.ContainingAssembly.FindAttribute(KnownNames.Attributes.ContractDefaults);
}
