using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing.Edits;

/// <summary>Recognises projects whose references mention types of the project itself: files can be reached through those without a name.</summary>
internal static class BackReferences
{
    public static bool AreIn(Compilation compilation) => compilation.References
        .Select(compilation.GetAssemblyOrModuleSymbol)
        .Any(symbol => symbol switch
        {
            IAssemblySymbol assembly => assembly.Modules.Any(module => Mentions(module, compilation)),
            IModuleSymbol => true,
            _ => false,
        });

    private static bool Mentions(IModuleSymbol module, Compilation compilation)
        => module.ReferencedAssemblies.Any(identity => string.Equals(identity.Name, compilation.AssemblyName, StringComparison.OrdinalIgnoreCase));
}
