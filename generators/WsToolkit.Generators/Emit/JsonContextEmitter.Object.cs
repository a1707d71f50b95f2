using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <content>Prints the types with members.</content>
internal static partial class JsonContextEmitter
{
    public static void EmitObjects(SourceProductionContext output, EquatableArray<JsonObjectModel> models)
    {
        foreach (var model in models)
        {
            output.AddSource($"{KnownNames.JsonContext}.{model.Id}.g.cs", Object(model).ToSourceText());
        }
    }

    /// <summary>The file of a type with members.</summary>
    public static SourceWriter Object(JsonObjectModel model)
    {
        var writer = Header(model.Namespace, model.ExperimentalIds);
        if (model.AccessHolders.Count > 0)
        {
            Alias(writer, "Accessor", JsonNames.Platform.UnsafeAccessor);
            Alias(writer, "AccessorKind", JsonNames.Platform.UnsafeAccessorKind);
        }

        Alias(writer, "Json", JsonNames.Types.Metadata);
        Alias(writer, "JsonSerializerOptions", JsonNames.Platform.SerializerOptions);
        Alias(writer, "JsonTypeInfo", JsonNames.Platform.TypeInfo);
        writer.Line($"using {JsonObjectModel.Self} = {model.Type};");
        if (model.Members.Any(static member => member.Traits.Count > 0))
        {
            Alias(writer, "Traits", JsonNames.Types.MemberTraits);
        }

        writer.Line();
        using (writer.Block($"partial class {KnownNames.JsonContext}"))
        {
            var signature = $"private static JsonTypeInfo {model.Id}Info(JsonSerializerOptions options)";
            var kind = model.Constructor is { SetsParameters: true } ? "Positional" : "Object";
            writer.Line($"{signature} => Json.{kind}<{JsonObjectModel.Self}>(");
            using (writer.Indent())
            {
                writer.Line("options,");
                Constructor(writer, model);
                Members(writer, model);
                for (var i = 0; i < model.Settings.Count; i++)
                {
                    writer.Line(model.Settings[i] + (i + 1 < model.Settings.Count ? "," : ");"));
                }
            }

            foreach (var holder in model.AccessHolders)
            {
                writer.Line();
                AccessHolder(writer, model, holder);
            }
        }

        return writer;
    }

    private static void Constructor(SourceWriter writer, JsonObjectModel model)
    {
        if (model.Constructor is not { } constructor)
        {
            writer.Line("null,");
            return;
        }

        var parameters = constructor.Parameters;
        var call = constructor.AccessHolder is { } holder ? $"{model.Id}{holder}.New" : constructor.Expression;
        if (parameters.Count == 0)
        {
            writer.Line($"static () => {call}{(constructor.AccessHolder is null ? "" : "()")},");
            return;
        }

        if (constructor.SetsParameters)
        {
            writer.Line($"static () => {call}({string.Join(", ", parameters.Select(Default))}),");
            return;
        }

        var arguments = parameters.Select(static (parameter, index) => $"({parameter.Type})args[{index}]");
        writer.Line($"static args => {call}({string.Join(", ", arguments)}),");
        writer.Line("static () =>");
        writer.Line("[");
        using (writer.Indent())
        {
            for (var i = 0; i < parameters.Count; i++)
            {
                var parameter = parameters[i];
                var acceptsNull = parameter.AcceptsNull ? "true" : "false";
                var rest = parameter.Default is { } value ? $", {acceptsNull}, {value}" : parameter.AcceptsNull ? ", true" : "";
                writer.Line($"Json.Parameter<{parameter.Type}>({i}, {Literals.Text(parameter.Name)}{rest}),");
            }
        }

        writer.Line("],");
    }

    // Of the parameter's very type, so that no other constructor can be meant.
    private static string Default(JsonParameterModel parameter) => (parameter.Type, parameter.Default) switch
    {
        (_, null or "null" or "default") => $"default({parameter.Type})",
        ("string" or "char" or "bool" or "int" or "uint" or "long" or "ulong" or "float" or "double" or "decimal", { } literal) => literal,
        (var type, { } value) when value.StartsWith(type + ".", StringComparison.Ordinal)
            || value.StartsWith($"({type})", StringComparison.Ordinal) => value,
        (var type, ['-', ..] negative) => $"({type})({negative})",
        (var type, { } other) => $"({type}){other}",
    };

    private static void Members(SourceWriter writer, JsonObjectModel model)
    {
        var end = model.Settings.Count == 0 ? ");" : ",";
        if (model.Members.Count == 0)
        {
            writer.Line("static options => []" + end);
            return;
        }

        writer.Line("static options =>");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var member in model.Members)
            {
                writer.Line(Member(model, member) + ",");
            }
        }

        writer.Line("]" + end);
    }

    private static string Member(JsonObjectModel model, JsonMemberModel member)
    {
        var declaring = member.DeclaringType == model.Type ? JsonObjectModel.Self : member.DeclaringType;
        var traits = member.Traits.Count == 0 ? "" : ", " + string.Join(" | ", member.Traits.Select(static trait => "Traits." + trait));
        var settings = string.Concat(member.Settings.Select(static setting => ", " + setting));
        var common = $"options, typeof({declaring}), {Literals.Text(member.Name)}";
        if (member.IsIgnored)
        {
            return $"Json.Ignored<{member.Type}>({common}{traits}{settings})";
        }

        var name = Literals.Identifier(member.Name);
        var holder = $"{model.Id}{member.AccessHolder}";
        var target = member.IsInValueType ? $"Json.Unbox<{declaring}>(x)" : $"({declaring})x";
        var reference = member.IsInValueType ? "ref " + target : target;
        var place = member.IsInValueType ? $"{target}.{name}" : $"({target}).{name}";
        var get = member.Get switch
        {
            JsonAccess.None => "null",
            JsonAccess.Direct => $"static x => (({declaring})x).{name}",
            JsonAccess.Method => $"static x => {holder}.Get{member.AccessName}({reference})",
            _ => $"static x => {holder}.Field{member.AccessName}({reference})",
        };
        var set = member.Set switch
        {
            JsonAccess.None => "null",
            JsonAccess.Constructor => "Json.Bound",
            JsonAccess.Direct => $"static (x, v) => {place} = v",
            JsonAccess.Method => $"static (x, v) => {holder}.Set{member.AccessName}({reference}, v)",
            _ => $"static (x, v) => {holder}.Field{member.AccessName}({reference}) = v",
        };
        return $"Json.Member<{member.Type}>({common}, {get}, {set}{traits}{settings})";
    }

    private static void AccessHolder(SourceWriter writer, JsonObjectModel model, JsonAccessHolderModel holder)
    {
        writer.Line($"private static class {model.Id}{holder.Name}");
        using (writer.Indent())
        {
            foreach (var constraint in holder.Constraints)
            {
                writer.Line(constraint);
            }
        }

        using (writer.Block())
        {
            for (var i = 0; i < holder.Accessors.Count; i++)
            {
                var accessor = holder.Accessors[i];
                var target = accessor.Target.Length == 0 ? "" : $", Name = {Literals.Text(accessor.Target)}";
                writer.Line($"[Accessor(AccessorKind.{accessor.Kind}{target})]");
                writer.Line($"public static extern {accessor.Signature};");
                if (i + 1 < holder.Accessors.Count)
                {
                    writer.Line();
                }
            }
        }
    }
}
