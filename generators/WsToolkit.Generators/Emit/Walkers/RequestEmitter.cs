using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Emit.Walkers;

/// <summary>Prints the record that a walker's callers fill in.</summary>
internal static class RequestEmitter
{
    public static void Write(SourceWriter writer, WalkerModel walker, string accessibility)
    {
        writer.Line($"/// <summary>What callers of <see cref=\"{walker.DocumentationId}\"/> send. A member that is <see langword=\"null\"/> by default is left out then.</summary>");
        ClientEmitter.WriteObsolete(writer, walker.Obsolete);
        writer.Line(Spelled.GeneratedCode);
        using (writer.Block($"{accessibility} sealed record {walker.BaseName}{WalkerNames.RequestSuffix}"))
        {
            foreach (var member in walker.Members)
            {
                writer.Gap();
                ClientEmitter.WriteDocumentation(writer, member.Documentation);
                ClientEmitter.WriteObsolete(writer, member.Obsolete);
                var required = member.IsRequired ? "required " : string.Empty;
                writer.Line($"public {required}{member.RequestType} {member.RequestName} {{ get; init; }}");
            }
        }
    }
}
