using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Recognizes records whose constructor does nothing but set the compiler's own property of each parameter, and that run no other code
/// while they are read. Setting the properties afterwards makes the same object.
/// </summary>
internal static class PositionalRecords
{
    // The values of JsonIgnoreCondition that leave reading alone.
    private const int IgnoreNever = 0;
    private const int IgnoreWhenWritingDefault = 2;
    private const int IgnoreWhenWritingNull = 3;
    private const int IgnoreWhenWriting = 4;

    /// <summary>Whether an object that the constructor makes of default values, and whose properties are set then, is the same.</summary>
    public static bool CanBeSet(INamedTypeSymbol type, IMethodSymbol constructor, Compilation compilation)
        => constructor.Parameters.Length > 0
        && !JsonConstructorParser.CanBeMistaken(constructor)
        && !type.AllInterfaces.Any(static implemented => JsonAttributes.Is(implemented, JsonNames.Platform.OnDeserializing))
        && !JsonAttributes.Has(type, JsonNames.Attributes.ObjectCreationHandling)
        && JsonObjectParser.Hierarchy(type).All(static level => JsonAccessors.CanReach(level) && RunsNoCode(level))
        && HasMemberForEach(type, constructor)
        && OnlySets(type, constructor, compilation);

    // A setter can see what has been set before; the serializer has set all parameters by then. A finalizer sees what was refused.
    private static bool RunsNoCode(INamedTypeSymbol level) => level.GetMembers().All(static member => member switch
    {
        IPropertySymbol { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true } property
            => IsAutomatic(property) || (property.SetMethod is null && !JsonAttributes.Has(property, JsonNames.Attributes.ExtensionData)),
        IMethodSymbol method => method.MethodKind != MethodKind.Destructor,
        _ => true,
    });

    /// <summary>Whether a property is the compiler's own for a parameter, or one without code that nobody can override.</summary>
    private static bool IsAutomatic(IPropertySymbol property)
        => property is { IsVirtual: false, IsOverride: false, IsAbstract: false, IsExtern: false }
        && property.DeclaringSyntaxReferences is [var reference]
        && reference.GetSyntax() switch
        {
            ParameterSyntax => true,
            PropertyDeclarationSyntax { AccessorList: { } list, Modifiers: var modifiers } => !modifiers.Any(SyntaxKind.PartialKeyword)
                && list.Accessors.All(static accessor => accessor is { Body: null, ExpressionBody: null }),
            _ => false,
        };

    /// <summary>Whether every parameter has one member, which is read from JSON, and no other can be meant by its name.</summary>
    private static bool HasMemberForEach(INamedTypeSymbol type, IMethodSymbol constructor)
    {
        var members = JsonObjectParser.Hierarchy(type).SelectMany(static level => level.GetMembers()).Where(static member => member
            is IPropertySymbol { IsStatic: false, IsIndexer: false, ExplicitInterfaceImplementations.IsEmpty: true }
            or IFieldSymbol { IsStatic: false, AssociatedSymbol: null }).ToArray();
        return !members.Any(static member => JsonAttributes.Has(member, JsonNames.Attributes.ObjectCreationHandling))
            && constructor.Parameters.All(parameter => members
                .Where(member => string.Equals(member.Name, parameter.Name, StringComparison.OrdinalIgnoreCase))
                .ToArray() is [IPropertySymbol property] && property.Name == parameter.Name && IsRead(property));
    }

    private static bool IsRead(IPropertySymbol property)
        => !JsonAttributes.Has(property, JsonNames.Attributes.ExtensionData)
        && JsonAttributes.Find(property, JsonNames.Attributes.Ignore) is var ignore
        && (ignore is null || ignore.NamedArguments.Any(static argument => argument is
        {
            Key: "Condition",
            Value.Value: IgnoreNever or IgnoreWhenWritingDefault or IgnoreWhenWritingNull or IgnoreWhenWriting,
        }));

