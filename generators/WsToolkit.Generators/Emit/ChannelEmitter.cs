using System.Globalization;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints what a contract's description and its client say of a channel.</summary>
internal static class ChannelEmitter
{
    /// <summary>The channel's description and what makes its names.</summary>
    /// <param name="writer">The writer.</param>
    /// <param name="channel">The channel.</param>
    /// <param name="isShown">Whether other assemblies need it.</param>
    public static void WriteDescription(SourceWriter writer, ChannelModel channel, bool isShown)
    {
        var access = isShown ? "public" : "internal";
        var settings = Settings(channel);
        var parameters = string.Join(", ", channel.TemplateOrder.Select(index => Parameter(channel.Parameters[index])));
        var arguments = $"new({channel.Scope}, {Literals.Text(channel.Template)}, {Literals.Text(channel.MemberName)}, [{parameters}])";
        writer.Gap();
        WriteSummary(writer, isShown, $"Describes <c>{Xml(channel.MemberName)}</c>.");
        writer.Line($"{access} static readonly {Spelled.ChannelDefinition}<{channel.MessageType}> {channel.Id} =");
        using (writer.Indent())
        {
            if (settings.Count == 0)
            {
                writer.Line(arguments + ";");
            }
            else
            {
                writer.Line(arguments);
                using (writer.Block(closing: "};"))
                {
                    settings.ForEach(setting => writer.Line(setting + ","));
                }
            }
        }

        writer.Line();
        WriteSummary(writer, isShown, $"Makes a name for <c>{Xml(channel.MemberName)}</c>.");
        if (isShown)
        {
            foreach (var parameter in channel.Parameters)
            {
                writer.Line($"/// <param name=\"{parameter.TemplateName}\">The channel's <c>{parameter.TemplateName}</c>.</param>");
            }

            writer.Line("/// <returns>The name.</returns>");
        }

        var parts = string.Join(" + ", channel.NameParts.Select(part =>
            part.Literal is { } literal ? Literals.Text(literal) : Format(channel.Parameters[part.Parameter])));
        writer.Line($"{access} static string {channel.Id}Name({Parameters(channel, withDefaults: false)}) => {parts};");
    }

    /// <summary>The channel as the client's interface declares it, without its end.</summary>
    public static string Signature(ChannelModel channel) => $"{Type(channel)} {channel.Name}{ParameterList(channel, withDefaults: true)}";

    public static void WriteClientMember(SourceWriter writer, ChannelModel channel, string contract)
    {
        var heading = channel.ExplicitInterface is { } declaring
            ? $"{Type(channel)} {declaring}.{channel.Name}{ParameterList(channel, withDefaults: false)}"
            : $"public {Signature(channel)}";
        var isHidden = channel.Parameters.Any(static parameter => parameter.TemplateName is "Connection" or "_payloads");
        var self = isHidden ? "this." : string.Empty;
        writer.Line(heading);
        using (writer.Indent())
        {
            writer.Line($"=> {Spelled.ClientChannels}.Open({self}Connection, {self}_payloads.{channel.PayloadField}, {Name(channel, contract)});");
        }
    }

    /// <summary>The type of the channel itself.</summary>
    public static string Type(ChannelModel channel) => $"{Spelled.Channel}<{channel.MessageType}>";

    /// <summary>The call that makes a channel's name out of its member's arguments.</summary>
    public static string Name(ChannelModel channel, string contract)
        => $"{contract}.{channel.Id}Name({string.Join(", ", channel.Parameters.Select(static parameter => parameter.Name))})";

    public static string Parameters(ChannelModel channel, bool withDefaults) => string.Join(", ", channel.Parameters.Select(parameter =>
        $"{parameter.Type} {parameter.Name}{(withDefaults && parameter.Default is { } value ? $" = {value}" : string.Empty)}"));

    /// <summary>Reads a value out of a channel's name.</summary>
    public static string Read(HookArgumentModel argument, string text) => argument.Parameter switch
    {
        ChannelParameterKind.Name => text,
        ChannelParameterKind.Text => $"{Spelled.ChannelText}.ToText({text})",
        ChannelParameterKind.Guid => $"{Spelled.ChannelText}.ToGuid({text})",
        ChannelParameterKind.Integer => $"{Spelled.ChannelText}.ToInteger<{argument.Type}>({text})",
        _ => $"{Spelled.ChannelText}.ToEnum<{argument.Type}>({text})",
    };

    private static string ParameterList(ChannelModel channel, bool withDefaults)
        => channel.IsProperty ? string.Empty : $"({Parameters(channel, withDefaults)})";

    private static List<string> Settings(ChannelModel channel)
    {
        var settings = new List<string>();
        if (channel.SlowConsumer is { } policy)
        {
            settings.Add($"SlowConsumer = {Spelled.SlowConsumer}.{policy}");
        }

        if (channel.QueueLength is { } length)
        {
            settings.Add($"QueueLength = {length.ToString(CultureInfo.InvariantCulture)}");
        }

        if (channel.ClientsMayPublish)
        {
            settings.Add("ClientsMayPublish = true");
        }

        if (channel.RequiresAuthorization)
        {
            settings.Add("RequiresAuthorization = true");
        }

        if (channel.Metadata.Count > 0)
        {
            settings.Add($"Metadata = [{string.Join(", ", channel.Metadata)}]");
        }

        if (channel.Key is { } key)
        {
            settings.Add($"Key = static message => {Spelled.ChannelNames}.Key({key})");
        }

        if (channel.Events.Count > 0)
        {
            var events = channel.Events.Select(one =>
                $"new {Spelled.ChannelEvent}<{channel.MessageType}, {one.Type}>({Literals.Text(one.Name)})");
            settings.Add($"Events = [{string.Join(", ", events)}]");
        }

        return settings;
    }

    private static string Parameter(ChannelParameterModel parameter)
    {
        var check = parameter.Kind switch
        {
            ChannelParameterKind.Name => $"{Spelled.ChannelNames}.IsAny",
            ChannelParameterKind.Text => $"{Spelled.ChannelText}.IsString",
            ChannelParameterKind.Guid => $"{Spelled.ChannelText}.IsGuid",
            ChannelParameterKind.Integer => $"{Spelled.ChannelText}.IsInteger<{parameter.Type}>",
            _ => $"{Spelled.ChannelText}.IsEnum<{parameter.Type}>",
        };
        return $"new({Literals.Text(parameter.TemplateName)}, {check})";
    }

    private static string Format(ChannelParameterModel parameter) => parameter.Kind switch
    {
        ChannelParameterKind.Name => $"{Spelled.ChannelNames}.Any({parameter.Name})",
        ChannelParameterKind.Text or ChannelParameterKind.Guid => $"{Spelled.ChannelText}.Format({parameter.Name})",
        ChannelParameterKind.Integer => $"{Spelled.ChannelText}.FormatInteger({parameter.Name})",
        _ => $"{Spelled.ChannelText}.FormatEnum({parameter.Name})",
    };

    private static void WriteSummary(SourceWriter writer, bool isShown, string text)
    {
        if (isShown)
        {
            writer.Line($"/// <summary>{text}</summary>");
        }
    }

    private static string Xml(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
