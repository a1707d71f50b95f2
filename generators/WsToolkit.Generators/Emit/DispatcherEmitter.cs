using System.Globalization;
using System.Text;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the dispatch table of a contract.</summary>
internal static class DispatcherEmitter
{
    public static void Write(SourceWriter writer, ServiceModel service)
    {
        var name = service.BaseName + GeneratedNames.DispatcherSuffix;
        var payloads = service.BaseName + GeneratedNames.PayloadsSuffix + service.TypeParameters;
        var contract = service.BaseName + GeneratedNames.ContractSuffix + service.TypeParameters;
        var heading = $"{service.HelperAccessibility} sealed class {name}{service.TypeParameters} : {Spelled.Dispatcher}";
        using (ServiceEmitter.OpenSibling(writer, service, heading))
        {
            writer.Line($"private readonly {Spelled.ServiceSource}<{service.Name}> _services;");
            writer.Line($"private readonly {payloads} _payloads;");
            writer.Line();
            using (writer.Block($"internal {name}({Spelled.ServiceSource}<{service.Name}> services, {Spelled.PayloadCodec} codec)"))
            {
                writer.Line("_services = services;");
                writer.Line($"_payloads = new {payloads}(codec, {Spelled.PayloadUse}.Read, {Spelled.PayloadUse}.Write);");
            }

            writer.Line();
            writer.Line($"public override {Spelled.Contract} Contract => {contract}.Instance;");
            WriteFind(writer.Line(), service);
            WriteInvoke(writer.Line(), service);
            foreach (var method in service.Methods)
            {
                if (method.HasBound)
                {
                    WriteBinder(writer.Line(), method, contract);
                }

                WriteRunner(writer.Line(), method);
            }
        }
    }

    private static void WriteFind(SourceWriter writer, ServiceModel service)
    {
        using (writer.Block($"public override int Find({Spelled.Utf8Name} name)"))
        {
            var lengths = service.Methods
                .Select(static (method, index) => (method.WireName, Length: Encoding.UTF8.GetByteCount(method.WireName), Index: index))
                .GroupBy(static entry => entry.Length)
                .OrderBy(static group => group.Key)
                .ToList();
            if (lengths.Count > 0)
            {
                using (writer.Block("switch (name.Length)"))
                {
                    foreach (var length in lengths)
                    {
                        writer.Line($"case {Number(length.Key)}:");
                        using (writer.Indent())
                        {
                            foreach (var entry in length)
                            {
                                using (writer.Block($"if ({Spelled.SequenceEqual}(name, {Literals.Text(entry.WireName)}u8))"))
                                {
                                    writer.Line($"return {Number(entry.Index)};");
                                }

                                writer.Line();
                            }

                            writer.Line("break;");
                        }
                    }
                }

                writer.Line();
            }

            writer.Line("return -1;");
        }
    }

    private static void WriteInvoke(SourceWriter writer, ServiceModel service)
    {
        using (writer.Block($"public override {Spelled.ValueTask} InvokeAsync(int method, {Spelled.Call} call)"))
        using (writer.Block("switch (method)"))
        {
            for (var i = 0; i < service.Methods.Count; i++)
            {
                var method = service.Methods[i];
                writer.Line($"case {Number(i)}:");
                using (writer.Indent())
                {
                    writer.Line($"return {method.Id}{(method.HasBound ? string.Empty : "Async")}(call);");
                }
            }

            writer.Line("default:");
            using (writer.Indent())
            {
                writer.Line($"throw new {Spelled.OutOfRange}(nameof(method));");
            }
        }
    }

    // Binding is synchronous: the payload is only valid until the first await.
    private static void WriteBinder(SourceWriter writer, MethodModel method, string contract)
    {
        var locals = method.Locals;
        using (writer.Block($"private {Spelled.ValueTask} {method.Id}({Spelled.Call} {locals.Call})"))
        {
            var payloads = locals.Self + "_payloads";
            foreach (var parameter in method.Parameters)
            {
                if (parameter.IsNamed)
                {
                    writer.Line($"{parameter.Type.AnnotatedName} {parameter.Name} = {parameter.DefaultValue ?? (parameter.Type.IsValueType ? "default" : "default!")};");
                }
                else if (parameter.Kind == ParameterKind.Payload)
                {
                    var nullable = parameter.Type.AcceptsNull ? ", nullable: true" : string.Empty;
                    var read = $"{locals.Call}.ReadPayload({payloads}.{parameter.Payload}{nullable}){Forgiving(parameter)}";
                    writer.Line(parameter.DefaultValue is { } value and not ("null" or "default")
                        ? $"{parameter.Type.AnnotatedName} {parameter.Name} = {locals.Call}.HasPayload ? {read} : {value};"
                        : $"var {parameter.Name} = {read};");
                }
                else if (parameter.Kind == ParameterKind.Stream)
                {
                    writer.Line($"var {parameter.Name} = {locals.Call}.OpenStream({Literals.Text(parameter.WireName)}, {payloads}.{parameter.Payload});");
                }
            }

            if (method.HasNamed)
            {
                WriteReading(writer, method, contract, payloads);
            }

            var arguments = method.Parameters.Where(static parameter => parameter.IsBound).Select(static parameter => ", " + parameter.Name);
            writer.Line($"return {method.Id}Async({locals.Call}{string.Concat(arguments)});");
        }
    }

