using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>What hooks may return and take.</summary>
internal static class HookRules
{
    /// <summary>Fits a hook to a channel.</summary>
    /// <returns>Why it does not fit, or <see langword="null"/>.</returns>
    public static ContractViolation? Fit(HookMember hook, ChannelMember channel)
    {
        var arguments = ImmutableArray.CreateBuilder<HookArgument>();
        foreach (var parameter in hook.Method.Parameters)
        {
            if (PayloadRules.IsUnresolved(parameter.Type))
            {
                return new ContractViolation(ContractProblem.UnresolvedType, parameter, parameter.Type.ToDisplayString());
            }

            if (ArgumentFor(parameter, hook.Kind, channel) is not { } argument)
            {
                return new ContractViolation(ContractProblem.HookParameter, parameter);
            }

            arguments.Add(argument);
        }

        var type = hook.Method.ReturnType;
        if (PayloadRules.IsUnresolved(type))
        {
            return new ContractViolation(ContractProblem.UnresolvedType, hook.Method, type.ToDisplayString());
        }

        if (hook.Method.RefKind != RefKind.None || ResultOf(hook, channel.MessageType!) is not { } result)
        {
            var name = hook.Method is { ReturnsVoid: true, IsAsync: true } ? "async void" : type.ToDisplayString();
            return new ContractViolation(ContractProblem.HookResult, hook.Method, name);
        }

        hook.Arguments = arguments.ToImmutable();
        hook.Result = result;
        return null;
    }

    private static HookArgument? ArgumentFor(IParameterSymbol parameter, HookKind kind, ChannelMember channel)
    {
        if (parameter.RefKind != RefKind.None)
        {
            return null;
        }

        if (parameter.Type.IsNamed(KnownNames.Types.ChannelContext))
        {
            return new HookArgument(HookArgumentKind.Context, -1);
        }

        if (parameter.Type.IsNamed(KnownNames.Platform.CancellationToken))
        {
            return new HookArgument(HookArgumentKind.Token, -1);
        }

        var value = channel.Parameters.FirstOrDefault(candidate => candidate.Name == parameter.Name);
        if (value is not null && Same(value.Type, parameter.Type))
        {
            return new HookArgument(HookArgumentKind.Value, channel.Template.Parameters.TakeWhile(part => part.Text != value.Name).Count());
        }

        return value is null && kind == HookKind.MayPublish && Same(channel.MessageType!, parameter.Type)
            ? new HookArgument(HookArgumentKind.Message, -1)
            : null;
    }

    private static HookResultKind? ResultOf(HookMember hook, ITypeSymbol message)
    {
        var type = hook.Method.ReturnType;

        // What may be null cannot be awaited; a message that is null stands for none.
        if (type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated }
            && !IsA(type, message) && !ItemsOf(type, KnownNames.Platform.Enumerable).Any())
        {
            return null;
        }

        switch (hook.Kind)
        {
            case HookKind.MaySubscribe or HookKind.MayPublish:
                return type.SpecialType == SpecialType.System_Boolean
                    || (IsTaskOf(type, out var answer) && answer.SpecialType == SpecialType.System_Boolean)
                    ? type.IsNamed(KnownNames.Platform.ValueTaskOf) ? HookResultKind.AsIs : HookResultKind.Wrapped
                    : null;

            case HookKind.FirstSubscriber or HookKind.LastSubscriber:
                return type.IsNamed(KnownNames.Platform.ValueTask) ? HookResultKind.AsIs
                    : type.IsNamed(KnownNames.Platform.Task) ? HookResultKind.Wrapped
                    : hook.Method is { ReturnsVoid: true, IsAsync: false } ? HookResultKind.Void
                    : null;

            default:
                return IsTaskOf(type, out var result) ? SnapshotOf(result, message, isTask: true) : SnapshotOf(type, message, isTask: false);
        }
    }

    private static HookResultKind? SnapshotOf(ITypeSymbol type, ITypeSymbol message, bool isTask)
    {
        if (IsA(type, message))
        {
            return isTask ? HookResultKind.OneAsync : HookResultKind.One;
        }

        if (ItemsOf(type, KnownNames.Platform.Enumerable).Any(item => IsA(item, message)))
        {
            return isTask ? HookResultKind.ManyAsync : HookResultKind.Many;
        }

        return !isTask && ItemsOf(type, KnownNames.Platform.AsyncEnumerable).Any(item => IsA(item, message)) ? HookResultKind.AsIs : null;
    }

    private static bool IsTaskOf(ITypeSymbol type, out ITypeSymbol result)
    {
        var isTask = type.IsNamed(KnownNames.Platform.TaskOf) || type.IsNamed(KnownNames.Platform.ValueTaskOf);
        result = isTask ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        return isTask;
    }

    private static IEnumerable<ITypeSymbol> ItemsOf(ITypeSymbol type, string metadataName)
        => type.AllInterfaces.Concat(type is INamedTypeSymbol named ? [named] : [])
            .Where(contract => contract.IsNamed(metadataName)).Select(static contract => contract.TypeArguments[0]);

    // As the compiler converts references; values only to themselves.
    private static bool IsA(ITypeSymbol type, ITypeSymbol message)
    {
        if (Same(type, message))
        {
            return true;
        }

        if (!type.IsReferenceType || !message.IsReferenceType)
        {
            return false;
        }

        for (var level = type.BaseType; level is not null; level = level.BaseType)
        {
            if (Same(level, message))
            {
                return true;
            }
        }

        return type.AllInterfaces.Any(contract => Same(contract, message));
    }

    private static bool Same(ITypeSymbol one, ITypeSymbol other) => SymbolEqualityComparer.Default.Equals(one, other);
}
