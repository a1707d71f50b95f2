using System.Globalization;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>What can be a channel, and what stands in the way. The analyzers say what a rule answered.</summary>
internal static class ChannelRules
{
    /// <summary>The first reason why a channel cannot be generated, or <see langword="null"/>.</summary>
    public static ContractViolation? Check(ChannelMember channel, ContractAnalysis contract)
        => CheckKind(channel.Symbol, contract.IsInterface)
            ?? CheckType(channel)
            ?? channel.Parameters.Select(CheckParameter).FirstOrDefault(static violation => violation is not null)
            ?? CheckTemplate(channel)
            ?? CheckSettings(channel, contract)
            ?? ChannelEvents.Find(channel, contract.Type.ContainingAssembly);

    /// <summary>Whether a member can be a channel, whatever its type and parameters are.</summary>
    public static ContractViolation? CheckKind(ISymbol symbol, bool isInterface)
    {
        if (WhyNotAtAll(symbol, isInterface) is { } reason)
        {
            return new ContractViolation(ContractProblem.UnsupportedChannelMember, symbol, reason);
        }

        if (!isInterface && !IsLeftToTheGenerator(symbol))
        {
            return new ContractViolation(ContractProblem.ChannelNotPartial, symbol);
        }

        return ContractRules.IsObsoleteAsError(symbol) ? new ContractViolation(ContractProblem.ObsoleteAsError, symbol) : null;
    }

    /// <summary>Whether a member is declared partial, and nobody but the toolkit has written its body.</summary>
    public static bool IsLeftToTheGenerator(ISymbol symbol) => symbol switch
    {
        IMethodSymbol { IsPartialDefinition: true } method => IsOurs(method.PartialImplementationPart),
        IPropertySymbol { IsPartialDefinition: true } property => IsOurs(property.PartialImplementationPart),
        _ => false,
    };

    /// <summary>Whether a type has values that can stand in a channel's name.</summary>
    public static bool CanBeParameter(ITypeSymbol type)
        => type.SpecialType is SpecialType.System_SByte or SpecialType.System_Byte
            or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Int32 or SpecialType.System_UInt32
            or SpecialType.System_Int64 or SpecialType.System_UInt64
            || type is { SpecialType: SpecialType.System_String, NullableAnnotation: not NullableAnnotation.Annotated }
            || type.IsNamed(KnownNames.Platform.Guid)
            || (type.TypeKind == TypeKind.Enum && !PayloadRules.IsFileLocal(type));

    private static string? WhyNotAtAll(ISymbol symbol, bool isInterface) => symbol switch
    {
        IMethodSymbol { MethodKind: not MethodKind.Ordinary } => "it is not an ordinary method",
        { IsStatic: true } => "it is static",
        IMethodSymbol { IsGenericMethod: true } => "it has type parameters",
        IPropertySymbol { IsIndexer: true } => "it is an indexer",
        IPropertySymbol { SetMethod: not null } => "it can be set",
        IMethodSymbol { RefKind: not RefKind.None } or IPropertySymbol { RefKind: not RefKind.None } => "it returns by reference",
        { IsAbstract: false } when isInterface => "it has a body",
        _ => null,
    };

    // An analyzer sees what has been generated.
    private static bool IsOurs(ISymbol? implementation) => implementation is null
        || implementation.DeclaringSyntaxReferences.All(static part =>
            part.SyntaxTree.FilePath.EndsWith(".g.cs", StringComparison.OrdinalIgnoreCase));

    private static ContractViolation? CheckType(ChannelMember channel)
    {
        if (PayloadRules.IsUnresolved(channel.Type))
        {
            return new ContractViolation(ContractProblem.UnresolvedType, channel.Symbol, channel.Type.ToDisplayString());
        }

        return channel.MessageType is not { } message
            || channel.Type.NullableAnnotation == NullableAnnotation.Annotated || !PayloadRules.CanTravel(message)
            ? new ContractViolation(ContractProblem.NotAChannelType, channel.Symbol, channel.Type.ToDisplayString())
            : null;
    }

    private static ContractViolation? CheckParameter(IParameterSymbol parameter)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return new ContractViolation(ContractProblem.ByReferenceParameter, parameter);
        }

        if (PayloadRules.IsUnresolved(parameter.Type))
        {
            return new ContractViolation(ContractProblem.UnresolvedType, parameter, parameter.Type.ToDisplayString());
        }

        return CanBeParameter(parameter.Type)
            ? null
            : new ContractViolation(ContractProblem.UnsupportedChannelParameter, parameter, parameter.Type.ToDisplayString());
    }

    private static ContractViolation? CheckTemplate(ChannelMember channel)
    {
        var template = channel.Template;
        if (template.Fault is { } fault)
        {
            return new ContractViolation(ContractProblem.InvalidTemplate, channel.Symbol, fault);
        }

        foreach (var part in template.Parameters)
        {
            if (!channel.Parameters.Any(parameter => parameter.Name == part.Text))
            {
                return new ContractViolation(ContractProblem.UnknownTemplateParameter, channel.Symbol, part.Text);
            }
        }

        var missing = channel.Parameters.FirstOrDefault(parameter => !template.Parameters.Any(part => part.Text == parameter.Name));
        if (missing is not null)
        {
            return new ContractViolation(ContractProblem.ParameterNotInTemplate, missing, template.Text);
        }

        return template.FindUnseparated() is { } behind
            ? new ContractViolation(ContractProblem.AdjacentTemplateParameters, channel.Symbol, behind.Text)
            : null;
    }

    private static ContractViolation? CheckSettings(ChannelMember channel, ContractAnalysis contract)
    {
        var length = channel.Attribute.Named("QueueLength", 1);
        if (length < 1)
        {
            return new ContractViolation(ContractProblem.InvalidQueueLength, channel.Symbol, length.ToString(CultureInfo.InvariantCulture));
        }

        return channel.Attribute.Named<string?>("Key", null) is { } key
            && ChannelKeys.Find(channel.MessageType!, key, contract.Type.ContainingAssembly) is null
            ? new ContractViolation(ContractProblem.InvalidKey, channel.Symbol, key)
            : null;
    }
}
