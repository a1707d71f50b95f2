namespace WsToolkit.Generators;

/// <summary>The names that the JSON half of the generator looks for or writes. A test checks that each exists.</summary>
internal static class JsonNames
{
    /// <summary>Types of the toolkit, as metadata names.</summary>
    internal static class Types
    {
        public const string Metadata = "WsToolkit.Json.JsonMetadata";
        public const string BigIntegerConverter = "WsToolkit.Json.BigIntegerJsonConverter";
        public const string MemberTraits = "WsToolkit.Json.JsonMemberTraits";
    }

    /// <summary>Types of the serializer and the platform, as metadata names.</summary>
    internal static class Platform
    {
        public const string SerializerContext = "System.Text.Json.Serialization.JsonSerializerContext";
        public const string Element = "System.Text.Json.JsonElement";
        public const string SerializerOptions = "System.Text.Json.JsonSerializerOptions";
        public const string TypeInfo = "System.Text.Json.Serialization.Metadata.JsonTypeInfo";
        public const string TypeInfoResolver = "System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver";
        public const string MetadataServices = "System.Text.Json.Serialization.Metadata.JsonMetadataServices";
        public const string NumberHandlingValue = "System.Text.Json.Serialization.JsonNumberHandling";
        public const string UnmappedMemberHandlingValue = "System.Text.Json.Serialization.JsonUnmappedMemberHandling";
        public const string ObjectCreationHandlingValue = "System.Text.Json.Serialization.JsonObjectCreationHandling";
        public const string IgnoreConditionValue = "System.Text.Json.Serialization.JsonIgnoreCondition";
        public const string Converter = "System.Text.Json.Serialization.JsonConverter";
        public const string UnsafeAccessor = "System.Runtime.CompilerServices.UnsafeAccessorAttribute";
        public const string UnsafeAccessorKind = "System.Runtime.CompilerServices.UnsafeAccessorKind";
        public const string OverloadResolutionPriority = "System.Runtime.CompilerServices.OverloadResolutionPriorityAttribute";
        public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
        public const string AllowNull = "System.Diagnostics.CodeAnalysis.AllowNullAttribute";
        public const string DisallowNull = "System.Diagnostics.CodeAnalysis.DisallowNullAttribute";
        public const string MaybeNull = "System.Diagnostics.CodeAnalysis.MaybeNullAttribute";
        public const string NotNull = "System.Diagnostics.CodeAnalysis.NotNullAttribute";
        public const string OnDeserializing = "System.Text.Json.Serialization.IJsonOnDeserializing";
        public const string MemberInfo = "System.Reflection.MemberInfo";
    }

    /// <summary>The serializer's attributes, as metadata names.</summary>
    internal static class Attributes
    {
        public const string Constructor = "System.Text.Json.Serialization.JsonConstructorAttribute";
        public const string Converter = "System.Text.Json.Serialization.JsonConverterAttribute";
        public const string DerivedType = "System.Text.Json.Serialization.JsonDerivedTypeAttribute";
        public const string ExtensionData = "System.Text.Json.Serialization.JsonExtensionDataAttribute";
        public const string Ignore = "System.Text.Json.Serialization.JsonIgnoreAttribute";
        public const string Include = "System.Text.Json.Serialization.JsonIncludeAttribute";
        public const string NumberHandling = "System.Text.Json.Serialization.JsonNumberHandlingAttribute";
        public const string ObjectCreationHandling = "System.Text.Json.Serialization.JsonObjectCreationHandlingAttribute";
        public const string PropertyName = "System.Text.Json.Serialization.JsonPropertyNameAttribute";
        public const string PropertyOrder = "System.Text.Json.Serialization.JsonPropertyOrderAttribute";
        public const string Required = "System.Text.Json.Serialization.JsonRequiredAttribute";
        public const string Serializable = "System.Text.Json.Serialization.JsonSerializableAttribute";
        public const string SourceGenerationOptions = "System.Text.Json.Serialization.JsonSourceGenerationOptionsAttribute";
        public const string UnmappedMemberHandling = "System.Text.Json.Serialization.JsonUnmappedMemberHandlingAttribute";
    }
}
