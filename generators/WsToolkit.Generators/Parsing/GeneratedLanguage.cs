using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing;

/// <summary>The version of C# that generated code is written in.</summary>
internal static class GeneratedLanguage
{
    /// <summary>The oldest version that all of it compiles with.</summary>
    public const LanguageVersion Oldest = LanguageVersion.CSharp12;

    /// <summary>Whether a project can compile generated code. One that cannot gets none.</summary>
    public static bool IsUnderstoodBy(Compilation compilation) => compilation is CSharpCompilation { LanguageVersion: >= Oldest };
}
