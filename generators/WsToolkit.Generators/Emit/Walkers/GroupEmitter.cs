using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Emit.Walkers;

/// <summary>Prints the client of a group of walkers and its interface.</summary>
internal static class GroupEmitter
{
    private const string TokenDocumentation = "Cancels the call, here and at the server where it can be told.";

    public static void Emit(SourceProductionContext output, WalkerGroupModel group, WalkerSpace space)
        => output.AddSource(
            group.HintName,
            GeneratedFile.Print(group.Namespace, [], group.CustomDiagnostics, writer =>
            {
                WriteInterface(writer, group);
                WriteClass(writer.Line(), group, space);
            }).ToSourceText());

    private static void WriteInterface(SourceWriter writer, WalkerGroupModel group)
    {
        writer.Line($"/// <summary>Calls the walkers of <c>{group.Name}</c> and hears of notifications.</summary>");
        writer.Line(Spelled.GeneratedCode);
        using (writer.Block($"{group.Accessibility} partial interface {GeneratedNames.ClientInterface(group.Name)} : {Spelled.AsyncDisposable}"))
        {
            foreach (var one in group.Events)
            {
                writer.Gap();
                writer.Line($"/// <summary>Raised for every notification <c>{Text(one.EventName)}</c>, one after the other. A handler must not block.</summary>");
                writer.Line($"event {Spelled.Action}<{one.Type}>? On{one.Id};");
            }

            foreach (var call in group.Calls)
            {
                WriteCallHead(writer.Gap(), call);
                if (call.ReportType is not null)
                {
                    WriteStreamHead(writer.Line(), call);
                }
            }

            foreach (var one in group.Events)
            {
                writer.Gap();
                writer.Line($"/// <summary>The notifications <c>{Text(one.EventName)}</c> from now on. When too many wait to be taken, the oldest are dropped.</summary>");
                writer.Line("/// <param name=\"cancellationToken\">Ends the enumeration.</param>");
                writer.Line("/// <returns>The notifications; they end with the client.</returns>");
                writer.Line($"{Spelled.AsyncEnumerable}<{one.Type}> {one.Id}EventsAsync({Spelled.CancellationToken} cancellationToken = default);");
            }

            writer.Gap();
            writer.Line("/// <summary>Goes on as another user.</summary>");
            writer.Line("/// <param name=\"token\">The user's token, without <c>Bearer</c>; <see langword=\"null\"/> logs out.</param>");
            writer.Line("/// <param name=\"cancellationToken\">Ends the waiting.</param>");
            writer.Line("/// <returns>What the server says of the connection now; <see langword=\"null\"/> over HTTP.</returns>");
            writer.Line($"{Spelled.Task}<{Spelled.WalkerConnectionInfo}?> ChangeUserAsync(string? token, {Spelled.CancellationToken} cancellationToken = default);");
        }
    }

    private static void WriteClass(SourceWriter writer, WalkerGroupModel group, WalkerSpace space)
    {
        var self = group.Client;
        writer.Line($"/// <summary>Calls the walkers of <c>{group.Name}</c> over a WebSocket or over HTTP. Thread-safe.</summary>");
        writer.Line(Spelled.GeneratedCode);
        using (writer.Block($"{group.Accessibility} sealed partial class {self} : {GeneratedNames.ClientInterface(group.Name)}, {Spelled.WalkerClientOf}<{self}>"))
        {
            foreach (var call in group.Calls)
            {
                WriteOperation(writer, call, self, space.Context);
            }

            writer.Gap();
            writer.Line($"private {self}({Spelled.WalkerClient} client) => Client = client;").Line();
            writer.Line("/// <summary>What this client calls through. Others can share it.</summary>");
            writer.Line($"public {Spelled.WalkerClient} Client {{ get; }}");
            foreach (var one in group.Events)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                using (writer.Block($"public event {Spelled.Action}<{one.Type}>? On{one.Id}"))
                {
                    WriteAccessor("add", "AddHandler");
                    WriteAccessor("remove", "RemoveHandler");
                }

                void WriteAccessor(string accessor, string method)
                {
                    using (writer.Block(accessor))
                    using (writer.Block("if (value is not null)"))
                    {
                        writer.Line($"Client.{method}<{one.Type}>(value);");
                    }
                }
            }

            WriteFactories(writer.Line(), group);
            foreach (var call in group.Calls)
            {
                writer.Line();
                WriteCall(writer, call);
            }

            foreach (var one in group.Events)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                writer.Line($"public {Spelled.AsyncEnumerable}<{one.Type}> {one.Id}EventsAsync({Spelled.CancellationToken} cancellationToken = default)");
                writer.Line($"    => Client.EventsAsync<{one.Type}>(cancellationToken);");
            }

