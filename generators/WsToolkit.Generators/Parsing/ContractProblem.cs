using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Why a type or a member is not generated, or not completely. The analyzers have one rule for each.</summary>
internal enum ContractProblem
{
    // Of the type: nothing is generated.
    NotAClassOrInterface,
    StaticType,
    FileLocalType,
    NotPartial,
    ContainingTypeNotPartial,
    VariantTypeParameter,
    GeneratedNameTaken,
    ObsoleteAsError,

    // Of the type: the rest is generated.
    InvalidCallback,
    NotConstructible,
    ContractIsNotAnInterface,
    ContractNotImplemented,
    MethodOutsideContract,
    CallbackWithChannels,
    ChannelOutsideContract,

    // Of a member: it is skipped, or its whole interface where the member belongs to one.
    UnsupportedMember,
    StaticMethod,
    GenericMethod,
    InaccessibleMethod,
    ExplicitImplementation,
    NotAbstract,
    InvalidWireName,
    DuplicateWireName,
    DuplicateClientSignature,
    ReservedName,
    ReturnsByReference,
    UnsupportedReturnType,
    SynchronousInterfaceMethod,
    OneWayWithResult,
    OneWayWithStreams,
    ByReferenceParameter,
    UnsupportedParameterType,
    SuppliedParameterOnInterface,
    UnusableCallbackParameter,
    SeveralCancellationTokens,
    SeveralProgressParameters,
    PayloadNotAlone,
    TooManyParameters,
    DuplicateParameterName,
    UnresolvedType,

    // Of a channel: it is skipped, or its whole interface where it belongs to one; a partial member gets a body that throws.
    ChannelNotPartial,
    UnsupportedChannelMember,
    NotAChannelType,
    InvalidTemplate,
    UnknownTemplateParameter,
    ParameterNotInTemplate,
    UnsupportedChannelParameter,
    AdjacentTemplateParameters,
    DuplicateTemplate,
    InvalidKey,
    InvalidQueueLength,
    InvalidEvent,
    DuplicateEvent,
    ChannelWithoutAttribute,
    ChannelAndMethod,
    ChannelNameTaken,

    // Of a hook: it is skipped.
    UnknownHookChannel,
    HookResult,
    HookParameter,
    DuplicateHook,
    UnsupportedHook,

    // Of a walker: nothing is generated.
    GenericWalker,
    InaccessibleWalker,
    WalkerWithoutEntries,
    InvalidWalkerName,
    InvalidGroup,
    HandledTypeIsNoWalker,
    WalkerNotConstructible,
    RequiredMemberUnbound,

    // Of a walker: the rest is generated.
    DuplicateWalkerName,
    UnsupportedReports,
    UnsupportedProgress,
    UntoldProgress,
    SettingOfRecord,
    InvalidPath,
    UnknownPathMember,
    UnknownQueryMember,
    UnknownExcludedMember,

    // Of a walker's member: it is skipped, and keeps the value that it has by itself.
    UnboundMember,
    DuplicateMemberName,
    TooManyMembers,

    // Of a walker's entry: it is skipped.
    EntryOutsideWalker,
    UnsupportedEntry,
    EntryParameter,
    EntryResult,
    EntryWithoutOrder,
    SeveralReportTypes,
    ReportType,
    ProgressType,

    // Of a notification: it is skipped.
    UnsupportedNotification,
    DuplicateNotification,
    NotificationNotPartial,
}

/// <summary>A problem, where it is, and what its message needs to know.</summary>
/// <param name="Problem">What is wrong.</param>
/// <param name="Symbol">The symbol whose declaration shows it.</param>
/// <param name="Argument">A name or type for the message.</param>
internal sealed record ContractViolation(ContractProblem Problem, ISymbol Symbol, string? Argument = null);