    private static bool OnlySets(INamedTypeSymbol type, IMethodSymbol constructor, Compilation compilation)
    {
        if (Declaration(type, constructor, compilation) is not { } declaration || !HasPlainInitializers(type, compilation))
        {
            return false;
        }

        var arguments = (declaration.BaseList?.Types.FirstOrDefault() as PrimaryConstructorBaseTypeSyntax)?.ArgumentList.Arguments ?? default;
        var values = new PlainValues(compilation);
        return HasHarmlessBase(type, compilation)
            && arguments.All(argument
                => constructor.Parameters.Any(parameter => Names(argument, parameter)) || values.IsConstant(argument.Expression))
            && constructor.Parameters.All(parameter => IsSet(parameter, type, arguments));
    }

    // The base type's constructor may see what the derived one has set before. So it has to be one that only sets, or none in source.
    private static bool HasHarmlessBase(INamedTypeSymbol type, Compilation compilation)
    {
        if (type.BaseType is not { SpecialType: not (SpecialType.System_Object or SpecialType.System_ValueType) } parent)
        {
            return true;
        }

        return Constructors(parent) switch
        {
            [] => IsInSource(parent, compilation) && HasPlainInitializers(parent, compilation) && HasHarmlessBase(parent, compilation),
            [var only] => OnlySets(parent, only, compilation),
            _ => false,
        };
    }

    private static bool IsSet(IParameterSymbol parameter, INamedTypeSymbol type, SeparatedSyntaxList<ArgumentSyntax> arguments)
    {
        var used = arguments.Where(argument => Names(argument, parameter)).ToArray();
        if (parameter.RefKind == RefKind.None && type.GetMembers(parameter.Name) is [IPropertySymbol { IsOverride: false } property])
        {
            return used.Length == 0 && property.DeclaringSyntaxReferences.All(static reference => reference.GetSyntax() is ParameterSyntax);
        }

        // Handed on to the parameter of the same name, whose property is inherited.
        return parameter.RefKind == RefKind.None
            && used is [var one]
            && Constructors(type.BaseType!) is [{ Parameters: var handed }]
            && handed.FirstOrDefault(candidate => candidate.Name == parameter.Name) is { IsParams: false } target
            && SymbolEqualityComparer.Default.Equals(target.Type, parameter.Type)
            && (one.NameColon is { } name ? name.Name.Identifier.ValueText == target.Name : arguments.IndexOf(one) == target.Ordinal);
    }

    /// <summary>The constructors that are written down, without those that the compiler adds.</summary>
    private static IMethodSymbol[] Constructors(INamedTypeSymbol type)
        => [.. type.InstanceConstructors.Where(static constructor => !constructor.IsImplicitlyDeclared)];

    /// <summary>The declaration with the parameters, when the constructor is a record's primary one.</summary>
    private static RecordDeclarationSyntax? Declaration(INamedTypeSymbol type, IMethodSymbol constructor, Compilation compilation)
        => type.IsRecord && IsInSource(type, compilation) && constructor.DeclaringSyntaxReferences is [var reference]
            ? reference.GetSyntax() as RecordDeclarationSyntax
            : null;

    private static bool IsInSource(INamedTypeSymbol type, Compilation compilation)
        => SymbolEqualityComparer.Default.Equals(type.ContainingAssembly, compilation.Assembly);

    // They run before anything is read, and for what is refused, too.
    private static bool HasPlainInitializers(INamedTypeSymbol type, Compilation compilation)
    {
        var values = new PlainValues(compilation);
        return type.DeclaringSyntaxReferences
            .SelectMany(static reference => (reference.GetSyntax() as TypeDeclarationSyntax)?.Members ?? default)
            .Where(static member => !member.Modifiers.Any(SyntaxKind.StaticKeyword))
            .SelectMany(static member => member switch
            {
                PropertyDeclarationSyntax { Initializer: { } initializer } => [initializer],
                BaseFieldDeclarationSyntax field => field.Declaration.Variables.Select(static variable => variable.Initializer),
                _ => [],
            })
            .All(initializer => initializer is null || values.IsPlain(initializer.Value));
    }

    private static bool Names(ArgumentSyntax argument, IParameterSymbol parameter)
        => argument.Expression is IdentifierNameSyntax name && name.Identifier.ValueText == parameter.Name;
}
