using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>What <c>[WsWalker]</c> and the assembly's defaults say about a type.</summary>
internal sealed class WalkerOptions
{
    // Clients are made of the record, so that a handler cannot have others.
    private static readonly string[] OfRecord = ["Group", "Path", "Query", "Reports", "Progress", "Naming", "Enums"];

    // What else stands on the handler class wins over what stands on the record that it handles.
    private readonly AttributeData? _own;
    private readonly AttributeData? _inherited;

    private WalkerOptions(INamedTypeSymbol type)
    {
        _own = type.FindAttribute(KnownNames.Attributes.Walker);
        Walker = _own.Positional(0) as INamedTypeSymbol;
        _inherited = Walker?.FindAttribute(KnownNames.Attributes.Walker);
        var named = Walker ?? type;
        var defaults = named.ContainingAssembly?.FindAttribute(KnownNames.Attributes.ContractDefaults);
        Naming = (Naming)(FirstSet("Naming", defaults) ?? 0);
        if (Naming is < Naming.CamelCase or > Naming.AsIs)
        {
            Naming = Naming.CamelCase;
        }

        Enums = (EnumFormat)(FirstSet("Enums", defaults) ?? 0);
        Name = (Walker is null ? _own : _inherited).Positional(0) as string ?? WireNames.OfMethod(named.Name, Naming, null);
        Group = Text("Group");
        Path = Text("Path");
        Query = Texts("Query");
        Excluded = Texts("Excluded");
        Reports = Value("Reports") as ITypeSymbol;
        HasReports = Setting("Reports") is not null;
        Progress = Value("Progress") as ITypeSymbol;
        HasProgress = Setting("Progress") is not null;
        Misplaced = Walker is null ? [] : OfRecord.Where(name => Setting(_own, name) is not null).ToImmutableArray();
        TimeoutMilliseconds = Value("TimeoutMilliseconds") is int timeout ? Math.Max(0, timeout) : 0;

        // A handler is the server's; the record that it handles is what clients are made of.
        Ends = Walker is null ? (Ends)_own.Named("Ends", (int)Ends.Both) & Ends.Both : Ends.Server;
    }

    /// <summary>The record that the class handles, if it is a handler.</summary>
    public INamedTypeSymbol? Walker { get; }

    /// <summary>The walker's name on the wire.</summary>
    public string Name { get; }

    public string? Group { get; }

    public string? Path { get; }

    public ImmutableArray<string> Query { get; }

    public ImmutableArray<string> Excluded { get; }

    /// <summary>The type of the reports, where it is given.</summary>
    public ITypeSymbol? Reports { get; }

    /// <summary>Whether a type of the reports is given, be it none that can be used.</summary>
    public bool HasReports { get; }

    /// <summary>The type of the progress, where it is given.</summary>
    public ITypeSymbol? Progress { get; }

    /// <summary>Whether a type of the progress is given, be it none that can be used.</summary>
    public bool HasProgress { get; }

    /// <summary>The settings of a handler that belong on its record. They are passed over.</summary>
    public ImmutableArray<string> Misplaced { get; }

    public int TimeoutMilliseconds { get; }

    public Ends Ends { get; }

    /// <summary>Never <see cref="Naming.Default"/>.</summary>
    public Naming Naming { get; }

    public EnumFormat Enums { get; }

    public static WalkerOptions Of(INamedTypeSymbol type) => new(type);

    /// <summary>A setting of the walker as an expression, or <see langword="null"/> where it is left out.</summary>
    public string? Expression(string name) => Setting(name) is { Kind: TypedConstantKind.Enum } constant ? Literals.Flags(constant) : null;

    private TypedConstant? Setting(string name) => Setting(Owner(name), name) ?? Setting(_inherited, name);

    private AttributeData? Owner(string name) => Walker is not null && OfRecord.Contains(name) ? _inherited : _own;

    private object? Value(string name) => Setting(name) is { Kind: not TypedConstantKind.Array } constant ? constant.Value : null;

    private string? Text(string name) => Value(name) as string;

    private ImmutableArray<string> Texts(string name) => Setting(name) is { Kind: TypedConstantKind.Array, IsNull: false } constant
        ? constant.Values.Select(static value => value.Value as string ?? string.Empty).ToImmutableArray()
        : [];

    private int? FirstSet(string name, AttributeData? defaults)
        => new[] { Owner(name), _inherited, defaults }.Select(attribute => attribute.Named(name, 0)).FirstOrDefault(static value => value != 0);

    private static TypedConstant? Setting(AttributeData? attribute, string name)
    {
        if (attribute is not null)
        {
            foreach (var argument in attribute.NamedArguments)
            {
                if (argument.Key == name)
                {
                    return argument.Value;
                }
            }
        }

        return null;
    }
}
