using System.Collections;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class OwnList : List<string>
{
    // Members of a collection are no part of its JSON.
    public int Ignored { get; set; } = 5;
}

internal sealed class OwnCollection : Collection<int>
{
    protected override void InsertItem(int index, int item) => base.InsertItem(index, item + 1);
}

internal sealed class OwnHashSet : HashSet<Guid>;

internal sealed class OwnStack : Stack<int>;

internal sealed class OwnQueue : Queue<int>;

internal sealed class OwnKeyed : KeyedCollection<string, Settable>
{
    protected override string GetKeyForItem(Settable item) => item.Text;
}

internal class CollectionOf<T> : ICollection<T>
{
    private readonly List<T> _items = [];

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public void Add(T item) => _items.Add(item);

    public void Clear() => _items.Clear();

    public bool Contains(T item) => _items.Contains(item);

    public void CopyTo(T[] array, int arrayIndex) => _items.CopyTo(array, arrayIndex);

    public bool Remove(T item) => _items.Remove(item);

    public IEnumerator<T> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal struct StructList : IList<int>
{
    private List<int>? _items;

    private List<int> Items => _items ??= [];

    public int Count => Items.Count;

    public readonly bool IsReadOnly => false;

    public int this[int index]
    {
        get => Items[index];
        set => Items[index] = value;
    }

    public void Add(int item) => Items.Add(item);

    public void Clear() => Items.Clear();

    public bool Contains(int item) => Items.Contains(item);

    public void CopyTo(int[] array, int arrayIndex) => Items.CopyTo(array, arrayIndex);

    public int IndexOf(int item) => Items.IndexOf(item);

    public void Insert(int index, int item) => Items.Insert(index, item);

    public bool Remove(int item) => Items.Remove(item);

    public void RemoveAt(int index) => Items.RemoveAt(index);

    public IEnumerator<int> GetEnumerator() => Items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Arrays, lists and sets.</summary>
[WsService]
internal partial interface ILists
{
    ValueTask ArraysAsync(
        int[] numbers, string?[] texts, string[] strings, int[][] jagged, byte[][] bytes, Point[] points, Settable[] objects, int?[] optional,
        object[] anything, JsonElement[] elements, List<int>[] lists);

    ValueTask MemoryAsync(Memory<int> memory, ReadOnlyMemory<string> readOnly, ArraySegment<int> segment, ReadOnlyMemory<int>? optional);

    ValueTask ListsAsync(
        List<int> list, List<string?> texts, List<List<int>> lists, List<Point?> points, List<Settable> objects, List<object> anything, List<byte> bytes,
        LinkedList<int> linked, Collection<string> collection, ObservableCollection<int> observable);

    ValueTask InterfacesAsync(
        IList<int> list, ICollection<string> collection, IEnumerable<int> items, IReadOnlyList<Point> readOnlyList,
        IReadOnlyCollection<string?> readOnlyCollection, ISet<int> set);

    ValueTask SetsAsync(HashSet<string> hash, SortedSet<int> sorted, HashSet<Point> points, HashSet<Plain> enums);

    ValueTask QueuesAsync(
        Queue<int> queue, Stack<int> stack, ConcurrentQueue<string> concurrentQueue, ConcurrentStack<string> concurrentStack);

    ValueTask OwnAsync(
        OwnList list, OwnCollection collection, OwnHashSet set, OwnStack stack, OwnQueue queue, OwnKeyed keyed, CollectionOf<string> generic,
        StructList value, StructList? optional);

#pragma warning disable WST2005, WST2008 // They can be written; how reading them fails is compared, too.
    ValueTask WriteOnlyAsync(
        ReadOnlyCollection<int> readOnly, ReadOnlyObservableCollection<int> observable, IReadOnlySet<string> readOnlySet, ConcurrentBag<int> bag,
        BlockingCollection<int> blocking, PriorityQueue<int, int>[] noCollection, ILookup<string, int>[] lookups);
#pragma warning restore WST2005, WST2008
}

[JsonSerializable(typeof(int[]))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(int[][]))]
[JsonSerializable(typeof(byte[][]))]
[JsonSerializable(typeof(Point[]))]
[JsonSerializable(typeof(Settable[]))]
[JsonSerializable(typeof(int?[]))]
[JsonSerializable(typeof(object[]))]
[JsonSerializable(typeof(JsonElement[]))]
[JsonSerializable(typeof(List<int>[]))]
[JsonSerializable(typeof(Memory<int>))]
[JsonSerializable(typeof(ReadOnlyMemory<string>))]
[JsonSerializable(typeof(ArraySegment<int>))]
[JsonSerializable(typeof(ReadOnlyMemory<int>?))]
[JsonSerializable(typeof(List<int>))]
[JsonSerializable(typeof(List<string>))]
[JsonSerializable(typeof(List<List<int>>))]
[JsonSerializable(typeof(List<Point?>))]
[JsonSerializable(typeof(List<Settable>))]
[JsonSerializable(typeof(List<object>))]
[JsonSerializable(typeof(List<byte>))]
[JsonSerializable(typeof(LinkedList<int>))]
[JsonSerializable(typeof(Collection<string>))]
[JsonSerializable(typeof(ObservableCollection<int>))]
[JsonSerializable(typeof(ReadOnlyCollection<int>))]
[JsonSerializable(typeof(IList<int>))]
[JsonSerializable(typeof(ICollection<string>))]
[JsonSerializable(typeof(IEnumerable<int>))]
[JsonSerializable(typeof(IReadOnlyList<Point>))]
[JsonSerializable(typeof(IReadOnlyCollection<string>))]
[JsonSerializable(typeof(ISet<int>))]
[JsonSerializable(typeof(IReadOnlySet<string>))]
[JsonSerializable(typeof(HashSet<string>))]
[JsonSerializable(typeof(SortedSet<int>))]
[JsonSerializable(typeof(HashSet<Point>))]
[JsonSerializable(typeof(HashSet<Plain>))]
[JsonSerializable(typeof(Queue<int>))]
[JsonSerializable(typeof(Stack<int>))]
[JsonSerializable(typeof(ConcurrentQueue<string>))]
[JsonSerializable(typeof(ConcurrentStack<string>))]
[JsonSerializable(typeof(ConcurrentBag<int>))]
[JsonSerializable(typeof(BlockingCollection<int>))]
[JsonSerializable(typeof(PriorityQueue<int, int>[]))]
[JsonSerializable(typeof(OwnList))]
[JsonSerializable(typeof(OwnCollection))]
[JsonSerializable(typeof(OwnHashSet))]
[JsonSerializable(typeof(OwnStack))]
[JsonSerializable(typeof(OwnQueue))]
[JsonSerializable(typeof(OwnKeyed))]
[JsonSerializable(typeof(CollectionOf<string>))]
[JsonSerializable(typeof(StructList))]
[JsonSerializable(typeof(StructList?))]
[JsonSerializable(typeof(ReadOnlyObservableCollection<int>))]
[JsonSerializable(typeof(ILookup<string, int>[]))]
internal sealed partial class ListsOracle : JsonSerializerContext;
