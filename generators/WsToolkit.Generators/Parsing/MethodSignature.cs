using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>What a parameter is for.</summary>
internal enum ParameterKind
{
    /// <summary>A named member of the payload.</summary>
    Named,

    /// <summary>The whole payload.</summary>
    Payload,

    /// <summary>A stream from the caller.</summary>
    Stream,

    /// <summary>Reports to the caller.</summary>
    Progress,

    CancellationToken,
    Context,
    Connection,
    Callback,
}

/// <summary>What a method returns.</summary>
internal enum ResultKind
{
    Void,
    Value,
    Task,
    TaskOf,
    ValueTask,
    ValueTaskOf,
    Stream,
}

/// <summary>A parameter and what it is for.</summary>
/// <param name="Symbol">The parameter.</param>
/// <param name="Kind">What it is for.</param>
/// <param name="Payload">The type that travels: its own, or that of its items or reports.</param>
internal sealed record SignatureParameter(IParameterSymbol Symbol, ParameterKind Kind, ITypeSymbol? Payload)
{
    /// <summary>Whether the caller gives a value for it.</summary>
    public bool Travels => Kind is ParameterKind.Named or ParameterKind.Payload or ParameterKind.Stream or ParameterKind.Progress;
}

/// <summary>A method's signature, taken apart. Holds symbols, so it never leaves a parser or an analyzer.</summary>
internal sealed class MethodSignature
{
    private MethodSignature(ImmutableArray<SignatureParameter> parameters, ResultKind result, ITypeSymbol? resultPayload)
    {
        Parameters = parameters;
        Result = result;
        ResultPayload = resultPayload;
    }

    public ImmutableArray<SignatureParameter> Parameters { get; }

    public ResultKind Result { get; }

    /// <summary>The type of the result or of its items; <see langword="null"/> when there is none.</summary>
    public ITypeSymbol? ResultPayload { get; }

    /// <summary>Whether the method has no result that has to wait for it: nothing, a task or a value task.</summary>
    public bool HasNoResult => Result is ResultKind.Void or ResultKind.Task or ResultKind.ValueTask;

    public bool IsSynchronous => Result is ResultKind.Void or ResultKind.Value;

    /// <summary>Takes a signature apart, without judging it.</summary>
    /// <param name="method">The method.</param>
    /// <param name="callback">The service's callback interface, if it has one.</param>
    public static MethodSignature Of(IMethodSymbol method, INamedTypeSymbol? callback)
    {
        var (result, payload) = ResultOf(method);
        return new MethodSignature(method.Parameters.Select(parameter => Classify(parameter, callback)).ToImmutableArray(), result, payload);
    }

    private static SignatureParameter Classify(IParameterSymbol parameter, INamedTypeSymbol? callback)
    {
        var type = parameter.Type;
        if (type.IsNamed(KnownNames.Platform.CancellationToken))
        {
            return new SignatureParameter(parameter, ParameterKind.CancellationToken, null);
        }

        if (type.IsNamed(KnownNames.Types.CallContext))
        {
            return new SignatureParameter(parameter, ParameterKind.Context, null);
        }

        if (type.IsNamed(KnownNames.Types.Connection))
        {
            return new SignatureParameter(parameter, ParameterKind.Connection, null);
        }

        if (callback is not null && SymbolEqualityComparer.Default.Equals(type, callback))
        {
            return new SignatureParameter(parameter, ParameterKind.Callback, null);
        }

        if (parameter.FindAttribute(KnownNames.Attributes.Payload) is not null)
        {
            return new SignatureParameter(parameter, ParameterKind.Payload, type);
        }

        if (type.IsNamed(KnownNames.Platform.AsyncEnumerable))
        {
            return new SignatureParameter(parameter, ParameterKind.Stream, ((INamedTypeSymbol)type).TypeArguments[0]);
        }

        return type.IsNamed(KnownNames.Platform.Progress)
            ? new SignatureParameter(parameter, ParameterKind.Progress, ((INamedTypeSymbol)type).TypeArguments[0])
            : new SignatureParameter(parameter, ParameterKind.Named, type);
    }

    private static (ResultKind Kind, ITypeSymbol? Payload) ResultOf(IMethodSymbol method)
    {
        var type = method.ReturnType;
        if (method.ReturnsVoid)
        {
            return (ResultKind.Void, null);
        }

        if (type.IsNamed(KnownNames.Platform.Task))
        {
            return (ResultKind.Task, null);
        }

        if (type.IsNamed(KnownNames.Platform.ValueTask))
        {
            return (ResultKind.ValueTask, null);
        }

        var kind = type.IsNamed(KnownNames.Platform.TaskOf) ? ResultKind.TaskOf
            : type.IsNamed(KnownNames.Platform.ValueTaskOf) ? ResultKind.ValueTaskOf
            : type.IsNamed(KnownNames.Platform.AsyncEnumerable) ? ResultKind.Stream
            : ResultKind.Value;
        return (kind, kind == ResultKind.Value ? type : ((INamedTypeSymbol)type).TypeArguments[0]);
    }
}
