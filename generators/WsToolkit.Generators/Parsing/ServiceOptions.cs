using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>The ends of a contract; the values are those of the attribute's enum.</summary>
[Flags]
internal enum Ends
{
    Client = 1,
    Server = 2,
    Both = Client | Server,
}

/// <summary>How the values of enumerations become JSON; the values are those of the attribute's enum.</summary>
internal enum EnumFormat
{
    Default = 0,
    Strings = 1,
    Numbers = 2,
}

/// <summary>What <c>[WsService]</c> and the assembly's defaults say about a type.</summary>
internal sealed class ServiceOptions
{
    private ServiceOptions(INamedTypeSymbol type, AttributeData? attribute)
    {
        Attribute = attribute;
        Name = attribute.Positional(0) as string is { Length: > 0 } name ? name : type.Name;
        Contract = attribute.Positional(0) as INamedTypeSymbol;
        Prefix = attribute.Named<string?>("Prefix", null);
        Callback = attribute.Named<INamedTypeSymbol?>("Callback", null);
        Ordered = attribute.Named("Ordered", false);
        Ends = (Ends)attribute.Named("Ends", (int)Ends.Both) & Ends.Both;
        Naming = (Naming)attribute.Named("Naming", 0);
        if (Naming is < Naming.CamelCase or > Naming.AsIs)
        {
            Naming = (Naming)type.ContainingAssembly.FindAttribute(KnownNames.Attributes.ContractDefaults).Named("Naming", 0);
        }

        if (Naming is < Naming.CamelCase or > Naming.AsIs)
        {
            Naming = Naming.CamelCase;
        }

        Enums = (EnumFormat)attribute.Named("Enums", 0);
        if (Enums is < EnumFormat.Strings or > EnumFormat.Numbers)
        {
            Enums = (EnumFormat)type.ContainingAssembly.FindAttribute(KnownNames.Attributes.ContractDefaults).Named("Enums", 0);
        }
    }

    public AttributeData? Attribute { get; }

    public string Name { get; }

    /// <summary>The contract interface that the class only implements, if it does.</summary>
    public INamedTypeSymbol? Contract { get; }

    public string? Prefix { get; }

    public INamedTypeSymbol? Callback { get; }

    public bool Ordered { get; }

    public Ends Ends { get; }

    /// <summary>Never <see cref="Naming.Default"/>.</summary>
    public Naming Naming { get; }

    public EnumFormat Enums { get; }

    public static ServiceOptions Of(INamedTypeSymbol type) => new(type, type.FindAttribute(KnownNames.Attributes.Service));
}