            writer.Line();
            writer.Line("/// <inheritdoc/>");
            writer.Line($"public {Spelled.Task}<{Spelled.WalkerConnectionInfo}?> ChangeUserAsync(string? token, {Spelled.CancellationToken} cancellationToken = default)");
            writer.Line("    => Client.ChangeUserAsync(token, cancellationToken);").Line();
            writer.Line("/// <summary>Closes the connection, where there is one.</summary>");
            writer.Line("/// <returns>A task that completes when it has ended.</returns>");
            writer.Line($"public {Spelled.ValueTask} DisposeAsync() => Client.DisposeAsync();");
        }
    }

    private static void WriteOperation(SourceWriter writer, WalkerCallModel call, string self, string context)
    {
        writer.Gap();
        writer.Line($"private static readonly {Operation(call)} {Field(call)} =");
        using (writer.Indent())
        {
            writer.Line($"new({Literals.Text(call.WireName)}, {Literals.Text($"{self}.{call.Id}Async")}, {context})");
            using (writer.Block(closing: "};"))
            {
                foreach (var setting in call.Settings)
                {
                    writer.Line(setting + ",");
                }
            }
        }
    }

    private static void WriteFactories(SourceWriter writer, WalkerGroupModel group)
    {
        var self = group.Client;
        writer.Line("/// <summary>Connects to a server over a WebSocket.</summary>");
        writer.Line("/// <param name=\"address\">A <c>ws</c> or <c>wss</c> address; <c>?channel_id=</c> asks for a channel.</param>");
        writer.Line("/// <param name=\"options\">The connection's options; <see langword=\"null\"/> for the defaults.</param>");
        writer.Line("/// <param name=\"cancellationToken\">Ends the attempt.</param>");
        writer.Line("/// <returns>The client; it owns the connection.</returns>");
        writer.Line($"public static async {Spelled.Task}<{self}> ConnectAsync({Spelled.Uri} address, {Spelled.ClientOptions}? options = null, {Spelled.CancellationToken} cancellationToken = default)");
        writer.Line($"    => Create(await {Spelled.WalkerClient}.ConnectAsync(address, options, cancellationToken).ConfigureAwait(false));").Line();
        writer.Line("/// <summary>Calls over HTTP. There are no notifications then.</summary>");
        writer.Line("/// <param name=\"http\">The client, with a base address. It is not disposed.</param>");
        writer.Line("/// <param name=\"prefix\">The path under which the walkers are mapped.</param>");
        writer.Line("/// <param name=\"json\">How values become JSON; <see langword=\"null\"/> for the defaults.</param>");
        writer.Line("/// <returns>The client.</returns>");
        writer.Line($"public static {self} OverHttp({Spelled.HttpClient} http, string prefix = \"/walker\", {Spelled.JsonOptions}? json = null)");
        writer.Line($"    => Create({Spelled.WalkerClient}.OverHttp(http, prefix, json));").Line();
        writer.Line("/// <summary>Creates a client over what others may share.</summary>");
        writer.Line("/// <param name=\"client\">What it calls through. Disposing the client disposes it.</param>");
        writer.Line("/// <returns>The client.</returns>");
        writer.Line("/// <exception cref=\"global::System.NotSupportedException\">One of the walkers cannot be called through it, or a type has no metadata.</exception>");
        using (writer.Block($"public static {self} Create({Spelled.WalkerClient} client)"))
        {
            foreach (var call in group.Calls)
            {
                writer.Line($"client.Require({Field(call)});");
            }

            writer.Line($"return new {self}(client);");
        }
    }

    private static void WriteCall(SourceWriter writer, WalkerCallModel call)
    {
        var request = call.IsRequestOptional ? $"request ?? new {call.Request}()" : "request";
        var arguments = call.ProgressType is null ? request : request + ", progress";
        writer.Line("/// <inheritdoc/>");
        ClientEmitter.WriteObsolete(writer, call.Obsolete);
        writer.Line($"public {CallSignature(call)}");
        writer.Line($"    => Client.CallAsync({Field(call)}, {arguments}, cancellationToken);");
        if (call.ReportType is not null)
        {
            writer.Line();
            writer.Line("/// <inheritdoc/>");
            ClientEmitter.WriteObsolete(writer, call.Obsolete);
            writer.Line($"public {StreamSignature(call)}");
            writer.Line($"    => Client.StreamAsync({Field(call)}, {arguments}, cancellationToken);");
        }
    }

    private static void WriteCallHead(SourceWriter writer, WalkerCallModel call)
    {
        ClientEmitter.WriteDocumentation(writer, call.Documentation);
        WriteParameters(writer, call);
        writer.Line($"/// <returns>The reply{(call.ReportType is null ? string.Empty : " with all reports")}.</returns>");
        ClientEmitter.WriteObsolete(writer, call.Obsolete);
        writer.Line(CallSignature(call) + ";");
    }

    private static void WriteStreamHead(SourceWriter writer, WalkerCallModel call)
    {
        ClientEmitter.WriteDocumentation(writer, call.Documentation);
        WriteParameters(writer, call);
        writer.Line("/// <returns>The reports as they come, to be enumerated once.</returns>");
        ClientEmitter.WriteObsolete(writer, call.Obsolete);
        writer.Line(StreamSignature(call) + ";");
    }

    private static void WriteParameters(SourceWriter writer, WalkerCallModel call)
    {
        writer.Line("/// <param name=\"request\">The walker's members.</param>");
        if (call.ProgressType is not null)
        {
            writer.Line("/// <param name=\"progress\">");
            writer.Line("/// Is told of the progress, in order, and of all of it before the call completes; a slow one misses the oldest. <see langword=\"null\"/> for nobody. Over HTTP there is none.");
            writer.Line("/// </param>");
        }

        writer.Line($"/// <param name=\"cancellationToken\">{TokenDocumentation}</param>");
    }

    private static string CallSignature(WalkerCallModel call)
        => $"{Spelled.Task}<{Spelled.WalkerReply}{(call.ReportType is { } report ? $"<{report}>" : string.Empty)}> {call.Id}Async({Parameters(call)})";

    private static string StreamSignature(WalkerCallModel call) => $"{Spelled.AsyncEnumerable}<{call.ReportType}> {call.Id}StreamAsync({Parameters(call)})";

    private static string Parameters(WalkerCallModel call)
        => $"{call.Request}{(call.IsRequestOptional ? "? request = null" : " request")}, {Progress(call)}{Spelled.CancellationToken} cancellationToken = default";

    private static string Progress(WalkerCallModel call) => call.ProgressType is { } type ? $"{Spelled.Progress}<{type}>? progress = null, " : string.Empty;

    private static string Operation(WalkerCallModel call)
        => $"{Spelled.WalkerOperation}<{call.Request}{(call.ReportType is { } report ? $", {report}" : string.Empty)}>";

    private static string Field(WalkerCallModel call) => WalkerNames.Field(call.Id);

    private static string Text(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;");
}
