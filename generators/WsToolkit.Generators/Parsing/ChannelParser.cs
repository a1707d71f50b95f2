using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Turns the channels of a contract into models.</summary>
internal sealed class ChannelParser(ContractAnalysis contract, PayloadFields payloads)
{
    // In the order of the enum; the first is the default.
    private static readonly string[] Policies = ["DropOldest", "Wait", "KeepLatest", "Disconnect"];

    /// <summary>How a value of a type stands in a name.</summary>
    public static ChannelParameterKind KindOf(ChannelMember channel, ITypeSymbol type)
        => channel.IsCatchAll ? ChannelParameterKind.Name
            : type.SpecialType == SpecialType.System_String ? ChannelParameterKind.Text
            : type.TypeKind == TypeKind.Enum ? ChannelParameterKind.Enum
            : type.SpecialType == SpecialType.None ? ChannelParameterKind.Guid
            : ChannelParameterKind.Integer;

    /// <summary>The types that a channel shows: of its messages, their events and its parameters.</summary>
    public static IEnumerable<ITypeSymbol> Shown(ChannelMember channel)
        => PayloadRoots.Of(channel).Concat(channel.Parameters.Select(static parameter => parameter.Type));

    public ChannelModel Parse(ChannelMember channel)
    {
        var symbol = channel.Symbol;
        var names = new UniqueNames(channel.Parameters.Select(static parameter => parameter.Name));
        var publisher = names.Take("publisher");
        var policy = channel.Attribute.Named("SlowConsumer", 0);
        return new ChannelModel
        {
            Id = channel.Id,
            Name = Literals.Identifier(symbol.Name),
            Scope = contract.Type.Arity == 0 && contract.Type.ContainingType is not { IsGenericType: true }
                ? Literals.Text(contract.Type.ToDisplayString())
                : $"typeof({TypeRef.From(contract.Type).Name}).ToString()",
            Template = channel.Template.Text,
            MemberName = contract.Type.Name + "." + symbol.Name,
            IsProperty = channel.IsProperty,
            MessageType = TypeRef.From(channel.MessageType!).AnnotatedName,
            Parameters = channel.Parameters.Select(parameter => ParseParameter(channel, parameter)).ToEquatableArray(),
            TemplateOrder = channel.Template.Parameters.Select(part => IndexOf(channel, part)).ToEquatableArray(),
            NameParts = channel.Template.Parts
                .Select(part => part.IsParameter ? new ChannelNamePart(null, IndexOf(channel, part)) : new ChannelNamePart(part.Text, -1))
                .ToEquatableArray(),
            PayloadField = payloads.ForChannel(channel.Id),
            SlowConsumer = policy > 0 && policy < Policies.Length ? Policies[policy] : null,
            QueueLength = channel.Attribute.HasNamed("QueueLength") ? channel.Attribute.Named("QueueLength", 1) : null,
            ClientsMayPublish = channel.Attribute.Named("ClientsMayPublish", false),
            RequiresAuthorization = AttributeParser.RequiresAuthorization(contract.Type, symbol),
            Metadata = AttributeParser.Metadata(contract.Type, symbol),
            Key = Key(channel),
            Events = channel.Events.Select(static one => new ChannelEventModel(one.Name, TypeRef.From(one.Type).Name)).ToEquatableArray(),
            ExplicitInterface = channel.IsExplicit ? TypeRef.From(symbol.ContainingType).Name : null,
            PublisherName = publisher,
            Documentation = contract.IsInterface ? [] : Documentation.OfChannel(channel, null),
            PublisherDocumentation = Documentation.OfChannel(channel, publisher),
            Obsolete = AttributeParser.Obsolete(symbol),
        };
    }

    private static ChannelParameterModel ParseParameter(ChannelMember channel, IParameterSymbol parameter) => new(
        Literals.Identifier(parameter.Name),
        parameter.Name,
        KindOf(channel, parameter.Type),
        TypeRef.From(parameter.Type).Name,
        parameter.HasExplicitDefaultValue ? Forgiving(Literals.DefaultOf(parameter)) : null);

    // A text that is null by default is refused when it is used.
    private static string Forgiving(string literal) => literal == "null" ? "null!" : literal;

    private static int IndexOf(ChannelMember channel, TemplatePart part)
        => channel.Parameters.TakeWhile(parameter => parameter.Name != part.Text).Count();

    private string? Key(ChannelMember channel)
    {
        if (channel.Attribute.Named<string?>("Key", null) is not { } name)
        {
            return null;
        }

        var message = channel.MessageType!;
        var member = ChannelKeys.Find(message, name, contract.Type.ContainingAssembly)!;
        var access = message is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated } ? "message?." : "message.";
        return member.ContainingType.TypeKind == TypeKind.Interface && message.TypeKind != TypeKind.Interface
            ? $"(({TypeRef.From(member.ContainingType).Name})message).{Literals.Identifier(name)}"
            : access + Literals.Identifier(name);
    }
}
