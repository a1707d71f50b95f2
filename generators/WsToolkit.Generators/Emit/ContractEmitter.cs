using System.Globalization;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the description of a contract, its payload types, and what ties them to the annotated type.</summary>
internal static class ContractEmitter
{
    public static void Write(SourceWriter writer, ServiceModel service, string context)
    {
        WriteService(writer, service, context);
        WriteContract(writer.Gap(), service);
        WritePayloads(writer.Gap(), service);
    }

    /// <summary>The part of a class that implements a contract interface: only how it is created.</summary>
    public static void WriteFactoryOnly(SourceWriter writer, ServiceModel service)
    {
        using (writer.Block($"{service.Declaration} : {Spelled.ServiceFactory}<{service.Name}>"))
        {
            WriteFactory(writer, service);
            if (service.Demands.Count > 0)
            {
                WriteDemands(writer.Gap(), service);
            }
        }
    }

    private static void WriteDemands(SourceWriter writer, ServiceModel service)
    {
        writer.Line($"static {Spelled.DemandList} {Spelled.ServiceFactory}<{service.Name}>.Demands {{ get; }} =");
        writer.Line("[");
        using (writer.Indent())
        {
            foreach (var demand in service.Demands)
            {
                var settings = new List<string>();
                if (demand.RequiresAuthorization)
                {
                    settings.Add("RequiresAuthorization = true");
                }

                if (demand.Metadata.Count > 0)
                {
                    settings.Add($"Metadata = [{string.Join(", ", demand.Metadata)}]");
                }

                writer.Line($"new {Spelled.Demand}({Literals.Text(demand.MemberName)}) {{ {string.Join(", ", settings)} }},");
            }
        }

        writer.Line("];");
    }

    private static void WriteService(SourceWriter writer, ServiceModel service, string context)
    {
        if (!service.EmitsServer)
        {
            return;
        }

        var contract = $"{Spelled.ContractOf}<{service.Name}>";
        var callable = service.IsInterface && service.EmitsClient;
        var bases = new List<string> { callable ? $"{Spelled.CallableContract}<{service.Name}>" : contract };
        if (service.ConstructorArguments is not null)
        {
            bases.Add($"{Spelled.ServiceFactory}<{service.Name}>");
        }

        var siblings = service.SiblingPrefix + service.BaseName;
        using (writer.Block($"{service.Declaration} : {string.Join(", ", bases)}"))
        {
            writer.Line($"static {Spelled.Contract} {contract}.Contract => {siblings}{GeneratedNames.ContractSuffix}{service.TypeParameters}.Instance;");
            writer.Line();
            writer.Line($"static {Spelled.JsonTypeInfoResolver} {contract}.JsonTypeInfoResolver => {context};");
            writer.Line();
            writer.Line($"static {Spelled.Dispatcher} {contract}.CreateDispatcher({Spelled.ServiceSource}<{service.Name}> services, {Spelled.PayloadCodec} codec)");
            using (writer.Indent())
            {
                writer.Line($"=> new {siblings}{GeneratedNames.DispatcherSuffix}{service.TypeParameters}(services, codec);");
            }

            if (callable)
            {
                writer.Line();
                writer.Line($"static {service.Name} {Spelled.CallableContract}<{service.Name}>.CreateClient({Spelled.Caller} caller)");
                using (writer.Indent())
                {
                    writer.Line($"=> {siblings}{GeneratedNames.ClientSuffix}{service.TypeParameters}.Create(caller);");
                }
            }

            if (service.ConstructorArguments is not null)
            {
                WriteFactory(writer.Line(), service);
            }
        }
    }

    private static void WriteFactory(SourceWriter writer, ServiceModel service)
    {
        var arguments = service.ConstructorArguments!.Value;
        writer.Line($"static {service.Name} {Spelled.ServiceFactory}<{service.Name}>.Create({Spelled.ServiceProvider} services)");
        using (writer.Indent())
        {
            if (arguments.Count < 2)
            {
                writer.Line($"=> new {service.Name}({string.Join(", ", arguments)});");
                return;
            }

            writer.Line($"=> new {service.Name}(");
            using (writer.Indent())
            {
                for (var i = 0; i < arguments.Count; i++)
                {
                    writer.Line(arguments[i] + (i < arguments.Count - 1 ? "," : ");"));
                }
            }
        }
    }

