namespace WsToolkit.Generators.Model;

/// <summary>A type of a JSON context, as one line of its table.</summary>
internal sealed record JsonTypeModel
{
    /// <summary>The type's name from <c>global::</c> on, without annotations of reference types.</summary>
    public required string Type { get; init; }

    /// <summary>What sort of type it is.</summary>
    public required JsonTypeKind Kind { get; init; }

    /// <summary>
    /// What the kind needs besides: the serializer's converter of a built-in type, the creation of a converter, the method that creates
    /// an immutable collection, the identifier of a type with members.
    /// </summary>
    public string Detail { get; init; } = "";

    /// <summary>The types of elements, or of keys and values, or the value type of a nullable type.</summary>
    public EquatableArray<string> Arguments { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Whether a collection is created with <c>new</c>; otherwise the serializer knows how, or it cannot be read.</summary>
    public bool IsCreated { get; init; }
}

/// <summary>
/// The sorts of types that the JSON metadata distinguishes; those of collections have the names of the runtime's methods.
/// </summary>
internal enum JsonTypeKind
{
    /// <summary>The serializer has a converter for it.</summary>
    BuiltIn,
    Enum,
    Nullable,

    /// <summary>Has a <c>[JsonConverter]</c>.</summary>
    Converted,

    /// <summary>The serializer refuses it.</summary>
    Unsupported,

    /// <summary>Has members; described by a <see cref="JsonObjectModel"/>.</summary>
    Object,
    Array,
    Memory,
    ReadOnlyMemory,
    List,
    Dictionary,
    ImmutableDictionary,
    IDictionary,
    IReadOnlyDictionary,
    ImmutableEnumerable,
    IList,
    ISet,
    ICollection,
    Stack,
    Queue,
    ConcurrentStack,
    ConcurrentQueue,
    IEnumerable,
    IAsyncEnumerable,
}
