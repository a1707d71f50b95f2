using System.Globalization;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the methods of a client.</summary>
internal static class ClientMethodEmitter
{
    /// <summary>A method as the client's interface declares it.</summary>
    public static string Signature(MethodModel method) => $"{ReturnType(method)} {method.ClientName}({Parameters(method, iterator: false)})";

    public static void Write(SourceWriter writer, MethodModel method, string contract)
    {
        var isStream = method.Result == ResultKind.Stream;
        var hasToken = method.CancellationToken != "default";
        var modifiers = (method.ExplicitInterface is null ? "public " : string.Empty) + (isStream && hasToken ? "async " : string.Empty);
        var name = method.ExplicitInterface is { } declaring ? $"{declaring}.{method.ClientName}" : method.ClientName;
        using (writer.Block($"{modifiers}{ReturnType(method)} {name}({Parameters(method, isStream)})"))
        {
            if (!isStream)
            {
                WriteArguments(writer, method, contract);
                writer.Line($"return {method.Locals.Call}.{Invocation(method)};");
            }
            else if (hasToken)
            {
                WriteStream(writer, method, contract, method.CancellationToken);
            }
            else
            {
                // Without a token of its own the method still has to obey the one that the enumeration is given.
                writer.Line($"return {method.Locals.Enumerate}();");
                writer.Line();
                using (writer.Block($"async {ReturnType(method)} {method.Locals.Enumerate}([{Spelled.EnumeratorCancellation}] {Spelled.CancellationToken} {method.Locals.Token} = default)"))
                {
                    WriteStream(writer, method, contract, method.Locals.Token);
                }
            }
        }
    }

    private static void WriteStream(SourceWriter writer, MethodModel method, string contract, string token)
    {
        var locals = method.Locals;
        WriteArguments(writer, method, contract);
        var stream = $"{locals.Call}.StreamAsync({locals.Self}_payloads.{method.ResultPayload}, {token})";
        using (writer.Block($"await foreach (var {locals.Item} in {Spelled.ConfigureAwait}({stream}, false))"))
        {
            writer.Line($"yield return {locals.Item};");
        }
    }

    private static void WriteArguments(SourceWriter writer, MethodModel method, string contract)
    {
        var locals = method.Locals;
        var payloads = locals.Self + "_payloads";
        writer.Line($"var {locals.Call} = {locals.Self}Connection.CreateCall({contract}.{method.Id}, {locals.Self}_timeout);");
        foreach (var parameter in method.Parameters)
        {
            switch (parameter.Kind)
            {
                case ParameterKind.Named:
                    var index = parameter.Index.ToString(CultureInfo.InvariantCulture);
                    writer.Line($"{locals.Call}.Write({contract}.{method.Id}Parameters[{index}], {parameter.Name}, {payloads}.{parameter.Payload});");
                    break;
                case ParameterKind.Payload:
                    writer.Line($"{locals.Call}.WritePayload({parameter.Name}, {payloads}.{parameter.Payload});");
                    break;
                case ParameterKind.Stream:
                    writer.Line($"{locals.Call}.WriteStream({Literals.Text(parameter.WireName)}, {parameter.Name}, {payloads}.{parameter.Payload});");
                    break;
                case ParameterKind.Progress:
                    writer.Line($"{locals.Call}.ReportTo({parameter.Name}, {payloads}.{parameter.Payload});");
                    break;
            }
        }
    }

    private static string Invocation(MethodModel method)
    {
        var value = method.Result is ResultKind.ValueTask or ResultKind.ValueTaskOf ? "Value" : string.Empty;
        if (method.OneWay)
        {
            return $"Send{value}Async({method.CancellationToken})";
        }

        return method.ResultPayload.Length == 0
            ? $"Invoke{value}Async({method.CancellationToken})"
            : $"Invoke{value}Async({method.Locals.Self}_payloads.{method.ResultPayload}, {method.CancellationToken})";
    }

    private static string ReturnType(MethodModel method) => method.Result switch
    {
        ResultKind.Void or ResultKind.Task => Spelled.Task,
        ResultKind.Value or ResultKind.TaskOf => $"{Spelled.Task}<{method.ResultType}>",
        ResultKind.ValueTask => Spelled.ValueTask,
        ResultKind.ValueTaskOf => $"{Spelled.ValueTask}<{method.ResultType}>",
        _ => $"{Spelled.AsyncEnumerable}<{method.ResultType}>",
    };

    private static string Parameters(MethodModel method, bool iterator)
        => string.Join(", ", method.ClientParameters.Select(parameter =>
        {
            var attribute = iterator && parameter.Kind == ParameterKind.CancellationToken ? $"[{Spelled.EnumeratorCancellation}] " : string.Empty;
            var value = parameter.ClientDefault is null ? string.Empty : $" = {parameter.ClientDefault}";
            return $"{attribute}{parameter.ClientType} {parameter.Name}{value}";
        }));
}
