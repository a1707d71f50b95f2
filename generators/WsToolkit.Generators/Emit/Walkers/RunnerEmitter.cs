using System.Globalization;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Emit.Walkers;

/// <summary>Prints what binds the members of a walker, creates it and runs its entries.</summary>
internal static class RunnerEmitter
{
    public static void Write(SourceWriter writer, WalkerModel walker)
    {
        var name = walker.BaseName + WalkerNames.RunnerSuffix;
        writer.Line(Spelled.GeneratedCode);
        using (writer.Block($"internal sealed class {name} : {Spelled.WalkerRunner}"))
        {
            foreach (var payload in walker.Payloads)
            {
                writer.Line($"private readonly {Spelled.PayloadType}<{payload.Type}> {WalkerNames.Field(payload.Field)};");
            }

            writer.Gap();
            using (writer.Block($"internal {name}({Spelled.PayloadCodec} codec)"))
            {
                foreach (var payload in walker.Payloads)
                {
                    var uses = new[] { payload.IsArgument ? "Read" : null, payload.IsResult ? "Write" : null }.OfType<string>();
                    var use = string.Join(" | ", uses.Select(static one => $"{Spelled.PayloadUse}.{one}"));
                    writer.Line($"{WalkerNames.Field(payload.Field)} = codec.GetPayloadType<{payload.Type}>({use});");
                }
            }

            if (walker.Members.Count > 0)
            {
                WriteBinding(writer.Line(), walker);
            }

            WriteRun(writer.Line(), walker);
            WriteAccessors(writer, walker);
            if (walker.Members.Count > 0)
            {
                WriteStruct(writer.Line(), walker);
            }
        }
    }

    // Binding is synchronous: what was received is only valid until the first await.
    private static void WriteBinding(SourceWriter writer, WalkerModel walker)
    {
        using (writer.Block($"public override {Spelled.ValueTask} RunAsync({Spelled.WalkerRun} run)"))
        {
            writer.Line($"var members = default({walker.StructName});");
            foreach (var member in walker.Members)
            {
                if (member.Default is { } value && value.TrimEnd('!') is not ("null" or "default"))
                {
                    writer.Line($"members.{Name(member)} = {value};");
                }
            }

            writer.Line($"var reader = run.ReadMembers({walker.BaseName}{WalkerNames.DefinitionSuffix}.Parameters);");
            using (writer.Block("while (reader.Next(out var member))"))
            using (writer.Block("switch (member)"))
            {
                for (var i = 0; i < walker.Members.Count; i++)
                {
                    var member = walker.Members[i];
                    writer.Line($"case {i.ToString(CultureInfo.InvariantCulture)}:");
                    using (writer.Indent())
                    {
                        // The reader has refused null where the type does not accept it.
                        var forgiving = member.Type.IsValueType || member.Type.IsAnnotated ? string.Empty : "!";
                        writer.Line($"members.{Name(member)} = reader.Get({WalkerNames.Field(member.Payload)}){forgiving};");
                        if (member.HasFlag)
                        {
                            writer.Line($"members.{member.Flag} = true;");
                        }

                        writer.Line("break;");
                    }
                }
            }

            writer.Line();
            writer.Line("return RunAsync(run, members);");
        }
    }

    private static void WriteRun(SourceWriter writer, WalkerModel walker)
    {
        var heading = walker.Members.Count == 0
            ? $"public override async {Spelled.ValueTask} RunAsync({Spelled.WalkerRun} run)"
            : $"private async {Spelled.ValueTask} RunAsync({Spelled.WalkerRun} run, {walker.StructName} members)";
        using (writer.Block(heading))
        {
            writer.Line("await run.EnterAsync().ConfigureAwait(false);");
            if (walker.UsesServices)
            {
                writer.Line("var services = run.Services;");
            }

            WriteCreation(writer, walker);
            var target = "walker";
            if (walker.HandlerArguments is { } arguments)
            {
                target = "handler";
                writer.Line($"var handler = new {walker.Name}({string.Join(", ", arguments)});");
            }

            writer.Line($"run.Own({target});");
            foreach (var member in walker.Members.Where(static member => member.HasFlag))
            {
                using (writer.Block($"if (members.{member.Flag})"))
                {
                    writer.Line(member.Assignment == MemberAssignment.Setter
                        ? $"walker.{Name(member)} = members.{Name(member)};"
                        : $"Set{member.Name}(walker, members.{Name(member)});");
                }

                writer.Line();
            }

            foreach (var entry in walker.Entries)
            {
                WriteEntry(writer, entry, target, WalkerNames.Field(walker.ReportPayload));
            }

            writer.Line("await run.CompleteAsync().ConfigureAwait(false);");
        }
    }

    private static void WriteCreation(SourceWriter writer, WalkerModel walker)
    {
        var initialized = walker.Members.Where(static member => member.Assignment == MemberAssignment.Initializer).ToList();
        var creation = $"var walker = new {walker.MembersType}({string.Join(", ", walker.CreationArguments)})";
        if (initialized.Count == 0)
        {
            writer.Line(creation + ";");
            return;
        }

        writer.Line(creation);
        using (writer.Block(closing: "};"))
        {
            foreach (var member in initialized)
            {
                writer.Line($"{Name(member)} = members.{Name(member)},");
            }
        }

        writer.Line();
    }

    private static void WriteEntry(SourceWriter writer, EntryModel entry, string target, string payload)
    {
        var call = $"{target}.{entry.Name}({string.Join(", ", entry.Arguments)})";
        var forgiving = entry.Forgives ? "!" : string.Empty;
        switch (entry.Result)
        {
            case EntryResultKind.Void:
                writer.Line($"{call};");
                break;
            case EntryResultKind.Task:
                writer.Line($"await {call}.ConfigureAwait(false);");
                break;
            case EntryResultKind.Report:
                writer.Line($"await run.ReportAsync({call}{forgiving}, {payload}).ConfigureAwait(false);");
                break;
            case EntryResultKind.ReportTask:
                var report = $"await {call}.ConfigureAwait(false)";
                writer.Line($"await run.ReportAsync({(entry.Forgives ? $"({report})!" : report)}, {payload}).ConfigureAwait(false);");
                break;
            default:
                var reports = $"{Spelled.WithCancellation}({call}, run.CancellationToken).ConfigureAwait(false)";
                using (writer.Block($"await foreach (var report in {reports})"))
                {
                    writer.Line($"await run.ReportAsync(report{forgiving}, {payload}).ConfigureAwait(false);");
                }

                writer.Line();
                break;
        }
    }

    private static void WriteAccessors(SourceWriter writer, WalkerModel walker)
    {
        foreach (var member in walker.Members.Where(static member => member.Assignment == MemberAssignment.Accessor))
        {
            writer.Line();
            writer.Line($"[{Spelled.UnsafeAccessor}({Spelled.UnsafeAccessorKind}.Method, Name = {Literals.Text("set_" + member.Name)})]");
            writer.Line($"private static extern void Set{member.Name}({member.DeclaringType} walker, {member.Type.AnnotatedName} value);");
        }
    }

    private static void WriteStruct(SourceWriter writer, WalkerModel walker)
    {
        using (writer.Block($"private struct {walker.StructName}"))
        {
            foreach (var member in walker.Members)
            {
                writer.Line($"internal {member.Type.AnnotatedName} {Name(member)};");
                if (member.HasFlag)
                {
                    writer.Line($"internal bool {member.Flag};");
                }
            }
        }
    }

    private static string Name(WalkerMemberModel member) => Literals.Identifier(member.Name);
}