    private static void WriteContract(SourceWriter writer, ServiceModel service)
    {
        var name = service.BaseName + GeneratedNames.ContractSuffix + service.TypeParameters;
        var isShown = service.DescriptionAccessibility != service.HelperAccessibility;
        if (isShown)
        {
            writer.Line($"/// <summary>Describes <see cref=\"{service.DocumentationId}\"/> to generated code.</summary>");
            writer.Line(Spelled.NotBrowsable);
        }

        using (ServiceEmitter.OpenSibling(writer, service, $"{service.DescriptionAccessibility} static class {name}"))
        {
            foreach (var method in service.Methods)
            {
                WriteMethod(writer, method);
            }

            foreach (var channel in service.Channels)
            {
                ChannelEmitter.WriteDescription(writer, channel, isShown);
            }

            var methods = string.Join(", ", service.Methods.Select(static method => method.Id));
            var settings = new List<string>();
            if (service.WritesEnumNumbers)
            {
                settings.Add($"Enums = {Spelled.EnumFormat}.Numbers");
            }

            if (service.Channels.Count > 0)
            {
                settings.Add($"Channels = [{string.Join(", ", service.Channels.Select(static channel => channel.Id))}]");
            }

            if (service.Callback is not null)
            {
                settings.Add($"Callback = ContractOf<{service.Callback}>()");
            }

            var initializer = settings.Count == 0 ? string.Empty : $" {{ {string.Join(", ", settings)} }}";
            writer.Gap();
            writer.Line($"internal static readonly {Spelled.Contract} Instance =");
            using (writer.Indent())
            {
                writer.Line($"new({Literals.Text(service.ServiceName)}, {Spelled.Naming}.{service.Naming}, [{methods}]){initializer};");
            }

            if (service.Callback is not null)
            {
                writer.Line();
                writer.Line($"private static {Spelled.Contract} ContractOf<TContract>()");
                using (writer.Indent())
                {
                    writer.Line($"where TContract : class, {Spelled.ContractOf}<TContract>");
                    writer.Line("=> TContract.Contract;");
                }
            }
        }
    }

    private static void WriteMethod(SourceWriter writer, MethodModel method)
    {
        var settings = new List<string>();
        if (method.TimeoutMilliseconds > 0)
        {
            settings.Add($"Timeout = {Spelled.TimeSpan}.FromMilliseconds({method.TimeoutMilliseconds.ToString(CultureInfo.InvariantCulture)})");
        }

        if (method.Ordered)
        {
            settings.Add("Ordered = true");
        }

        if (method.Idempotent)
        {
            settings.Add("Idempotent = true");
        }

        if (method.RequiresAuthorization)
        {
            settings.Add("RequiresAuthorization = true");
        }

        if (method.Metadata.Count > 0)
        {
            settings.Add($"Metadata = [{string.Join(", ", method.Metadata)}]");
        }

        writer.Gap();
        writer.Line($"internal static readonly {Spelled.Method} {method.Id} =");
        using (writer.Indent())
        {
            var arguments = $"new({Literals.Text(method.WireName)}, {Literals.Text(method.MemberName)}, {Shape(method)})";
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

        if (method.HasNamed)
        {
            writer.Line();
            writer.Line($"internal static readonly {Spelled.Parameter}[] {method.Id}Parameters =");
            writer.Line("[");
            using (writer.Indent())
            {
                foreach (var parameter in method.Parameters.Where(static parameter => parameter.IsNamed))
                {
                    writer.Line($"new({Literals.Text(parameter.WireName)}{(parameter.IsRequired ? string.Empty : ", required: false")}{(parameter.Type.AcceptsNull ? ", nullable: true" : string.Empty)}),");
                }
            }

            writer.Line("];");
        }
    }

    private static string Shape(MethodModel method)
    {
        var parts = new List<string>();
        if (method.OneWay)
        {
            parts.Add("OneWay");
        }

        if (method.Result == ResultKind.Stream)
        {
            parts.Add("ResultStream");
        }

        if (method.Parameters.Any(static parameter => parameter.Kind == ParameterKind.Stream))
        {
            parts.Add("ArgumentStreams");
        }

        if (method.Parameters.Any(static parameter => parameter.Kind == ParameterKind.Progress))
        {
            parts.Add("Progress");
        }

        if (method.HasNamed)
        {
            parts.Add("NamedArguments");
        }

        return parts.Count == 0 ? $"{Spelled.MethodShape}.None" : string.Join(" | ", parts.Select(static part => $"{Spelled.MethodShape}.{part}"));
    }

    private static void WritePayloads(SourceWriter writer, ServiceModel service)
    {
        var name = service.BaseName + GeneratedNames.PayloadsSuffix;
        using (ServiceEmitter.OpenSibling(
            writer, service, $"{service.HelperAccessibility} sealed class {name}{service.TypeParameters}"))
        {
            foreach (var payload in service.Payloads)
            {
                writer.Line($"internal readonly {Spelled.PayloadType}<{payload.Type}> {payload.Field};");
            }

            foreach (var channel in service.Channels)
            {
                writer.Line($"internal readonly {Spelled.ChannelType}<{channel.MessageType}> {channel.PayloadField};");
            }

            writer.Gap();
            var parameters = $"{Spelled.PayloadCodec} codec, {Spelled.PayloadUse} arguments, {Spelled.PayloadUse} results";
            using (writer.Block($"internal {name}({parameters})"))
            {
                foreach (var payload in service.Payloads)
                {
                    writer.Line($"{payload.Field} = codec.GetPayloadType<{payload.Type}>({Use(payload)});");
                }

                var description = service.BaseName + GeneratedNames.ContractSuffix + service.TypeParameters;
                foreach (var channel in service.Channels)
                {
                    writer.Line($"{channel.PayloadField} = new {Spelled.ChannelType}<{channel.MessageType}>({description}.{channel.Id}, codec, results);");
                }
            }
        }
    }

    private static string Use(PayloadModel payload)
        => payload.IsArgument && payload.IsResult ? "arguments | results" : payload.IsArgument ? "arguments" : "results";
}
