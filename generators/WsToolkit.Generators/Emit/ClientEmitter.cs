using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the client of a contract: its interface, where the contract is not one itself, and the class.</summary>
internal static class ClientEmitter
{
    private const string OptionsDocumentation = "The connection's options; <see langword=\"null\"/> for the defaults.";

    public static void Write(SourceWriter writer, ServiceModel service, string context)
    {
        if (!service.IsInterface)
        {
            WriteInterface(writer, service);
            writer.Line();
        }

        WriteClass(writer, service, context);
    }

    private static void WriteInterface(SourceWriter writer, ServiceModel service)
    {
        var name = GeneratedNames.ClientInterface(service.BaseName) + service.TypeParameters;
        WriteDocumentation(writer, service.Documentation);
        WriteObsolete(writer, service.Obsolete);
        using (ServiceEmitter.OpenSibling(writer, service, $"{service.Accessibility} partial interface {name} : {Spelled.AsyncDisposable}"))
        {
            foreach (var method in service.Methods)
            {
                writer.Gap();
                WriteDocumentation(writer, method.Documentation);
                WriteObsolete(writer, method.Obsolete);
                writer.Line($"{ClientMethodEmitter.Signature(method)};");
            }

            foreach (var channel in service.Channels)
            {
                writer.Gap();
                WriteDocumentation(writer, channel.Documentation);
                WriteObsolete(writer, channel.Obsolete);
                writer.Line(ChannelEmitter.Signature(channel) + (channel.IsProperty ? " { get; }" : ";"));
            }
        }
    }

