using System.Runtime.CompilerServices;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.FixedHeader;

public sealed record Reading(string ID, int[] Data);

public sealed record Question
{
    public string? RequestID { get; init; }

    public int Count { get; init; }
}

/// <summary>A service with everything that a fixed header carries, with JSON.</summary>
[WsService(Naming = WsNaming.AsIs)]
public partial class MeterService(Probe probe)
{
    public static FixedHeaderOptions Protocol { get; } = new() { Streams = [new FixedHeaderStream("0510")] };

    [WsRpcMethod("0001")]
    public int Add(int First, int Second) => First + Second;

    [WsRpcMethod("0002")]
    public Reading Read([WsPayload] Reading reading) => reading;

    [WsRpcMethod("0003")]
    public void Nothing()
    {
    }

    [WsRpcMethod("0004")]
    public void Fail(string Code, int Status)
        => throw new WsException(Code, "It failed.", new Dictionary<string, string> { ["Code"] = "wrong" }) { Status = Status };

    [WsRpcMethod("0005")]
    public void Crash() => throw new InvalidOperationException("secret");

    /// <summary>Counts, then fails where the number is negative, and waits for its end where it is 0.</summary>
    [WsRpcMethod("0510")]
    public async IAsyncEnumerable<Reading> CountAsync([WsPayload] Question question, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var i = 0; i < Math.Abs(question.Count); i++)
        {
            await Task.Yield();
            yield return new Reading($"{i}", [i]);
        }

        if (question.Count < 0)
        {
            throw new WsException("GONE", "The meter has gone.");
        }

        if (question.Count == 0)
        {
            probe.Mark("waiting");
            await probe.WaitAsync("end", ct);
        }
    }

    /// <summary>Streams with the id of its request.</summary>
    [WsRpcMethod("0511")]
    public async IAsyncEnumerable<int> NumbersAsync(int Count)
    {
        for (var i = 0; i < Count; i++)
        {
            await Task.Yield();
            yield return i;
        }
    }
}
