using System.Collections;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed class Called : IJsonOnSerializing, IJsonOnSerialized, IJsonOnDeserializing, IJsonOnDeserialized
{
    private readonly List<string> _calls = [];

    public int Number { get; init; } = 1;

    public string Log => string.Join(' ', _calls);

    public void OnSerializing() => _calls.Add("serializing");

    public void OnSerialized() => _calls.Add("serialized");

    public void OnDeserializing() => _calls.Add("deserializing " + Number);

    public void OnDeserialized() => _calls.Add("deserialized " + Number);
}

internal sealed record CalledRecord(int Number) : IJsonOnDeserialized
{
    public int Doubled { get; private set; }

    void IJsonOnDeserialized.OnDeserialized() => Doubled = Number * 2;
}

internal struct CalledStruct : IJsonOnDeserialized, IJsonOnSerializing
{
    public int Number { get; set; }

    [JsonIgnore]
    public int Calls { get; set; }

    public void OnDeserialized() => Calls++;

    public void OnSerializing() => Number++;
}

/// <summary>Throws where it can.</summary>
internal sealed class Throwing
{
    private int _number;

    public int Number
    {
        get => _number;
        set => _number = value == 13 ? throw new ArgumentException("Thirteen.") : value;
    }
}

internal sealed class ThrowingConstructor
{
    public ThrowingConstructor(int number)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(number);
        Number = number;
    }

    public int Number { get; }
}

#pragma warning disable WST2002 // Types that the serializer refuses are refused alike.
internal sealed class WithRefused
{
    public int Number { get; set; }

    public Action? Delegate { get; set; }

    public Type? Type { get; set; }

    public nint Pointer { get; set; }

    public int[,]? Rectangular { get; set; }

    public IAsyncEnumerable<int>? Stream { get; set; }
}

internal sealed class WithDelegate
{
    public Func<int>? Delegate { get; set; }
}

internal sealed class WithType
{
    public Type? Type { get; set; }
}

internal sealed class WithPointer
{
    public nint Pointer { get; set; }
}

internal sealed class WithRectangular
{
    public int[,]? Rectangular { get; set; }
}

internal sealed class WithStream
{
    public IAsyncEnumerable<int>? Stream { get; set; }
}
#pragma warning restore WST2002

internal sealed class WithRefStruct
{
    public int Number { get; set; }

    [JsonIgnore]
    public ReadOnlySpan<char> Span => "ignored";
}

internal sealed class Enumerated : IEnumerable<int>
{
    public int Number { get; set; } = 1;

    public IEnumerator<int> GetEnumerator() => Enumerable.Range(Number / 2, 3).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

internal sealed class Collections
{
    public int[] Array { get; init; } = [1];

    public List<int> List { get; init; } = [2];

    public IReadOnlyList<string> ReadOnly { get; init; } = ["three"];

    public Dictionary<string, Point> Points { get; init; } = new() { ["four"] = new(4, 4) };

    public HashSet<Plain>? Set { get; init; }

    public ISet<int> SetInterface { get; } = new HashSet<int> { 5 };

    public Stack<int> Stack { get; set; } = new([6]);

    public ReadOnlyMemory<byte> Bytes { get; init; } = new byte[] { 7 };

    public System.Collections.Immutable.ImmutableArray<int> Immutable { get; init; } = [8];

    public IEnumerable<Settable>? Settables { get; set; }
}

internal sealed class Wide
{
    public int A0 { get; init; } = 1;

    public int A1 { get; init; } = 1;

    public int A2 { get; init; } = 1;

    public int A3 { get; init; } = 1;

    public int A4 { get; init; } = 1;

    public int A5 { get; init; } = 1;

    public int A6 { get; init; } = 1;

    public int A7 { get; init; } = 1;

    public required int A8 { get; init; }

    public int AVeryLongNameThatIsLongerThanWhatTheSerializerComparesAtOnceInItsTableOfNames { get; init; } = 1;

    public int AVeryLongNameThatIsLongerThanWhatTheSerializerComparesAtOnceInItsTableOfName2 { get; init; } = 1;
}

#pragma warning disable CS0612 // An obsolete type travels like any other.
[Obsolete]
internal sealed class Former
{
    public int Number { get; init; } = 5;
}

/// <summary>Callbacks, exceptions, refused types, and what else is awkward.</summary>
[WsService]
internal partial interface IAwkward
{
    ValueTask CallbacksAsync(Called called, CalledRecord calledRecord, CalledStruct calledStruct, CalledStruct? optional);

    ValueTask ThrowingAsync(Throwing throwing, ThrowingConstructor constructor);

    ValueTask OthersAsync(WithRefStruct withRefStruct, Collections collections, Wide wide);

    ValueTask OldAsync(Former former);

    ValueTask RefusedAsync(
        WithRefused all, WithDelegate withDelegate, WithType withType, WithPointer withPointer, WithRectangular withRectangular, WithStream withStream);

#pragma warning disable WST2005 // Can be written; how reading it fails is compared, too.
    ValueTask WriteOnlyAsync(Enumerated enumerated);
#pragma warning restore WST2005
}
#pragma warning restore CS0612

#pragma warning disable CS0612 // As above.
[JsonSerializable(typeof(Called))]
[JsonSerializable(typeof(CalledRecord))]
[JsonSerializable(typeof(CalledStruct))]
[JsonSerializable(typeof(CalledStruct?))]
[JsonSerializable(typeof(Throwing))]
[JsonSerializable(typeof(ThrowingConstructor))]
[JsonSerializable(typeof(WithRefStruct))]
[JsonSerializable(typeof(Collections))]
[JsonSerializable(typeof(Wide))]
[JsonSerializable(typeof(Former))]
[JsonSerializable(typeof(WithRefused))]
[JsonSerializable(typeof(WithDelegate))]
[JsonSerializable(typeof(WithType))]
[JsonSerializable(typeof(WithPointer))]
[JsonSerializable(typeof(WithRectangular))]
[JsonSerializable(typeof(WithStream))]
[JsonSerializable(typeof(Enumerated))]
internal sealed partial class AwkwardOracle : JsonSerializerContext;
#pragma warning restore CS0612
