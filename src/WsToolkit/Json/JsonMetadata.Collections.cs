using System.Collections;
using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <content>One method for each kind of collection that the serializer distinguishes.</content>
public static partial class JsonMetadata
{
    /// <summary>Describes an array.</summary>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TElement[]> Array<TElement>(JsonSerializerOptions options)
        => Custom<TElement[]>(options) ?? Complete(JsonMetadataServices.CreateArrayInfo(options, Values<TElement[]>(null)));

    /// <summary>Describes a <see cref="System.Memory{T}"/>.</summary>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<Memory<TElement>> Memory<TElement>(JsonSerializerOptions options)
        => Custom<Memory<TElement>>(options)
            ?? Complete(JsonMetadataServices.CreateMemoryInfo(options, Values<Memory<TElement>>(static () => default)));

    /// <summary>Describes a <see cref="System.ReadOnlyMemory{T}"/>.</summary>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<ReadOnlyMemory<TElement>> ReadOnlyMemory<TElement>(JsonSerializerOptions options)
        => Custom<ReadOnlyMemory<TElement>>(options)
            ?? Complete(JsonMetadataServices.CreateReadOnlyMemoryInfo(options, Values<ReadOnlyMemory<TElement>>(static () => default)));

    /// <summary>Describes a <see cref="System.Collections.Generic.List{T}"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> List<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : List<TElement>
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateListInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes a <see cref="System.Collections.Generic.Dictionary{TKey, TValue}"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> Dictionary<TCollection, TKey, TValue>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : Dictionary<TKey, TValue>
        where TKey : notnull
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateDictionaryInfo<TCollection, TKey, TValue>(options, Values(create)));

    /// <summary>Describes an immutable dictionary.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="createRange">Creates a collection of items.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> ImmutableDictionary<TCollection, TKey, TValue>(
        JsonSerializerOptions options, Func<IEnumerable<KeyValuePair<TKey, TValue>>, TCollection> createRange)
        where TCollection : IReadOnlyDictionary<TKey, TValue>
        where TKey : notnull
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateImmutableDictionaryInfo<TCollection, TKey, TValue>(
                options, Values<TCollection>(null), createRange));

    /// <summary>Describes an <see cref="System.Collections.Generic.IDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IDictionary<TCollection, TKey, TValue>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IDictionary<TKey, TValue>
        where TKey : notnull
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateIDictionaryInfo<TCollection, TKey, TValue>(options, Values(create)));

    /// <summary>Describes an <see cref="System.Collections.Generic.IReadOnlyDictionary{TKey, TValue}"/>.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TKey">The type of the keys.</typeparam>
    /// <typeparam name="TValue">The type of the values.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IReadOnlyDictionary<TCollection, TKey, TValue>(
        JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IReadOnlyDictionary<TKey, TValue>
        where TKey : notnull
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateIReadOnlyDictionaryInfo<TCollection, TKey, TValue>(options, Values(create)));

    /// <summary>Describes an immutable collection.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="createRange">Creates a collection of items.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> ImmutableEnumerable<TCollection, TElement>(
        JsonSerializerOptions options, Func<IEnumerable<TElement>, TCollection> createRange)
        where TCollection : IEnumerable<TElement>
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateImmutableEnumerableInfo<TCollection, TElement>(
                options, Values<TCollection>(null), createRange));

    /// <summary>Describes an <see cref="System.Collections.Generic.IList{T}"/>.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IList<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IList<TElement>
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateIListInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes an <see cref="System.Collections.Generic.ISet{T}"/>.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> ISet<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : ISet<TElement>
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateISetInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes an <see cref="System.Collections.Generic.ICollection{T}"/>.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> ICollection<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : ICollection<TElement>
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateICollectionInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes a <see cref="System.Collections.Generic.Stack{T}"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> Stack<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : Stack<TElement>
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateStackInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes a <see cref="System.Collections.Generic.Queue{T}"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> Queue<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : Queue<TElement>
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateQueueInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes a <see cref="System.Collections.Concurrent.ConcurrentStack{T}"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> ConcurrentStack<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : ConcurrentStack<TElement>
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateConcurrentStackInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes a <see cref="System.Collections.Concurrent.ConcurrentQueue{T}"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> ConcurrentQueue<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : ConcurrentQueue<TElement>
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateConcurrentQueueInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes an <see cref="System.Collections.Generic.IEnumerable{T}"/>, a read-only list or a read-only collection.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IEnumerable<TCollection, TElement>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IEnumerable<TElement>
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateIEnumerableInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>
    /// Describes an <see cref="System.Collections.Generic.IAsyncEnumerable{T}"/> as part of a value, which only an asynchronous
    /// writer can write.
    /// </summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <typeparam name="TElement">The type of the items.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IAsyncEnumerable<TCollection, TElement>(
        JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IAsyncEnumerable<TElement>
        => Custom<TCollection>(options)
            ?? Complete(JsonMetadataServices.CreateIAsyncEnumerableInfo<TCollection, TElement>(options, Values(create)));

    /// <summary>Describes a dictionary that is not generic.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IDictionary<TCollection>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IDictionary
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateIDictionaryInfo<TCollection>(options, Values(create)));

    /// <summary>Describes a list that is not generic.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IList<TCollection>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IList
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateIListInfo<TCollection>(options, Values(create)));

    /// <summary>Describes a collection that is not generic.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> IEnumerable<TCollection>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : IEnumerable
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateIEnumerableInfo<TCollection>(options, Values(create)));

    /// <summary>Describes a <see cref="System.Collections.Stack"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> Stack<TCollection>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : Stack
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateStackInfo(
            options, Values(create), static (collection, item) => collection.Push(item)));

    /// <summary>Describes a <see cref="System.Collections.Queue"/> or a type derived from it.</summary>
    /// <typeparam name="TCollection">The type.</typeparam>
    /// <param name="options">The serializer's options.</param>
    /// <param name="create">Creates an empty collection; <see langword="null"/> when there is no need or no way to.</param>
    /// <returns>The description.</returns>
    public static JsonTypeInfo<TCollection> Queue<TCollection>(JsonSerializerOptions options, Func<TCollection>? create)
        where TCollection : Queue
        => Custom<TCollection>(options) ?? Complete(JsonMetadataServices.CreateQueueInfo(
            options, Values(create), static (collection, item) => collection.Enqueue(item)));

    private static JsonCollectionInfoValues<T> Values<T>(Func<T>? create) => new() { ObjectCreator = create };
}
