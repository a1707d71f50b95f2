using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Emit.Walkers;

/// <summary>Prints the list of the walkers that can be run in an assembly.</summary>
internal static class WalkerListEmitter
{
    public static void Emit(SourceProductionContext output, EquatableArray<string> definitions, WalkerSpace space)
    {
        if (definitions.Count > 0)
        {
            output.AddSource(
                $"{WalkerNames.List}.g.cs",
                GeneratedFile.Print(space.Namespace, [], [], writer => Write(writer, definitions)).ToSourceText());
        }
    }

    private static void Write(SourceWriter writer, EquatableArray<string> definitions)
    {
        writer.Line("/// <summary>The walkers that can be run in this assembly.</summary>");
        writer.Line(Spelled.GeneratedCode);
        using (writer.Block($"internal static class {WalkerNames.List}"))
        {
            writer.Line($"public static {Spelled.WalkerList} All {{ get; }} =");
            writer.Line("[");
            using (writer.Indent())
            {
                foreach (var definition in definitions)
                {
                    writer.Line($"{definition}.Instance,");
                }
            }

            writer.Line("];");
        }
    }
}
