using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>The last resort for types without generated metadata. Writes enumerations as generated metadata does.</summary>
[RequiresUnreferencedCode("Reads types by reflection.")]
[RequiresDynamicCode("Reads types by reflection.")]
internal sealed class ReflectionResolver : DefaultJsonTypeInfoResolver
{
    public override JsonTypeInfo GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        if (type.IsEnum
            && RuntimeFeature.IsDynamicCodeSupported
            && !type.IsDefined(typeof(JsonConverterAttribute), inherit: false)
            && !options.Converters.Any(converter => converter.CanConvert(type)))
        {
            var metadata = (EnumMetadata)Activator.CreateInstance(typeof(EnumMetadata<>).MakeGenericType(type))!;
            return metadata.Create(options);
        }

        return base.GetTypeInfo(type, options);
    }

    private abstract class EnumMetadata
    {
        public abstract JsonTypeInfo Create(JsonSerializerOptions options);
    }

    private sealed class EnumMetadata<T> : EnumMetadata
        where T : struct, Enum
    {
        public override JsonTypeInfo Create(JsonSerializerOptions options) => JsonMetadata.Enum<T>(options);
    }
}
