using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>Decides of which type the progress of a walker is that its clients are told of.</summary>
internal static class WalkerProgress
{
    /// <summary>Decides, and takes out the entries whose progress is of no such type.</summary>
    /// <returns>The type; <see langword="null"/> where there is none, or entries differ and nothing says what these have in common.</returns>
    public static ITypeSymbol? Decide(WalkerAnalysis walker)
    {
        if (walker.Options.Progress is { } declared && WalkerReports.CanBe(declared, walker))
        {
            foreach (var entry in walker.GoodEntries)
            {
                if (entry.Progress.FirstOrDefault(progress => !WalkerReports.IsA(progress.Type, declared)).Parameter is { } other)
                {
                    entry.Violation = new ContractViolation(ContractProblem.ProgressType, other, declared.ToDisplayString());
                }
            }

            return declared;
        }

        var types = walker.GoodEntries.SelectMany(static entry => entry.Progress).Select(static progress => progress.Type).ToList();
        return walker.Options.Walker is null && types.Skip(1).All(type => SymbolEqualityComparer.Default.Equals(type, types[0]))
            ? types.Find(static type => type.NullableAnnotation == NullableAnnotation.Annotated) ?? types.FirstOrDefault()
            : null;
    }

    /// <summary>Finds progress that clients cannot be told of, because nothing says what they are to read.</summary>
    public static ContractViolation? FindUntold(WalkerAnalysis walker)
    {
        if (walker.Progress is not null || (walker.Options.Walker is null && !walker.Options.Ends.HasFlag(Ends.Client)))
        {
            return null;
        }

        var all = walker.GoodEntries.SelectMany(static entry => entry.Progress).ToList();
        return all.FirstOrDefault(progress => walker.Options.Walker is not null || !SymbolEqualityComparer.Default.Equals(progress.Type, all[0].Type))
            is { Parameter: { } parameter }
            ? new ContractViolation(ContractProblem.UntoldProgress, parameter, walker.MembersOf.Name)
            : null;
    }
}
