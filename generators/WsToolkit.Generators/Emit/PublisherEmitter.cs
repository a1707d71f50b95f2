using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the class that opens a contract's channels over its publisher.</summary>
internal static class PublisherEmitter
{
    public static void Write(SourceWriter writer, ServiceModel service, PublisherModel publisher)
    {
        var contract = $"{service.SiblingPrefix}{service.BaseName}{GeneratedNames.ContractSuffix}{service.TypeParameters}";
        writer.Line($"/// <summary>Opens the channels of <see cref=\"{service.DocumentationId}\"/> outside calls, over its publisher.</summary>");
        ClientEmitter.WriteObsolete(writer, service.Obsolete);
        writer.Line(Spelled.GeneratedCode);
        using (writer.Block($"{publisher.Accessibility} static class {publisher.Name}"))
        {
            foreach (var channel in service.Channels)
            {
                WriteMethod(writer, channel, publisher, contract);
            }
        }
    }

    private static void WriteMethod(SourceWriter writer, ChannelModel channel, PublisherModel publisher, string contract)
    {
        var name = Literals.Identifier(channel.PublisherName);
        var parameters = ChannelEmitter.Parameters(channel, withDefaults: true);
        var self = $"this {Spelled.Publisher}<{publisher.Contract}> {name}";
        writer.Gap();
        ClientEmitter.WriteDocumentation(writer, channel.PublisherDocumentation);
        foreach (var parameter in publisher.TypeParameterNames)
        {
            writer.Line($"/// <typeparam name=\"{parameter}\">As the contract's.</typeparam>");
        }

        ClientEmitter.WriteObsolete(writer, channel.Obsolete);
        var more = parameters.Length == 0 ? string.Empty : ", " + parameters;
        writer.Line($"public static {ChannelEmitter.Type(channel)} {channel.Name}{publisher.TypeParameters}({self}{more})");
        using (writer.Indent())
        {
            foreach (var constraint in publisher.Constraints)
            {
                writer.Line(constraint);
            }

            writer.Line($"=> {name}.Open({contract}.{channel.Id}, {ChannelEmitter.Name(channel, contract)});");
        }
    }
}
