using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing;

/// <summary>Spells constants as C# source, the same on every machine.</summary>
internal static class Literals
{
    private static readonly SymbolDisplayFormat TypeFormat = SymbolDisplayFormat.FullyQualifiedFormat;

    private const string DateTimeType = "global::System.DateTime";

    /// <summary>A text with its quotes.</summary>
    public static string Text(string value) => SymbolDisplay.FormatLiteral(value, quote: true);

    /// <summary>The default value of an optional parameter.</summary>
    public static string DefaultOf(IParameterSymbol parameter) => Constant(parameter.ExplicitDefaultValue, parameter.Type);

    /// <summary>A constant of a type; <see langword="null"/> stands for the type's default value too.</summary>
    public static string Constant(object? value, ITypeSymbol type)
    {
        if (value is null)
        {
            return type.IsReferenceType || IsNullable(type) ? "null" : "default";
        }

        var target = IsNullable(type) ? ((INamedTypeSymbol)type).TypeArguments[0] : type;
        return target.TypeKind == TypeKind.Enum ? EnumValue(value, (INamedTypeSymbol)target) : Primitive(value);
    }

    /// <summary>A constant of a built-in type.</summary>
    public static string Primitive(object value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text => Text(text),
        char character => SymbolDisplay.FormatLiteral(character, quote: true),
        float number => Float(number),
        double number => Double(number),
        decimal number => number.ToString(CultureInfo.InvariantCulture) + "m",
        uint number => number.ToString(CultureInfo.InvariantCulture) + "U",
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        ulong number => number.ToString(CultureInfo.InvariantCulture) + "UL",
        DateTime { Ticks: 0 } => "default",
        DateTime moment => $"new {DateTimeType}({moment.Ticks.ToString(CultureInfo.InvariantCulture)}L)",
        IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
        _ => "default",
    };

    /// <summary>A value of an enumeration of flags, as the names of its flags where it has them.</summary>
    public static string Flags(TypedConstant constant)
    {
        var type = (INamedTypeSymbol)constant.Type!;
        var whole = Constant(constant.Value, type);
        if (!whole.StartsWith("(", StringComparison.Ordinal) || constant.Value is not int value)
        {
            return whole;
        }

        var flags = type.GetMembers().OfType<IFieldSymbol>()
            .Where(field => field is { HasConstantValue: true, ConstantValue: int flag } && flag != 0 && (value & flag) == flag)
            .ToList();
        return flags.Aggregate(0, static (all, field) => all | (int)field.ConstantValue!) == value
            ? string.Join(" | ", flags.Select(field => Constant(field.ConstantValue, type)))
            : whole;
    }

    private static string EnumValue(object value, INamedTypeSymbol type)
    {
        var name = type.ToDisplayString(TypeFormat);
        foreach (var member in type.GetMembers())
        {
            if (member is IFieldSymbol { HasConstantValue: true } field && Equals(field.ConstantValue, value) && field.GetAttributes().IsEmpty)
            {
                return name + "." + Identifier(field.Name);
            }
        }

        return $"({name})({Primitive(value)})";
    }

    /// <summary>A name as it is spelled in source. <c>await</c> is a keyword in asynchronous methods, as most generated ones are.</summary>
    public static string Identifier(string name)
        => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None && name != "await" ? name : "@" + name;

    /// <summary>The name of a type as it is spelled where it is declared, where <c>record</c>, <c>file</c> and others are not allowed.</summary>
    public static string DeclaredType(string name)
        => SyntaxFacts.GetContextualKeywordKind(name) == SyntaxKind.None ? Identifier(name) : "@" + name;

    private static string Float(float number)
    {
        if (float.IsNaN(number))
        {
            return "float.NaN";
        }

        return float.IsInfinity(number)
            ? number > 0 ? "float.PositiveInfinity" : "float.NegativeInfinity"
            : Signed(number.ToString("R", CultureInfo.InvariantCulture), number == 0 && 1 / number < 0) + "f";
    }

    private static string Double(double number)
    {
        if (double.IsNaN(number))
        {
            return "double.NaN";
        }

        return double.IsInfinity(number)
            ? number > 0 ? "double.PositiveInfinity" : "double.NegativeInfinity"
            : Signed(number.ToString("R", CultureInfo.InvariantCulture), number == 0 && 1 / number < 0) + "d";
    }

    // Older runtimes drop the sign of a negative zero.
    private static string Signed(string digits, bool negativeZero) => negativeZero && digits[0] != '-' ? "-" + digits : digits;

    private static bool IsNullable(ITypeSymbol type) => type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T;
}
