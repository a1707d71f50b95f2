using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>What the analyzers say of channels and hooks. The messages have the arguments of <see cref="Diagnostics"/>.</summary>
internal static class ChannelDiagnostics
{
    // Of the type.
    public static readonly DiagnosticDescriptor CallbackWithChannels = Diagnostics.Create(
        "WST1014",
        "A callback must not have channels",
        "'{1}' has channels, which a client does not carry. Declare them in '{0}', or in a contract that is no callback.");

    public static readonly DiagnosticDescriptor ChannelOutsideContract = Diagnostics.Create(
        "WST1015",
        "A channel stands beside the contract",
        "No client knows '{0}', because '{2}' implements the contract '{1}'. Move [WsChannel] to a member of the contract.");

    // Of a channel.
    public static readonly DiagnosticDescriptor ChannelNotPartial = Diagnostics.Create(
        "WST1080",
        "A channel of a class must be partial",
        "'{0}' is a channel, so its body is generated. Declare it 'partial', without a body.");

    public static readonly DiagnosticDescriptor UnsupportedChannelMember = Diagnostics.Create(
        "WST1081",
        "A member cannot be a channel",
        "'{0}' cannot be a channel: {1}. Make it a method without type parameters, or a property with 'get' alone, of an instance.");

    public static readonly DiagnosticDescriptor NotAChannelType = Diagnostics.Create(
        "WST1082",
        "A channel must be a WsChannel<T>",
        "'{1}' is not the type of a channel. Let '{0}' be a WsChannel<T> of a type that can be sent.");

    public static readonly DiagnosticDescriptor InvalidTemplate = Diagnostics.Create(
        "WST1083",
        "A channel's template is invalid",
        "The template of '{0}' is invalid: {1}. Write literal text, and each parameter in braces, once.");

    public static readonly DiagnosticDescriptor UnknownTemplateParameter = Diagnostics.Create(
        "WST1084",
        "A template names a parameter that is not there",
        "'{0}' has no parameter '{1}'. Add it, or take it out of the template; the names must be the same to the letter.");

    public static readonly DiagnosticDescriptor ParameterNotInTemplate = Diagnostics.Create(
        "WST1085",
        "A channel's parameter is not in its template",
        "'{0}' does not occur in the template '{1}'. Add it to the template of '{3}' in braces, or remove the parameter.");

    public static readonly DiagnosticDescriptor UnsupportedChannelParameter = Diagnostics.Create(
        "WST1086",
        "A value cannot stand in a channel's name",
        "'{1}' cannot stand in a channel's name. Give '{0}' the type string, Guid, an integer or an enum, and not a nullable one.");

    public static readonly DiagnosticDescriptor AdjacentTemplateParameters = Diagnostics.Create(
        "WST1087",
        "Nothing separates two parameters of a template",
        "Nothing separates '{1}' from the parameter before it, because values have letters, digits and '_.~-%' in them. "
        + "Put another character between the two, such as ':'.");

    public static readonly DiagnosticDescriptor DuplicateTemplate = Diagnostics.Create(
        "WST1088",
        "Two channels have the same names",
        "Another channel of '{2}' has the names of '{1}', whatever its parameters are called. Give '{0}' another template.");

    public static readonly DiagnosticDescriptor InvalidKey = Diagnostics.Create(
        "WST1089",
        "A message's key must be a simple member",
        "'{1}' cannot be the key of '{0}'. Name an accessible property or field of the message type "
        + "that is a string, a number, a bool, a char, a Guid, a time or an enum.");

    public static readonly DiagnosticDescriptor InvalidQueueLength = Diagnostics.Create(
        "WST1090",
        "A channel's queue must hold a message",
        "'{1}' messages are too few for a queue of '{0}'. Let it hold at least 1.");

    public static readonly DiagnosticDescriptor InvalidEvent = Diagnostics.Create(
        "WST1091",
        "A type cannot stand for an event",
        "'{1}' cannot stand for an event of '{0}'. "
        + "Give it a name in [WsEvent], take its type parameters away, and make it at least internal.");

    public static readonly DiagnosticDescriptor DuplicateEvent = Diagnostics.Create(
        "WST1092",
        "Two types stand for the same event",
        "Two message types of '{0}' stand for the event '{1}'. Give one of them another name in [WsEvent].");

