using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Recognises arguments of attributes that the compiler has filled in from where the attribute stands: the line, the file, the member, the
/// text of another argument. Repeated elsewhere they would be of no use, and they change when nothing is edited but lines and white space.
/// </summary>
internal static class CallerInfo
{
    private static readonly string[] Kinds =
    [
        KnownNames.Platform.CallerLineNumber, KnownNames.Platform.CallerFilePath, KnownNames.Platform.CallerMemberName,
        KnownNames.Platform.CallerArgumentExpression,
    ];

    /// <summary>
    /// Whether nobody wrote an argument of the constructor. Of attributes in referenced assemblies that is not known, but they do not change.
    /// </summary>
    public static bool IsFilledIn(AttributeData attribute, int index)
        => attribute.AttributeConstructor is { } constructor
            && index < constructor.Parameters.Length
            && constructor.Parameters[index] is { HasExplicitDefaultValue: true } parameter
            && Kinds.Any(kind => parameter.FindAttribute(kind) is not null)
            && attribute.ApplicationSyntaxReference?.GetSyntax() is AttributeSyntax syntax
            && !IsWritten(syntax, parameter);

    private static bool IsWritten(AttributeSyntax syntax, IParameterSymbol parameter)
    {
        var written = syntax.ArgumentList?.Arguments.Where(static argument => argument.NameEquals is null).ToList() ?? [];
        return (written.Count > parameter.Ordinal && written[parameter.Ordinal].NameColon is null)
            || written.Any(argument => argument.NameColon?.Name.Identifier.ValueText == parameter.Name);
    }
}