    private static void WriteReading(SourceWriter writer, MethodModel method, string contract, string payloads)
    {
        var locals = method.Locals;
        writer.Line($"var {locals.Arguments} = {locals.Call}.ReadArguments({contract}.{method.Id}Parameters);");
        using (writer.Block($"while ({locals.Arguments}.Next(out var {locals.Parameter}))"))
        using (writer.Block($"switch ({locals.Parameter})"))
        {
            foreach (var parameter in method.Parameters.Where(static parameter => parameter.IsNamed))
            {
                writer.Line($"case {Number(parameter.Index)}:");
                using (writer.Indent())
                {
                    writer.Line($"{parameter.Name} = {locals.Arguments}.Get({payloads}.{parameter.Payload}){Forgiving(parameter)};");
                    writer.Line("break;");
                }
            }
        }

        writer.Line();
    }

    private static void WriteRunner(SourceWriter writer, MethodModel method)
    {
        var locals = method.Locals;
        var parameters = method.Parameters.Where(static parameter => parameter.IsBound).Select(static parameter => $", {parameter.Type.AnnotatedName} {parameter.Name}");
        using (writer.Block($"private async {Spelled.ValueTask} {method.Id}Async({Spelled.Call} {locals.Call}{string.Concat(parameters)})"))
        {
            writer.Line($"await {locals.Call}.EnterAsync().ConfigureAwait(false);");
            writer.Line($"var {locals.Service} = {locals.Self}_services({locals.Call});");
            var service = method.DeclaringInterface is { } declaring ? $"(({declaring}){locals.Service})" : locals.Service;
            var invocation = $"{service}.{method.Name}({string.Join(", ", method.Parameters.Select(parameter => Argument(parameter, locals)))})";
            var payload = $"{locals.Self}_payloads.{method.ResultPayload}";
            switch (method.Result)
            {
                case ResultKind.Void:
                    writer.Line($"{invocation};");
                    writer.Line($"await {locals.Call}.ReplyAsync().ConfigureAwait(false);");
                    break;
                case ResultKind.Task or ResultKind.ValueTask:
                    writer.Line($"await {invocation}.ConfigureAwait(false);");
                    writer.Line($"await {locals.Call}.ReplyAsync().ConfigureAwait(false);");
                    break;
                case ResultKind.Value:
                    writer.Line($"var {locals.Result} = {invocation};");
                    writer.Line($"await {locals.Call}.ReplyAsync({locals.Result}, {payload}).ConfigureAwait(false);");
                    break;
                case ResultKind.Stream:
                    writer.Line($"await {locals.Call}.StreamAsync({invocation}, {payload}).ConfigureAwait(false);");
                    break;
                default:
                    writer.Line($"var {locals.Result} = await {invocation}.ConfigureAwait(false);");
                    writer.Line($"await {locals.Call}.ReplyAsync({locals.Result}, {payload}).ConfigureAwait(false);");
                    break;
            }
        }
    }

    private static string Argument(ParameterModel parameter, LocalNames locals) => parameter.Kind switch
    {
        ParameterKind.CancellationToken => $"{locals.Call}.CancellationToken",
        ParameterKind.Context => $"{locals.Call}.Context",
        ParameterKind.Connection => $"{locals.Call}.Connection",
        ParameterKind.Callback => $"{locals.Call}.Connection.GetCallback<{parameter.Type.Name}>()",
        ParameterKind.Progress => $"{locals.Call}.GetProgress({locals.Self}_payloads.{parameter.Payload})",
        _ => parameter.Name,
    };

    // The reader has refused null where the type does not accept it.
    private static string Forgiving(ParameterModel parameter) => parameter.Type.IsValueType || parameter.Type.IsAnnotated ? string.Empty : "!";

    private static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