    public static readonly DiagnosticDescriptor ChannelWithoutAttribute = Diagnostics.Create(
        "WST1093",
        "A channel of a contract interface needs [WsChannel]",
        "'{0}' is a channel without a name. Add [WsChannel(\"...\")] with its template.");

    public static readonly DiagnosticDescriptor ChannelAndMethod = Diagnostics.Create(
        "WST1094",
        "A channel is not called",
        "'{0}' is a channel, so it is not called. Remove [WsRpcMethod].");

    public static readonly DiagnosticDescriptor ChannelNameTaken = Diagnostics.Create(
        "WST1095",
        "A channel has the name of another member",
        "The client of '{2}' already has a member '{1}'. Rename '{0}'; its template keeps its name on the wire.");

    // Of a hook.
    public static readonly DiagnosticDescriptor UnknownHookChannel = Diagnostics.Create(
        "WST1100",
        "A hook names no channel",
        "'{1}' is not a channel of '{2}'. Name the C# member of one, as nameof does.");

    public static readonly DiagnosticDescriptor HookResult = Diagnostics.Create(
        "WST1101",
        "A hook returns something else",
        "'{1}' is not what '{0}' has to return. "
        + "MaySubscribe and MayPublish return bool, Snapshot returns messages of the channel, "
        + "FirstSubscriber and LastSubscriber return nothing, all of them also in tasks.");

    public static readonly DiagnosticDescriptor HookParameter = Diagnostics.Create(
        "WST1102",
        "A hook takes something that it cannot be given",
        "'{3}' cannot be given '{0}'. "
        + "A hook takes the channel's parameters by name and type, a WsChannelContext and a CancellationToken; "
        + "MayPublish takes the message, too.");

    public static readonly DiagnosticDescriptor DuplicateHook = Diagnostics.Create(
        "WST1103",
        "A channel has two hooks of a kind",
        "There already is a {1}. Let one method do both, and remove the attribute from '{0}'.");

    public static readonly DiagnosticDescriptor UnsupportedHook = Diagnostics.Create(
        "WST1104",
        "A method cannot be a hook",
        "'{0}' cannot be a hook. "
        + "Annotate an ordinary method with a body and without type parameters, in the class that serves the channel.");

    /// <summary>The diagnostic for a reason that is about channels.</summary>
    public static DiagnosticDescriptor Of(ContractProblem problem) => problem switch
    {
        ContractProblem.CallbackWithChannels => CallbackWithChannels,
        ContractProblem.ChannelOutsideContract => ChannelOutsideContract,
        ContractProblem.ChannelNotPartial => ChannelNotPartial,
        ContractProblem.UnsupportedChannelMember => UnsupportedChannelMember,
        ContractProblem.NotAChannelType => NotAChannelType,
        ContractProblem.InvalidTemplate => InvalidTemplate,
        ContractProblem.UnknownTemplateParameter => UnknownTemplateParameter,
        ContractProblem.ParameterNotInTemplate => ParameterNotInTemplate,
        ContractProblem.UnsupportedChannelParameter => UnsupportedChannelParameter,
        ContractProblem.AdjacentTemplateParameters => AdjacentTemplateParameters,
        ContractProblem.DuplicateTemplate => DuplicateTemplate,
        ContractProblem.InvalidKey => InvalidKey,
        ContractProblem.InvalidQueueLength => InvalidQueueLength,
        ContractProblem.InvalidEvent => InvalidEvent,
        ContractProblem.DuplicateEvent => DuplicateEvent,
        ContractProblem.ChannelWithoutAttribute => ChannelWithoutAttribute,
        ContractProblem.ChannelAndMethod => ChannelAndMethod,
        ContractProblem.ChannelNameTaken => ChannelNameTaken,
        ContractProblem.UnknownHookChannel => UnknownHookChannel,
        ContractProblem.HookResult => HookResult,
        ContractProblem.HookParameter => HookParameter,
        ContractProblem.DuplicateHook => DuplicateHook,
        ContractProblem.UnsupportedHook => UnsupportedHook,
        _ => WalkerDiagnostics.Of(problem),
    };
}
