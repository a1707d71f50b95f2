using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Model;

/// <summary>What is printed into a service class for its channels.</summary>
internal sealed record ServiceChannelsModel
{
    /// <summary>Whether the toolkit attaches the channels to its instances.</summary>
    public required bool IsAttached { get; init; }

    /// <summary>What to inject instead, outside calls.</summary>
    public required string Publisher { get; init; }

    public required EquatableArray<ChannelBodyModel> Bodies { get; init; }

    public required EquatableArray<ChannelHooksModel> Hooks { get; init; }

    public bool IsEmpty => !IsAttached && Bodies.Count == 0 && Hooks.Count == 0;
}

/// <summary>A channel member of a class that the toolkit writes.</summary>
/// <param name="Heading">Everything in front of the body.</param>
/// <param name="Constraints">The constraints of the type parameters that a bad member may have.</param>
/// <param name="Accessors">The accessors of a property with their modifiers; empty for a method.</param>
/// <param name="Definition">The channel's description and the call that makes its name, or <see langword="null"/> where it throws.</param>
/// <param name="Message">What the exception says, where it throws.</param>
/// <param name="IsDocumented">Whether the documentation stands on an interface.</param>
internal sealed record ChannelBodyModel(
    string Heading,
    EquatableArray<string> Constraints,
    EquatableArray<string> Accessors,
    ChannelOpening? Definition,
    string Message,
    bool IsDocumented);

/// <summary>How a channel is opened.</summary>
/// <param name="Definition">The channel's description.</param>
/// <param name="Name">The call that makes its name.</param>
internal sealed record ChannelOpening(string Definition, string Name);

/// <summary>The hooks of a channel.</summary>
/// <param name="MessageType">The type of the messages.</param>
/// <param name="Definition">The channel's description.</param>
/// <param name="Hooks">The hooks.</param>
internal sealed record ChannelHooksModel(string MessageType, string Definition, EquatableArray<HookModel> Hooks);

/// <summary>A method that is a hook.</summary>
internal sealed record HookModel
{
    public required HookKind Kind { get; init; }

    public required HookResultKind Result { get; init; }

    /// <summary>Its name, with keywords escaped.</summary>
    public required string Name { get; init; }

    public required bool IsStatic { get; init; }

    public required EquatableArray<HookArgumentModel> Arguments { get; init; }
}

/// <summary>What a parameter of a hook is given.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Index">The number of the channel's parameter in its template.</param>
/// <param name="Parameter">How that parameter stands in the name.</param>
/// <param name="Type">Its type.</param>
internal sealed record HookArgumentModel(HookArgumentKind Kind, int Index, ChannelParameterKind Parameter, string Type);

/// <summary>The class that opens a contract's channels over its publisher.</summary>
/// <param name="Name">The class's name.</param>
/// <param name="Accessibility">Its access modifier.</param>
/// <param name="TypeParameterNames">The names of the type parameters of its methods.</param>
/// <param name="Constraints">Their constraints.</param>
/// <param name="Contract">The contract as a type argument.</param>
internal sealed record PublisherModel(
    string Name, string Accessibility, EquatableArray<string> TypeParameterNames, EquatableArray<string> Constraints, string Contract)
{
    /// <summary>The type parameters of its methods, such as <c>&lt;T&gt;</c>, or nothing.</summary>
    public string TypeParameters => TypeParameterNames.Count == 0
        ? string.Empty
        : $"<{string.Join(", ", TypeParameterNames.Select(Literals.Identifier))}>";
}
