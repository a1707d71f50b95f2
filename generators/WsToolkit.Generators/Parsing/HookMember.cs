using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>When a hook runs; the values are those of the attribute's enum.</summary>
internal enum HookKind
{
    MaySubscribe = 0,
    MayPublish = 1,
    Snapshot = 2,
    FirstSubscriber = 3,
    LastSubscriber = 4,
}

/// <summary>What a hook returns, and so how it becomes what the runtime calls.</summary>
internal enum HookResultKind
{
    /// <summary>Nothing.</summary>
    Void,

    /// <summary>What is wanted, or a task of it: a constructor of <see cref="System.Threading.Tasks.Task"/>'s sibling takes it.</summary>
    Wrapped,

    /// <summary>Exactly what is wanted.</summary>
    AsIs,

    /// <summary>One message.</summary>
    One,

    /// <summary>One message in a task.</summary>
    OneAsync,

    /// <summary>Several messages.</summary>
    Many,

    /// <summary>Several messages in a task.</summary>
    ManyAsync,
}

/// <summary>What a parameter of a hook is given.</summary>
internal enum HookArgumentKind
{
    /// <summary>A parameter of the channel.</summary>
    Value,
    Context,
    Token,
    Message,
}

/// <summary>What a parameter of a hook is given.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">The number of the channel's parameter in its template.</param>
internal sealed record HookArgument(HookArgumentKind Kind, int Index);

/// <summary>A method with <c>[WsChannelHook]</c>, once for each attribute, or what is wrong with it.</summary>
internal sealed class HookMember(IMethodSymbol method, AttributeData attribute)
{
    public IMethodSymbol Method { get; } = method;

    public AttributeData Attribute { get; } = attribute;

    public string ChannelName { get; } = attribute.Positional(0) as string ?? string.Empty;

    public HookKind Kind { get; } = (HookKind)(attribute.Positional(1) as int? ?? -1);

    public ContractViolation? Violation { get; set; }

    /// <summary>The channel; <see langword="null"/> when it is skipped, which is said elsewhere.</summary>
    public ChannelMember? Channel { get; set; }

    public HookResultKind Result { get; set; }

    public ImmutableArray<HookArgument> Arguments { get; set; } = [];
}
