using System.Globalization;
using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Emit.Walkers;

/// <summary>Prints the files of a walker: its description, and what ties it to the annotated type.</summary>
internal static class WalkerEmitter
{
    public static void Emit(SourceProductionContext output, WalkerModel walker, WalkerSpace space)
    {
        if (walker.EmitsServer)
        {
            Add("Walker", writer => WriteWalker(writer, walker, space));
            Add("Runner", writer => RunnerEmitter.Write(writer, walker));
        }

        if (walker.RequestAccessibility is { } accessibility)
        {
            Add("Request", writer => RequestEmitter.Write(writer, walker, accessibility));
        }

        void Add(string part, Action<SourceWriter> write)
            => output.AddSource(
                $"{walker.HintName}.{part}.g.cs",
                GeneratedFile.Print(walker.Namespace, walker.Containers, walker.CustomDiagnostics, write).ToSourceText());
    }

    private static void WriteWalker(SourceWriter writer, WalkerModel walker, WalkerSpace space)
    {
        var contract = $"{Spelled.WalkerOf}<{walker.Name}>";
        using (writer.Block($"{walker.Declaration} : {contract}"))
        {
            writer.Line($"static {Spelled.WalkerDefinition} {contract}.Definition => {walker.Definition}.Instance;").Line();
            writer.Line($"static {Spelled.WalkerList} {contract}.AssemblyWalkers => {space.List}.All;");
        }

        WriteDefinition(writer.Line(), walker, space);
    }

    private static void WriteDefinition(SourceWriter writer, WalkerModel walker, WalkerSpace space)
    {
        var name = walker.BaseName + WalkerNames.DefinitionSuffix;
        writer.Line(Spelled.GeneratedCode);
        using (writer.Block($"internal sealed class {name} : {Spelled.WalkerDefinition}"))
        {
            WriteParameters(writer, walker);
            writer.Gap();
            writer.Line($"internal static readonly {name} Instance = new();").Line();
            writer.Line($"private {name}() : base({Literals.Text(walker.WireName)}, {Literals.Text(walker.BaseName)})");
            using (writer.Block())
            {
                foreach (var setting in Settings(walker))
                {
                    writer.Line(setting + ";");
                }

                WriteMembers(writer, walker);
            }

            writer.Line();
            writer.Line($"public override {Spelled.JsonTypeInfoResolver} JsonTypeInfoResolver => {space.Context};").Line();
            writer.Line($"public override {Spelled.WalkerRunner} CreateRunner({Spelled.PayloadCodec} codec) => new {walker.BaseName}{WalkerNames.RunnerSuffix}(codec);");
        }
    }

    private static void WriteParameters(SourceWriter writer, WalkerModel walker)
    {
        if (walker.Members.Count == 0)
        {
            return;
        }

        writer.Line($"internal static readonly {Spelled.Parameter}[] Parameters =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var member in walker.Members)
            {
                var required = member.IsRequired ? string.Empty : ", required: false";
                var nullable = member.Type.AcceptsNull ? ", nullable: true" : string.Empty;
                writer.Line($"new({Literals.Text(member.WireName)}{required}{nullable}),");
            }
        }

        writer.Line("];");
    }

    private static void WriteMembers(SourceWriter writer, WalkerModel walker)
    {
        if (walker.Members.Count == 0)
        {
            return;
        }

        writer.Line("Members =");
        writer.Line("[");
        using (writer.Indent())
        {
            for (var i = 0; i < walker.Members.Count; i++)
            {
                var member = walker.Members[i];
                var index = i.ToString(CultureInfo.InvariantCulture);
                writer.Line($"new({Literals.Text(member.Name)}, Parameters[{index}], typeof({member.TypeName})),");
            }
        }

        writer.Line("];");
    }

    private static IEnumerable<string> Settings(WalkerModel walker)
    {
        if (walker.Methods is { } methods)
        {
            yield return $"Methods = {methods}";
        }

        if (walker.Path is { } path)
        {
            yield return $"Path = {Literals.Text(path)}";
        }

        if (walker.Query.Count > 0)
        {
            yield return $"Query = [{string.Join(", ", walker.Query.Select(Literals.Text))}]";
        }

        if (walker.Authentication is { } authentication)
        {
            yield return $"Authentication = {authentication}";
        }

        if (walker.TimeoutMilliseconds > 0)
        {
            yield return $"Timeout = {Spelled.TimeSpan}.FromMilliseconds({walker.TimeoutMilliseconds.ToString(CultureInfo.InvariantCulture)})";
        }

        yield return $"Naming = {Spelled.Naming}.{walker.Naming}";
        if (walker.WritesEnumNumbers)
        {
            yield return $"Enums = {Spelled.EnumFormat}.Numbers";
        }

        if (walker.RequiresAuthorization)
        {
            yield return "RequiresAuthorization = true";
        }

        if (walker.Metadata.Count > 0)
        {
            yield return $"Metadata = [{string.Join(", ", walker.Metadata)}]";
        }

        if (walker.ContextType is { } context)
        {
            yield return $"ContextType = typeof({context})";
        }

        if (walker.ReportTypeName is { } report)
        {
            yield return $"ReportType = typeof({report})";
        }

        if (walker.Summary is { } summary)
        {
            yield return $"Summary = {Literals.Text(summary)}";
        }
    }
}
