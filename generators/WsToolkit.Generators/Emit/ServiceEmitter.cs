using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the files of a service.</summary>
internal static class ServiceEmitter
{
    public static void Emit(SourceProductionContext output, ServiceModel service, string? contextNamespace)
    {
        if (!service.HasContract)
        {
            if (service.ConstructorArguments is not null)
            {
                Add("Service", writer => ContractEmitter.WriteFactoryOnly(writer, service));
            }

            AddChannels();
            return;
        }

        var context = contextNamespace is null
            ? Spelled.NoJsonContext
            : $"{KnownNames.Global}{contextNamespace}.{KnownNames.JsonContext}.Default";
        Add("Contract", writer => ContractEmitter.Write(writer, service, context));
        if (service.EmitsServer)
        {
            Add("Dispatcher", writer => DispatcherEmitter.Write(writer, service));
        }

        if (service.EmitsClient)
        {
            Add("Client", writer => ClientEmitter.Write(writer, service, context));
        }

        AddChannels();
        if (service.Publisher is { } publisher)
        {
            // Extension methods need a class that nothing contains.
            Add("Publisher", writer => PublisherEmitter.Write(writer, service, publisher), containers: []);
        }

        void AddChannels()
        {
            if (!service.ServiceChannels.IsEmpty)
            {
                Add("Channels", writer => ServiceChannelsEmitter.Write(writer, service));
            }
        }

        void Add(string part, Action<SourceWriter> write, EquatableArray<string>? containers = null)
            => output.AddSource($"{service.HintName}.{part}.g.cs", GeneratedFile.Print(
                service.Namespace, containers ?? service.Containers, service.CustomDiagnostics, write).ToSourceText());
    }

    /// <summary>Writes the heading of a type that stands beside the service, with its constraints, and opens it.</summary>
    public static SourceWriter.BlockScope OpenSibling(SourceWriter writer, ServiceModel service, string declaration)
    {
        writer.Line(Spelled.GeneratedCode);
        writer.Line(declaration);
        using (writer.Indent())
        {
            foreach (var constraint in service.Constraints)
            {
                writer.Line(constraint);
            }
        }

        return writer.Block();
    }
}
