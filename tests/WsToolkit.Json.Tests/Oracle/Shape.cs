using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Everything that a type's metadata tells, as lines of text.</summary>
internal static class Shape
{
    public static string Of(Type type, JsonSerializerOptions options)
    {
        try
        {
            return Of(options.GetTypeInfo(type));
        }
        catch (Exception exception)
        {
            return $"!{exception.GetType().FullName}: {exception.Message}";
        }
    }

    private static string Of(JsonTypeInfo info)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{info.Kind} of {Name(info.ElementType)} by {Name(info.KeyType)}, ");
        text.Append(CultureInfo.InvariantCulture, $"created {info.CreateObject is not null}, numbers {info.NumberHandling}, ");
        text.Append(CultureInfo.InvariantCulture, $"unmapped {info.UnmappedMemberHandling}, creation {info.PreferredPropertyObjectCreationHandling}, ");
        text.Append(CultureInfo.InvariantCulture, $"callbacks {info.OnDeserializing is not null} {info.OnDeserialized is not null} ");
        text.Append(CultureInfo.InvariantCulture, $"{info.OnSerializing is not null} {info.OnSerialized is not null}\n");
        if (info.Kind == JsonTypeInfoKind.None)
        {
            text.Append(CultureInfo.InvariantCulture, $"  {info.Converter.GetType()}\n");
        }

        if (info.PolymorphismOptions is { } polymorphism)
        {
            text.Append(CultureInfo.InvariantCulture, $"  polymorphic by {polymorphism.TypeDiscriminatorPropertyName}, ");
            text.Append(CultureInfo.InvariantCulture, $"{polymorphism.UnknownDerivedTypeHandling}, {polymorphism.IgnoreUnrecognizedTypeDiscriminators}: ");
            text.AppendJoin(", ", polymorphism.DerivedTypes.Select(derived => $"{Name(derived.DerivedType)} {derived.TypeDiscriminator}")).Append('\n');
        }

        if (info.Kind == JsonTypeInfoKind.Object)
        {
            foreach (var property in info.Properties)
            {
                Property(property, text);
            }
        }

        return text.ToString();
    }

    private static void Property(JsonPropertyInfo property, StringBuilder text)
    {
        text.Append(CultureInfo.InvariantCulture, $"  {property.Name}: {Name(property.PropertyType)} of {Name(property.DeclaringType)}, ");
        text.Append(CultureInfo.InvariantCulture, $"get {property.Get is not null} {property.IsGetNullable}, ");
        text.Append(CultureInfo.InvariantCulture, $"set {property.Set is not null} {property.IsSetNullable}, required {property.IsRequired}, ");
        text.Append(CultureInfo.InvariantCulture, $"order {property.Order}, numbers {property.NumberHandling}, creation {property.ObjectCreationHandling}, ");
        text.Append(CultureInfo.InvariantCulture, $"extension {property.IsExtensionData}, conditional {property.ShouldSerialize is not null}, ");
        text.Append(CultureInfo.InvariantCulture, $"converter {property.CustomConverter is not null}");

        // The serializer's own generator makes parameters of init-only properties.
        if (property.AssociatedParameter is { IsMemberInitializer: false } parameter)
        {
            text.Append(CultureInfo.InvariantCulture, $", parameter {parameter.Position} {parameter.Name}: {Name(parameter.ParameterType)} ");
            text.Append(CultureInfo.InvariantCulture, $"{parameter.IsNullable}, default {parameter.HasDefaultValue} ");
            text.Append(parameter.DefaultValue is string words
                ? JsonSerializer.Serialize(words)
                : Convert.ToString(parameter.DefaultValue ?? "null", CultureInfo.InvariantCulture));
        }

        text.Append('\n');
    }

    private static string Name(Type? type) => type is null ? "-" : Roots.Name(type);
}
