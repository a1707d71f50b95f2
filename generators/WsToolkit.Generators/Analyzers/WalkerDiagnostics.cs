using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>What the analyzers say of walkers and notifications. The messages have the arguments of <see cref="Diagnostics"/>.</summary>
internal static class WalkerDiagnostics
{
    // Of the type.
    public static readonly DiagnosticDescriptor GenericWalker = Diagnostics.Create(
        "WST1120",
        "A walker must not be generic",
        "'{0}', or a type that contains it, has type parameters, but a walker has one name and one form. Remove them.");

    public static readonly DiagnosticDescriptor InaccessibleWalker = Diagnostics.Create(
        "WST1121",
        "A walker must be accessible",
        "Generated code cannot reach '{0}'. Make it, and the types that contain it, at least 'internal'.");

    public static readonly DiagnosticDescriptor WalkerWithoutEntries = Diagnostics.Create(
        "WST1122",
        "A walker has no entry",
        "'{0}' has no method with [WsEntry], so there is nothing to run. Add one, or make it a record that another class handles.");

    public static readonly DiagnosticDescriptor InvalidWalkerName = Diagnostics.Create(
        "WST1123",
        "A walker's name must fit into a path",
        "'{1}' cannot be the name of '{0}', which is a segment of the path of its HTTP door. "
        + "Write letters, digits and marks other than / \\ {{ }} ? # % *.");

    public static readonly DiagnosticDescriptor InvalidGroup = Diagnostics.Create(
        "WST1124",
        "A walker's group must be an identifier",
        "'{1}' cannot be the group of '{0}', because the group's client is named after it. Write an identifier, such as \"Chat\".");

    public static readonly DiagnosticDescriptor HandledTypeIsNoWalker = Diagnostics.Create(
        "WST1125",
        "The handled walker must be a record without entries",
        "'{1}' is not a record with [WsWalker] and without [WsEntry]. Name one, or leave the type out and let '{0}' be a walker of its own.");

    public static readonly DiagnosticDescriptor WalkerNotConstructible = Diagnostics.Create(
        "WST1126",
        "A walker cannot be created",
        "'{1}' cannot be created. Give a class an accessible constructor whose parameters are services, "
        + "and a record one whose parameters are members.");

    public static readonly DiagnosticDescriptor RequiredMemberUnbound = Diagnostics.Create(
        "WST1127",
        "A required member of a walker is not bound",
        "'{1}' of '{0}' is required, but it is no member that callers send. "
        + "Make it a public property that can be set, take it out of Excluded, or remove 'required'.");

    public static readonly DiagnosticDescriptor DuplicateWalkerName = Diagnostics.Create(
        "WST1128",
        "Two walkers have the same name",
        "'{1}' has the name of '{0}' on the wire, too. Give one of them another name in [WsWalker].");

    // Of the settings.
    public static readonly DiagnosticDescriptor UnsupportedReports = Diagnostics.Create(
        "WST1130",
        "Reports cannot be of this type",
        "Reports of '{0}' cannot be of the type '{1}'. Name an accessible type that can be sent.");

    public static readonly DiagnosticDescriptor InvalidPath = Diagnostics.Create(
        "WST1131",
        "A walker's path is invalid",
        "The path of '{0}' is invalid: {1}. Write literal text, and each member in braces, once.");

    public static readonly DiagnosticDescriptor UnknownMember = Diagnostics.Create(
        "WST1132",
        "A setting of a walker names no member",
        "'{0}' has no member '{1}' that callers send. Name one as it is spelled in C# or on the wire.");

    // Of a member.
    public static readonly DiagnosticDescriptor UnboundMember = Diagnostics.Create(
        "WST1133",
        "A member of a walker cannot be bound",
        "'{0}' cannot be bound: {1}. Give it another form, or [JsonIgnore] where callers do not send it.");

    public static readonly DiagnosticDescriptor DuplicateMemberName = Diagnostics.Create(
        "WST1134",
        "Two members of a walker have the same wire name",
        "Another member of '{2}' is called '{1}' on the wire. Rename '{0}', or give it a [JsonPropertyName].");

    public static readonly DiagnosticDescriptor TooManyMembers = Diagnostics.Create(
        "WST1135",
        "A walker has too many members",
        "'{2}' has more than {1} members. Gather some of them in a type.");

    public static readonly DiagnosticDescriptor UnsupportedProgress = Diagnostics.Create(
        "WST1136",
        "Progress cannot be of this type",
        "Progress of '{0}' cannot be of the type '{1}'. Name an accessible type that can be sent.");

    public static readonly DiagnosticDescriptor SettingOfRecord = Diagnostics.Create(
        "WST1137",
        "A handler has a setting that belongs on its record",
        "'{1}' of '{0}' is passed over, because clients go by what stands on the record. Set it there.");

    // Of an entry.
    public static readonly DiagnosticDescriptor EntryOutsideWalker = Diagnostics.Create(
        "WST1140",
        "An entry stands outside a walker",
        "'{0}' never runs, because '{2}' is not a walker. Add [WsWalker] to the class, or remove [WsEntry].",
        DiagnosticSeverity.Warning);