    private static void WriteClass(SourceWriter writer, ServiceModel service, string context)
    {
        var name = service.BaseName + GeneratedNames.ClientSuffix;
        var self = name + service.TypeParameters;
        var payloads = service.BaseName + GeneratedNames.PayloadsSuffix + service.TypeParameters;
        var contract = service.BaseName + GeneratedNames.ContractSuffix + service.TypeParameters;
        var bases = service.IsInterface
            ? $"{service.Name}, {Spelled.ClientFactory}<{self}>, {Spelled.AsyncDisposable}"
            : $"{GeneratedNames.ClientInterface(service.BaseName)}{service.TypeParameters}, {Spelled.ClientFactory}<{self}>";

        writer.Line($"/// <summary>Calls <see cref=\"{service.DocumentationId}\"/> at the other end of a connection. Thread-safe.</summary>");
        WriteObsolete(writer, service.Obsolete);
        using (ServiceEmitter.OpenSibling(writer, service, $"{service.Accessibility} sealed partial class {self} : {bases}"))
        {
            writer.Line($"private readonly {payloads} _payloads;");
            writer.Line($"private readonly {Spelled.TimeSpan}? _timeout;");
            writer.Line();
            using (writer.Block($"private {name}({Spelled.Caller} connection, {payloads} payloads, {Spelled.TimeSpan}? timeout)"))
            {
                writer.Line("Connection = connection;");
                writer.Line("_payloads = payloads;");
                writer.Line("_timeout = timeout;");
            }

            writer.Line();
            writer.Line("/// <summary>The connection over which this client calls. Others can share it.</summary>");
            writer.Line($"public {Spelled.Caller} Connection {{ get; }}");
            WriteConnect(writer.Line(), service, self);
            WriteCreate(writer.Line(), self, payloads, contract, context);
            foreach (var method in service.Methods)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                WriteObsolete(writer, method.Obsolete);
                ClientMethodEmitter.Write(writer, method, contract);
            }

            foreach (var channel in service.Channels)
            {
                writer.Line();
                writer.Line("/// <inheritdoc/>");
                WriteObsolete(writer, channel.Obsolete);
                ChannelEmitter.WriteClientMember(writer, channel, contract);
            }

            writer.Line();
            writer.Line("/// <summary>Closes the connection, when this client's end owns it.</summary>");
            writer.Line("/// <returns>A task that completes when the connection has ended.</returns>");
            writer.Line($"public {Spelled.ValueTask} DisposeAsync() => Connection.DisposeAsync();");
        }
    }

    private static void WriteConnect(SourceWriter writer, ServiceModel service, string self)
    {
        writer.Line("/// <summary>Connects to a server.</summary>");
        writer.Line("/// <param name=\"address\">A <c>ws</c> or <c>wss</c> address.</param>");
        writer.Line($"/// <param name=\"options\">{OptionsDocumentation}</param>");
        writer.Line("/// <param name=\"cancellationToken\">Ends the attempt.</param>");
        writer.Line("/// <returns>The client; it owns the connection.</returns>");
        writer.Line($"public static async {Spelled.Task}<{self}> ConnectAsync({Spelled.Uri} address, {Spelled.ClientOptions}? options = null, {Spelled.CancellationToken} cancellationToken = default)");
        using (writer.Indent())
        {
            writer.Line($"=> Create(await {Spelled.Client}.ConnectAsync(address, options, cancellationToken).ConfigureAwait(false));");
        }

        if (service.Callback is null)
        {
            return;
        }

        writer.Line();
        writer.Line("/// <summary>Connects to a server that may call back.</summary>");
        writer.Line("/// <param name=\"address\">A <c>ws</c> or <c>wss</c> address.</param>");
        writer.Line("/// <param name=\"callback\">Runs the server's calls; it may be called concurrently.</param>");
        writer.Line($"/// <param name=\"options\">{OptionsDocumentation}</param>");
        writer.Line("/// <param name=\"cancellationToken\">Ends the attempt.</param>");
        writer.Line("/// <returns>The client; it owns the connection.</returns>");
        writer.Line($"public static async {Spelled.Task}<{self}> ConnectAsync({Spelled.Uri} address, {service.Callback} callback, {Spelled.ClientOptions}? options = null, {Spelled.CancellationToken} cancellationToken = default)");
        using (writer.Indent())
        {
            writer.Line($"=> Create(await {Spelled.Client}.ConnectAsync(address, {Spelled.ClientOptions}.WithCallback(options, callback), cancellationToken).ConfigureAwait(false));");
        }
    }

    private static void WriteCreate(SourceWriter writer, string self, string payloads, string contract, string context)
    {
        writer.Line("/// <summary>Creates a client over an open connection.</summary>");
        writer.Line("/// <param name=\"connection\">The connection. Disposing the client disposes it.</param>");
        writer.Line("/// <returns>The client.</returns>");
        writer.Line("/// <exception cref=\"global::System.NotSupportedException\">The connection cannot carry one of the methods, or does not know a payload type.</exception>");
        using (writer.Block($"public static {self} Create({Spelled.Caller} connection)"))
        {
            writer.Line($"connection.Require({contract}.Instance);");
            writer.Line($"var codec = connection.GetCodec({contract}.Instance, {context});");
            writer.Line($"var payloads = new {payloads}(codec, {Spelled.PayloadUse}.Write, {Spelled.PayloadUse}.Read);");
            writer.Line($"return new {self}(connection, payloads, timeout: null);");
        }

        writer.Line();
        writer.Line("/// <summary>The same client with another deadline for each of its calls.</summary>");
        writer.Line("/// <param name=\"timeout\">The deadline, counted from the start of a call.</param>");
        writer.Line("/// <returns>A client over the same connection.</returns>");
        writer.Line($"public {self} WithTimeout({Spelled.TimeSpan} timeout) => new {self}(Connection, _payloads, timeout);");
    }

    public static void WriteDocumentation(SourceWriter writer, EquatableArray<string> lines)
    {
        foreach (var line in lines)
        {
            writer.Line(line.Length == 0 ? "///" : "/// " + line);
        }
    }

    public static void WriteObsolete(SourceWriter writer, string? obsolete)
    {
        if (obsolete is not null)
        {
            writer.Line(obsolete);
        }
    }
}
