using System.Collections;
using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Collections.Specialized;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class OwnArrayList : ArrayList;

internal sealed class OwnStringCollection : CollectionBase
{
    public void Add(string item) => List.Add(item);
}

/// <summary>Immutable and frozen collections, and those that are not generic.</summary>
[WsService]
internal partial interface IImmutables
{
    ValueTask ImmutableAsync(
        ImmutableArray<int> array, ImmutableArray<string>? optional, ImmutableList<string> list, ImmutableHashSet<int> hash,
        ImmutableSortedSet<string> sorted, ImmutableStack<int> stack, ImmutableQueue<int> queue, ImmutableDictionary<string, int> dictionary,
        ImmutableSortedDictionary<int, string> sortedDictionary, ImmutableArray<Point> points, ImmutableList<ImmutableArray<int>> nested);

    ValueTask InterfacesAsync(
        IImmutableList<int> list, IImmutableSet<int> set, IImmutableStack<string> stack, IImmutableQueue<string> queue,
        IImmutableDictionary<string, int> dictionary);

#pragma warning disable WST2005 // Can be written; how reading them fails is compared, too.
    ValueTask FrozenAsync(FrozenSet<int> set, FrozenDictionary<string, int> dictionary);

    ValueTask NotGenericAsync(
        ArrayList list, IList listInterface, ICollection collection, IEnumerable items, Stack stack, Queue queue, Hashtable table,
        IDictionary dictionary, SortedList sorted, OwnArrayList own, BitArray bits, StringCollection strings, ListDictionary listDictionary,
        OwnStringCollection collectionBase, HybridDictionary hybrid, OrderedDictionary ordered);
#pragma warning restore WST2005
}

[JsonSerializable(typeof(ImmutableArray<int>))]
[JsonSerializable(typeof(ImmutableArray<string>?))]
[JsonSerializable(typeof(ImmutableList<string>))]
[JsonSerializable(typeof(ImmutableHashSet<int>))]
[JsonSerializable(typeof(ImmutableSortedSet<string>))]
[JsonSerializable(typeof(ImmutableStack<int>))]
[JsonSerializable(typeof(ImmutableQueue<int>))]
[JsonSerializable(typeof(ImmutableDictionary<string, int>))]
[JsonSerializable(typeof(ImmutableSortedDictionary<int, string>))]
[JsonSerializable(typeof(ImmutableArray<Point>))]
[JsonSerializable(typeof(ImmutableList<ImmutableArray<int>>))]
[JsonSerializable(typeof(IImmutableList<int>))]
[JsonSerializable(typeof(IImmutableSet<int>))]
[JsonSerializable(typeof(IImmutableStack<string>))]
[JsonSerializable(typeof(IImmutableQueue<string>))]
[JsonSerializable(typeof(IImmutableDictionary<string, int>))]
[JsonSerializable(typeof(FrozenSet<int>))]
[JsonSerializable(typeof(FrozenDictionary<string, int>))]
[JsonSerializable(typeof(ArrayList))]
[JsonSerializable(typeof(IList))]
[JsonSerializable(typeof(ICollection))]
[JsonSerializable(typeof(IEnumerable))]
[JsonSerializable(typeof(Stack))]
[JsonSerializable(typeof(Queue))]
[JsonSerializable(typeof(Hashtable))]
[JsonSerializable(typeof(IDictionary))]
[JsonSerializable(typeof(SortedList))]
[JsonSerializable(typeof(OwnArrayList))]
[JsonSerializable(typeof(BitArray))]
[JsonSerializable(typeof(StringCollection))]
[JsonSerializable(typeof(ListDictionary))]
[JsonSerializable(typeof(OwnStringCollection))]
[JsonSerializable(typeof(HybridDictionary))]
[JsonSerializable(typeof(OrderedDictionary))]
internal sealed partial class ImmutablesOracle : JsonSerializerContext;
