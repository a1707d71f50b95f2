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
        return types.Select(static type => TypeRef.From(type).AnnotatedName).Distinct().Count() == 1 ? types[0] : null;
    }
}
