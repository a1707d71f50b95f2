using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>What can be an entry of a walker, and what stands in the way.</summary>
internal static class EntryRules
{
    /// <summary>Takes an entry apart.</summary>
    /// <returns>The first reason why it is not generated, or <see langword="null"/>.</returns>
    public static ContractViolation? Check(WalkerEntry entry, INamedTypeSymbol type, INamedTypeSymbol? walker)
    {
        var method = entry.Method;
        if (WhyNotAtAll(method, type) is { } reason)
        {
            return new ContractViolation(ContractProblem.UnsupportedEntry, method, reason);
        }

        if (ContractRules.IsObsoleteAsError(method))
        {
            return new ContractViolation(ContractProblem.ObsoleteAsError, method);
        }

        return CheckArguments(entry, walker) ?? CheckResult(entry);
    }

    private static string? WhyNotAtAll(IMethodSymbol method, INamedTypeSymbol type) => method switch
    {
        { MethodKind: not MethodKind.Ordinary } => "it is not an ordinary method",
        { IsStatic: true } => "it is static",
        { IsGenericMethod: true } => "it has type parameters",
        { IsAbstract: true } => "it has no body",
        _ => Accessibilities.IsAccessible(method, type.ContainingAssembly) ? null : "generated code cannot reach it",
    };

    private static ContractViolation? CheckArguments(WalkerEntry entry, INamedTypeSymbol? walker)
    {
        var arguments = new List<EntryArgumentKind>();
        foreach (var parameter in entry.Method.Parameters)
        {
            var type = parameter.Type;
            if (PayloadRules.IsUnresolved(type))
            {
                return new ContractViolation(ContractProblem.UnresolvedType, parameter, type.ToDisplayString());
            }

            EntryArgumentKind? kind = parameter.RefKind != RefKind.None ? null
                : type.IsNamed(KnownNames.Types.WalkerContext) ? EntryArgumentKind.Context
                : type.IsNamed(KnownNames.Platform.CancellationToken) ? EntryArgumentKind.CancellationToken
                : type.IsNamed(KnownNames.Platform.Progress) ? EntryArgumentKind.Progress
                : walker is not null && SymbolEqualityComparer.Default.Equals(type, walker) ? EntryArgumentKind.Walker
                : null;
            if (kind is null
                || (kind == EntryArgumentKind.Progress && !PayloadRules.CanTravel(((INamedTypeSymbol)type).TypeArguments[0])))
            {
                return new ContractViolation(ContractProblem.EntryParameter, parameter, type.ToDisplayString());
            }

            arguments.Add(kind.Value);
        }

        entry.Arguments = arguments;
        return null;
    }

    private static ContractViolation? CheckResult(WalkerEntry entry)
    {
        var method = entry.Method;
        var type = method.ReturnType;
        if (PayloadRules.IsUnresolved(type))
        {
            return new ContractViolation(ContractProblem.UnresolvedType, method, type.ToDisplayString());
        }

        // Nobody could wait for its end.
        if (method is { ReturnsVoid: true, IsAsync: true })
        {
            return new ContractViolation(ContractProblem.EntryResult, method, "async void");
        }

        var argument = (type as INamedTypeSymbol)?.TypeArguments.FirstOrDefault();
        (entry.Result, entry.Returned) = method.ReturnsVoid ? (EntryResultKind.Void, null)
            : type.IsNamed(KnownNames.Platform.Task) || type.IsNamed(KnownNames.Platform.ValueTask) ? (EntryResultKind.Task, null)
            : type.IsNamed(KnownNames.Platform.TaskOf) || type.IsNamed(KnownNames.Platform.ValueTaskOf) ? (EntryResultKind.ReportTask, argument)
            : type.IsNamed(KnownNames.Platform.AsyncEnumerable) ? (EntryResultKind.Reports, argument)
            : (EntryResultKind.Report, type);
        var nullableTask = entry.Result is EntryResultKind.Task or EntryResultKind.ReportTask or EntryResultKind.Reports
            && type is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        return nullableTask || method.RefKind != RefKind.None || (entry.Returned is { } returned && !PayloadRules.CanTravel(returned))
            ? new ContractViolation(ContractProblem.EntryResult, method, type.ToDisplayString())
            : null;
    }
}
