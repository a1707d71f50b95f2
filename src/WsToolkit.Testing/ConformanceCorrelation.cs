using System.Text;
using WsToolkit.Dialects;

namespace WsToolkit.Testing;

/// <summary>Many calls at once, answered in an order of chance within what the dialect allows.</summary>
internal sealed class ConformanceCorrelation(WsDialectConformance checks)
{
    private const int Rounds = 20;
    private const int Calls = 30;

    private readonly ConformanceWire _wire = new(checks);
    private readonly Random _random = new(checks.Seed);
    private int _number;

    public void Run()
    {
        var atOnce = Math.Min(Calls, checks.Client.MaxUnansweredCalls ?? Calls);
        for (var round = 0; round < Rounds; round++)
        {
            var waiting = Enumerable.Range(0, atOnce).Select(_ => Ask()).ToList();
            _wire.Require(
                waiting.DistinctBy(static call => Convert.ToHexString(call.Id.Span)).Count() == waiting.Count,
                "two calls have the same id at the server.");
            while (waiting.Count > 0)
            {
                // The first of those that may be answered now, by chance.
                var next = waiting[_random.Next(waiting.Count)];
                var call = next.Order switch
                {
                    WsAnswerOrder.Connection => waiting[0],
                    WsAnswerOrder.Method => waiting.First(other => other.Method == next.Method),
                    _ => next,
                };
                waiting.Remove(call);
                Answer(call, fails: checks.ErrorsAreAttributed && _random.Next(4) == 0);
            }
        }
    }

    private Call Ask()
    {
        var method = checks.Methods[_random.Next(checks.Methods.Count)];
        var request = _wire.Request(++_number, method);
        var found = _wire.Pass(_wire.Client, in request, checks.Payload(_number), "a request");
        _wire.RequireKind(in found, WsEnvelopeKind.Request, "a request");
        _wire.RequireText(found.Method, method, "the method of a request");
        return new Call(_number, method, found.Id.ToArray(), found.Order);
    }

    private void Answer(Call call, bool fails)
    {
        var answer = new WsEnvelope
        {
            Kind = fails ? WsEnvelopeKind.Error : WsEnvelopeKind.Response,
            Id = call.Id,
            Method = Encoding.UTF8.GetBytes(call.Method),
            Error = fails ? new WsError("failed", "It failed.") : null,
            Credit = -1,
        };
        var found = _wire.Pass(_wire.Server, in answer, fails ? default : checks.Payload(call.Number), "an answer among others");
        _wire.RequireKind(in found, answer.Kind, "an answer among others");
        _wire.RequireId(in found, ConformanceWire.Utf8($"{call.Number}"), "an answer among others");
        if (!fails)
        {
            _wire.RequirePayload(in found, checks.Payload(call.Number), "an answer among others");
        }
    }

    private sealed record Call(int Number, string Method, ReadOnlyMemory<byte> Id, WsAnswerOrder Order);
}
