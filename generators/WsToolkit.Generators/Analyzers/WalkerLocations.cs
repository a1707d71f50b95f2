using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers;

/// <summary>Finds the token that a message about a walker or a notification is about.</summary>
internal static class WalkerLocations
{
    /// <summary>The most telling place in the symbol's declaration, or <see langword="null"/> when that is its name.</summary>
    public static Location? TellingPlace(ContractViolation violation, SyntaxNode? declaration, CancellationToken cancellationToken)
    {
        return violation.Problem switch
        {
            ContractProblem.InvalidWalkerName or ContractProblem.HandledTypeIsNoWalker or ContractProblem.DuplicateWalkerName => Setting(null),
            ContractProblem.InvalidGroup => Setting("Group"),
            ContractProblem.InvalidPath or ContractProblem.UnknownPathMember => Setting("Path"),
            ContractProblem.UnknownQueryMember => Setting("Query"),
            ContractProblem.UnknownExcludedMember => Setting("Excluded"),
            ContractProblem.UnsupportedReports => Setting("Reports"),
            ContractProblem.UnsupportedProgress => Setting("Progress"),
            ContractProblem.SettingOfRecord => Setting(violation.Argument),
            ContractProblem.EntryOutsideWalker
                => ViolationLocations.AttributeOf(violation.Symbol, KnownNames.Attributes.Entry, cancellationToken)?.GetLocation(),
            ContractProblem.UnsupportedEntry => Obstacle(declaration as MethodDeclarationSyntax),
            ContractProblem.EntryParameter or ContractProblem.ProgressType or ContractProblem.UntoldProgress => (declaration as ParameterSyntax)?.Type?.GetLocation(),
            ContractProblem.EntryResult or ContractProblem.SeveralReportTypes or ContractProblem.ReportType
                => ChannelLocations.TypeOf(declaration)?.GetLocation(),
            ContractProblem.DuplicateNotification
                => ViolationLocations.Argument(ViolationLocations.AttributeOf(violation.Symbol, KnownNames.Attributes.Event, cancellationToken)),
            _ => null,
        };

        Location? Setting(string? name)
            => ViolationLocations.Argument(ViolationLocations.AttributeOf(violation.Symbol, KnownNames.Attributes.Walker, cancellationToken), name);
    }

    private static Location? Obstacle(MethodDeclarationSyntax? method)
        => method is null ? null : ViolationLocations.Modifiers(method.Modifiers, SyntaxKind.StaticKeyword) ?? method.TypeParameterList?.GetLocation();
}
