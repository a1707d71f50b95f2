using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>What a parameter of an entry is given.</summary>
internal enum EntryArgumentKind
{
    Context,
    CancellationToken,
    Progress,

    /// <summary>The record that a handler handles.</summary>
    Walker,
}

/// <summary>What an entry returns.</summary>
internal enum EntryResultKind
{
    Void,

    /// <summary>A task without a result.</summary>
    Task,

    /// <summary>One report.</summary>
    Report,

    /// <summary>A task of one report.</summary>
    ReportTask,

    /// <summary>Any number of reports.</summary>
    Reports,
}

/// <summary>A method with <c>[WsEntry]</c>, or what is wrong with it. Holds symbols.</summary>
internal sealed class WalkerEntry(IMethodSymbol method, AttributeData attribute)
{
    public IMethodSymbol Method { get; } = method;

    public AttributeData Attribute { get; } = attribute;

    public ContractViolation? Violation { get; set; }

    public int Order => Attribute.Named("Order", 0);

    /// <summary>What each parameter is given.</summary>
    public IReadOnlyList<EntryArgumentKind> Arguments { get; set; } = [];

    public EntryResultKind Result { get; set; }

    /// <summary>The type of the reports that the method returns, if it returns any.</summary>
    public ITypeSymbol? Returned { get; set; }

    /// <summary>The parameters that it reports progress to, with the types of what it reports.</summary>
    public IEnumerable<(IParameterSymbol Parameter, ITypeSymbol Type)> Progress => Method.Parameters
        .Where(static parameter => parameter.Type.IsNamed(KnownNames.Platform.Progress))
        .Select(static parameter => (parameter, ((INamedTypeSymbol)parameter.Type).TypeArguments[0]));
}
