using System.Collections;
using System.Collections.Concurrent;
using System.Collections.ObjectModel;
using System.Numerics;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class OwnDictionary : Dictionary<string, int>
{
    public int Ignored { get; set; } = 5;
}

internal sealed class DictionaryOf<TKey, TValue> : IDictionary<TKey, TValue>
    where TKey : notnull
{
    private readonly Dictionary<TKey, TValue> _items = [];

    public TValue this[TKey key]
    {
        get => _items[key];
        set => _items[key] = value;
    }

    public ICollection<TKey> Keys => _items.Keys;

    public ICollection<TValue> Values => _items.Values;

    public int Count => _items.Count;

    public bool IsReadOnly => false;

    public void Add(TKey key, TValue value) => _items.Add(key, value);

    public void Add(KeyValuePair<TKey, TValue> item) => _items.Add(item.Key, item.Value);

    public void Clear() => _items.Clear();

    public bool Contains(KeyValuePair<TKey, TValue> item) => _items.Contains(item);

    public bool ContainsKey(TKey key) => _items.ContainsKey(key);

    public void CopyTo(KeyValuePair<TKey, TValue>[] array, int arrayIndex) => ((ICollection<KeyValuePair<TKey, TValue>>)_items).CopyTo(array, arrayIndex);

    public bool Remove(TKey key) => _items.Remove(key);

    public bool Remove(KeyValuePair<TKey, TValue> item) => _items.Remove(item.Key);

#pragma warning disable CS8767 // The interface says it in another way.
    public bool TryGetValue(TKey key, out TValue? value) => _items.TryGetValue(key, out value);
#pragma warning restore CS8767

    public IEnumerator<KeyValuePair<TKey, TValue>> GetEnumerator() => _items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>Dictionaries.</summary>
[WsService]
internal partial interface IDictionaries
{
    ValueTask NumberKeysAsync(
        Dictionary<byte, int> b, Dictionary<sbyte, int> sb, Dictionary<short, int> s, Dictionary<ushort, int> us, Dictionary<int, int> i,
        Dictionary<uint, int> ui, Dictionary<long, int> l, Dictionary<ulong, int> ul, Dictionary<Int128, int> i128, Dictionary<UInt128, int> ui128,
        Dictionary<Half, int> h, Dictionary<float, int> f, Dictionary<double, int> d, Dictionary<decimal, int> m, Dictionary<BigInteger, int> big);

    ValueTask OtherKeysAsync(
        Dictionary<string, int> text, Dictionary<bool, int> b, Dictionary<char, int> c, Dictionary<Guid, int> guid, Dictionary<DateTime, int> dt,
        Dictionary<DateTimeOffset, int> dto, Dictionary<DateOnly, int> date, Dictionary<TimeOnly, int> time, Dictionary<TimeSpan, int> span,
        Dictionary<Uri, int> uri, Dictionary<Version, int> version, Dictionary<Plain, int> e, Dictionary<Flagged, int> flags,
        Dictionary<Renamed, int> renamed, Dictionary<ConvertedToNumber, int> number);

    ValueTask ValuesAsync(
        Dictionary<string, string?> texts, Dictionary<string, Point> points, Dictionary<string, Settable> objects, Dictionary<string, int?> optional,
        Dictionary<string, Dictionary<int, string>> nested, Dictionary<string, List<int>> lists, Dictionary<string, object> anything,
        Dictionary<string, JsonElement> elements, Dictionary<string, InitOnly> init, Dictionary<string, byte[]> bytes);

    ValueTask SortsAsync(
        IDictionary<string, int> dictionary, IReadOnlyDictionary<string, int> readOnlyInterface, SortedDictionary<string, int> sorted,
        SortedList<int, string> sortedList, ConcurrentDictionary<string, int> concurrent,
        OrderedDictionary<string, int> ordered, IDictionary<Guid, Point> guids, IReadOnlyDictionary<int, string> numbers);

    ValueTask OwnAsync(OwnDictionary own, DictionaryOf<string, int> generic, DictionaryOf<Plain, Point> enums);

    ValueTask PairsAsync(KeyValuePair<string, int> pair, List<KeyValuePair<string, int>> pairs, KeyValuePair<int, string?>? optional);

#pragma warning disable WST2005, WST2006 // How they fail is compared, too.
    ValueTask BadAsync(
        Dictionary<Point, int> points, Dictionary<object, int> objects, Dictionary<byte[], int> bytes,
        ReadOnlyDictionary<string, int> readOnly);
#pragma warning restore WST2005, WST2006
}

[JsonSerializable(typeof(Dictionary<byte, int>))]
[JsonSerializable(typeof(Dictionary<sbyte, int>))]
[JsonSerializable(typeof(Dictionary<short, int>))]
[JsonSerializable(typeof(Dictionary<ushort, int>))]
[JsonSerializable(typeof(Dictionary<int, int>))]
[JsonSerializable(typeof(Dictionary<uint, int>))]
[JsonSerializable(typeof(Dictionary<long, int>))]
[JsonSerializable(typeof(Dictionary<ulong, int>))]
[JsonSerializable(typeof(Dictionary<Int128, int>))]
[JsonSerializable(typeof(Dictionary<UInt128, int>))]
[JsonSerializable(typeof(Dictionary<Half, int>))]
[JsonSerializable(typeof(Dictionary<float, int>))]
[JsonSerializable(typeof(Dictionary<double, int>))]
[JsonSerializable(typeof(Dictionary<decimal, int>))]
[JsonSerializable(typeof(Dictionary<BigInteger, int>))]
[JsonSerializable(typeof(Dictionary<string, int>))]
[JsonSerializable(typeof(Dictionary<bool, int>))]
[JsonSerializable(typeof(Dictionary<char, int>))]
[JsonSerializable(typeof(Dictionary<Guid, int>))]
[JsonSerializable(typeof(Dictionary<DateTime, int>))]
[JsonSerializable(typeof(Dictionary<DateTimeOffset, int>))]
[JsonSerializable(typeof(Dictionary<DateOnly, int>))]
[JsonSerializable(typeof(Dictionary<TimeOnly, int>))]
[JsonSerializable(typeof(Dictionary<TimeSpan, int>))]
[JsonSerializable(typeof(Dictionary<Uri, int>))]
[JsonSerializable(typeof(Dictionary<Version, int>))]
[JsonSerializable(typeof(Dictionary<Plain, int>))]
[JsonSerializable(typeof(Dictionary<Flagged, int>))]
[JsonSerializable(typeof(Dictionary<Renamed, int>))]
[JsonSerializable(typeof(Dictionary<ConvertedToNumber, int>))]
[JsonSerializable(typeof(Dictionary<string, string>))]
[JsonSerializable(typeof(Dictionary<string, Point>))]
[JsonSerializable(typeof(Dictionary<string, Settable>))]
[JsonSerializable(typeof(Dictionary<string, int?>))]
[JsonSerializable(typeof(Dictionary<string, Dictionary<int, string>>))]
[JsonSerializable(typeof(Dictionary<string, List<int>>))]
[JsonSerializable(typeof(Dictionary<string, object>))]
[JsonSerializable(typeof(Dictionary<string, JsonElement>))]
[JsonSerializable(typeof(Dictionary<string, InitOnly>))]
[JsonSerializable(typeof(Dictionary<string, byte[]>))]
[JsonSerializable(typeof(IDictionary<string, int>))]
[JsonSerializable(typeof(IReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(SortedDictionary<string, int>))]
[JsonSerializable(typeof(SortedList<int, string>))]
[JsonSerializable(typeof(ConcurrentDictionary<string, int>))]
[JsonSerializable(typeof(ReadOnlyDictionary<string, int>))]
[JsonSerializable(typeof(OrderedDictionary<string, int>))]
[JsonSerializable(typeof(IDictionary<Guid, Point>))]
[JsonSerializable(typeof(IReadOnlyDictionary<int, string>))]
[JsonSerializable(typeof(OwnDictionary))]
[JsonSerializable(typeof(DictionaryOf<string, int>))]
[JsonSerializable(typeof(DictionaryOf<Plain, Point>))]
[JsonSerializable(typeof(KeyValuePair<string, int>))]
[JsonSerializable(typeof(List<KeyValuePair<string, int>>))]
[JsonSerializable(typeof(KeyValuePair<int, string>?))]
[JsonSerializable(typeof(Dictionary<Point, int>))]
[JsonSerializable(typeof(Dictionary<object, int>))]
[JsonSerializable(typeof(Dictionary<byte[], int>))]
internal sealed partial class DictionariesOracle : JsonSerializerContext;
