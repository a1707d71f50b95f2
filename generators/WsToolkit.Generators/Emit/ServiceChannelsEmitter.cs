using System.Globalization;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the part of a service class that has its channel members, and how its hooks are run.</summary>
internal static class ServiceChannelsEmitter
{
    private const string Field = "__wsChannels";

    public static void Write(SourceWriter writer, ServiceModel service)
    {
        var channels = service.ServiceChannels;
        using (writer.Block(service.Declaration + (channels.IsAttached ? $" : {Spelled.ChannelService}" : string.Empty)))
        {
            if (channels.IsAttached)
            {
                writer.Line($"private {Spelled.ChannelSource}? {Field};");
                writer.Line();
                writer.Line($"void {Spelled.ChannelService}.Attach({Spelled.ChannelSource} channels) => {Field} = channels;");
            }

            foreach (var body in channels.Bodies)
            {
                WriteBody(writer.Gap(), body, channels.Publisher);
            }

            if (channels.Hooks.Count > 0)
            {
                WriteHooks(writer.Gap(), service);
            }
        }
    }

    private static void WriteBody(SourceWriter writer, ChannelBodyModel body, string publisher)
    {
        var expression = body.Definition is { } opening
            ? $"{Spelled.ChannelSource}.Open({Field}, {opening.Definition}, {opening.Name}, {Literals.Text(publisher)})"
            : $"throw new {Spelled.NotSupported}({Literals.Text(body.Message)})";
        if (body.IsDocumented)
        {
            writer.Line("/// <inheritdoc/>");
        }

        writer.Line(body.Heading);
        if (body.Accessors.Count > 0 && body.Accessors is not ["get"])
        {
            using (writer.Block())
            {
                foreach (var accessor in body.Accessors)
                {
                    writer.Line($"{accessor} => {expression};");
                }
            }

            return;
        }

        using (writer.Indent())
        {
            foreach (var constraint in body.Constraints)
            {
                writer.Line(constraint);
            }

            writer.Line($"=> {expression};");
        }
    }

    private static void WriteHooks(SourceWriter writer, ServiceModel service)
    {
        writer.Line($"static {Spelled.ChannelHooksList} {Spelled.ServiceFactory}<{service.Name}>.ChannelHooks {{ get; }} =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var channel in service.ServiceChannels.Hooks)
            {
                writer.Line($"new {Spelled.ChannelHooks}<{channel.MessageType}>({channel.Definition})");
                using (writer.Block(closing: "},"))
                {
                    foreach (var hook in channel.Hooks)
                    {
                        WriteHook(writer, hook, service, channel.MessageType);
                    }
                }
            }
        }

        writer.Line("];");
    }

    private static void WriteHook(SourceWriter writer, HookModel hook, ServiceModel service, string message)
    {
        var parameters = hook.Kind == HookKind.MayPublish ? "service, context, message" : "service, context";
        var instance = hook.IsStatic ? service.Name : $"(({service.Name})service)";
        var call = $"{instance}.{hook.Name}({string.Join(", ", hook.Arguments.Select(Argument))})";
        var result = hook.Result switch
        {
            HookResultKind.AsIs => call,
            HookResultKind.Wrapped => $"new({call})",
            HookResultKind.One => $"{Spelled.ChannelSnapshot}.One<{message}>(() => {call})",
            HookResultKind.OneAsync => $"{Spelled.ChannelSnapshot}.OneAsync<{message}>(async () => await {call}.ConfigureAwait(false))",
            HookResultKind.Many => $"{Spelled.ChannelSnapshot}.Many<{message}>(() => {call})",
            HookResultKind.ManyAsync => $"{Spelled.ChannelSnapshot}.ManyAsync<{message}>(async () => await {call}.ConfigureAwait(false))",
            _ => null,
        };
        if (result is not null)
        {
            writer.Line($"{hook.Kind} = static ({parameters}) => {result},");
            return;
        }

        writer.Line($"{hook.Kind} = static ({parameters}) =>");
        using (writer.Block(closing: "},"))
        {
            writer.Line($"{call};");
            writer.Line("return default;");
        }
    }

    private static string Argument(HookArgumentModel argument) => argument.Kind switch
    {
        HookArgumentKind.Context => "context",
        HookArgumentKind.Token => "context.CancellationToken",
        HookArgumentKind.Message => "message",
        _ => ChannelEmitter.Read(argument, $"context.Values[{argument.Index.ToString(CultureInfo.InvariantCulture)}]"),
    };
}