    public static readonly DiagnosticDescriptor UnsupportedEntry = Diagnostics.Create(
        "WST1141",
        "A method cannot be an entry",
        "'{0}' cannot be an entry: {1}. Annotate an ordinary method of an instance that is at least 'internal'.");

    public static readonly DiagnosticDescriptor EntryParameter = Diagnostics.Create(
        "WST1142",
        "An entry takes something that it cannot be given",
        "'{3}' cannot be given '{0}'. An entry takes a WsWalkerContext, a CancellationToken, an IProgress<T>, "
        + "and that of a handler the walker; services come in through the constructor.");

    public static readonly DiagnosticDescriptor EntryResult = Diagnostics.Create(
        "WST1143",
        "An entry's result cannot be reported",
        "'{1}' is nothing that '{0}' can report. "
        + "Return nothing, a report, a task of either, or an IAsyncEnumerable<T> of reports.");

    public static readonly DiagnosticDescriptor EntryWithoutOrder = Diagnostics.Create(
        "WST1144",
        "The order of entries is not known",
        "'{0}' stands in another file than entries with the same Order, and files have no order. Give each an Order of its own.");

    public static readonly DiagnosticDescriptor SeveralReportTypes = Diagnostics.Create(
        "WST1145",
        "The entries of a walker report different types",
        "'{0}' does not report '{1}', as an entry before it does. Name in Reports what all reports are.");

    public static readonly DiagnosticDescriptor ReportType = Diagnostics.Create(
        "WST1146",
        "An entry reports another type than its walker",
        "'{0}' reports something that is no '{1}', which Reports names. Report that, or change Reports.");

    public static readonly DiagnosticDescriptor ProgressType = Diagnostics.Create(
        "WST1147",
        "An entry reports progress of another type than its walker",
        "'{0}' takes progress that is no '{1}', which Progress names. Report that, or change Progress.");

    public static readonly DiagnosticDescriptor UntoldProgress = Diagnostics.Create(
        "WST1148",
        "Clients are not told of progress",
        "Clients are not told of '{0}', because nothing says what they are to read. Name in Progress of '{1}' what all its progress is.",
        DiagnosticSeverity.Warning);

    // Of a notification.
    public static readonly DiagnosticDescriptor UnsupportedNotification = Diagnostics.Create(
        "WST1150",
        "A type cannot be a notification",
        "'{0}' cannot be a notification: {1}. Mend that, or remove 'partial' where it only is an event of a channel.");

    public static readonly DiagnosticDescriptor DuplicateNotification = Diagnostics.Create(
        "WST1151",
        "Two notifications have the same name",
        "'{1}' is the notification of the same name that clients hear, not '{0}'. Give one of them another name in [WsEvent].");

    public static readonly DiagnosticDescriptor NotificationNotPartial = Diagnostics.Create(
        "WST1152",
        "A notification must be partial",
        "'{0}' derives from no message of a channel, so it can only be a notification, and that has to be 'partial'. "
        + "Declare it so, or remove [WsEvent].",
        DiagnosticSeverity.Warning);

    /// <summary>The diagnostic for a reason that is about walkers.</summary>
    public static DiagnosticDescriptor Of(ContractProblem problem) => problem switch
    {
        ContractProblem.GenericWalker => GenericWalker,
        ContractProblem.InaccessibleWalker => InaccessibleWalker,
        ContractProblem.WalkerWithoutEntries => WalkerWithoutEntries,
        ContractProblem.InvalidWalkerName => InvalidWalkerName,
        ContractProblem.InvalidGroup => InvalidGroup,
        ContractProblem.HandledTypeIsNoWalker => HandledTypeIsNoWalker,
        ContractProblem.WalkerNotConstructible => WalkerNotConstructible,
        ContractProblem.RequiredMemberUnbound => RequiredMemberUnbound,
        ContractProblem.DuplicateWalkerName => DuplicateWalkerName,
        ContractProblem.UnsupportedReports => UnsupportedReports,
        ContractProblem.UnsupportedProgress => UnsupportedProgress,
        ContractProblem.UntoldProgress => UntoldProgress,
        ContractProblem.SettingOfRecord => SettingOfRecord,
        ContractProblem.InvalidPath => InvalidPath,
        ContractProblem.UnknownPathMember or ContractProblem.UnknownQueryMember or ContractProblem.UnknownExcludedMember => UnknownMember,
        ContractProblem.UnboundMember => UnboundMember,
        ContractProblem.DuplicateMemberName => DuplicateMemberName,
        ContractProblem.TooManyMembers => TooManyMembers,
        ContractProblem.EntryOutsideWalker => EntryOutsideWalker,
        ContractProblem.UnsupportedEntry => UnsupportedEntry,
        ContractProblem.EntryParameter => EntryParameter,
        ContractProblem.EntryResult => EntryResult,
        ContractProblem.EntryWithoutOrder => EntryWithoutOrder,
        ContractProblem.SeveralReportTypes => SeveralReportTypes,
        ContractProblem.ReportType => ReportType,
        ContractProblem.ProgressType => ProgressType,
        ContractProblem.UnsupportedNotification => UnsupportedNotification,
        ContractProblem.DuplicateNotification => DuplicateNotification,
        ContractProblem.NotificationNotPartial => NotificationNotPartial,
        _ => throw new ArgumentOutOfRangeException(nameof(problem)),
    };
}
