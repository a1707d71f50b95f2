using WsToolkit.Dialects;

namespace WsToolkit.Testing;

/// <summary>One message of each kind, there and back.</summary>
internal sealed class ConformanceRoundTrips(WsDialectConformance checks)
{
    private static readonly ReadOnlyMemory<byte> Null = ConformanceWire.Utf8("null");

    private readonly ConformanceWire _wire = new(checks);

    /// <summary>All that was sent.</summary>
    public List<(byte[] Message, bool ToServer)> Sent => _wire.Sent;

    public void Run()
    {
        Calls(_wire.Client, _wire.Server, 1);
        Errors(_wire.Client, _wire.Server, 11);
        With(WsDialectFeatures.OneWay, OneWay);
        With(WsDialectFeatures.ResultStreams, Streams);
        With(WsDialectFeatures.Cancellation, Cancellation);
        With(WsDialectFeatures.Deadlines, Deadlines);
        With(WsDialectFeatures.Progress, Progress);
        With(WsDialectFeatures.ArgumentStreams, ArgumentStreams);
        With(WsDialectFeatures.Credit, Credit);
        With(WsDialectFeatures.Channels, Channels);
        With(WsDialectFeatures.ServerNotices, Notices);
        With(WsDialectFeatures.Notifications, Notifications);
        With(WsDialectFeatures.Callbacks, () => Calls(_wire.Server, _wire.Client, 61));
    }

    private void With(WsDialectFeatures feature, Action check)
    {
        _wire.Require(
            checks.Server.Features.HasFlag(feature) == checks.Client.Features.HasFlag(feature),
            $"one end has the feature {feature} and the other has not.");
        if (checks.Server.Features.HasFlag(feature))
        {
            check();
        }
    }

    private WsEnvelope Ask(WsDialect caller, int number, int credit = -1)
    {
        var request = _wire.Request(number, credit: credit);
        var found = _wire.Pass(caller, in request, checks.Payload(number), "a request");
        _wire.RequireKind(in found, WsEnvelopeKind.Request, "a request");
        _wire.RequireText(found.Method, checks.Methods[0], "the method of a request");
        _wire.RequirePayload(in found, checks.Payload(number), "a request");
        _wire.Require(
            !found.Id.IsEmpty,
            "a request that wants an answer has no id; a dialect without ids on the wire gives it a number of its own.");
        return found with { Id = found.Id.ToArray() };
    }

    private void Answer(WsDialect callee, in WsEnvelope asked, int number)
    {
        var response = new WsEnvelope { Kind = WsEnvelopeKind.Response, Id = asked.Id, Method = asked.Method, Credit = -1 };
        var found = _wire.Pass(callee, in response, checks.Payload(number), "a response");
        _wire.RequireKind(in found, WsEnvelopeKind.Response, "a response");
        _wire.RequireId(in found, ConformanceWire.Utf8($"{number}"), "a response");
        _wire.RequirePayload(in found, checks.Payload(number), "a response");
    }

    private void Calls(WsDialect caller, WsDialect callee, int first)
    {
        for (var number = first; number < first + 3; number++)
        {
            var asked = Ask(caller, number);
            Answer(callee, in asked, number);
        }
    }

    private void Errors(WsDialect caller, WsDialect callee, int number)
    {
        var asked = Ask(caller, number);
        var found = _wire.Pass(callee, Error(in asked), default, "an error");
        _wire.RequireKind(in found, WsEnvelopeKind.Error, "an error");
        _wire.RequireId(in found, ConformanceWire.Utf8($"{number}"), "an error");
        _wire.Require(caller.ReadError(found.Payload).Message.Length > 0, "an error has no message.");
        var after = Ask(caller, number + 1);
        Answer(callee, in after, number + 1);
    }

    private static WsEnvelope Error(in WsEnvelope asked) => new()
    {
        Kind = WsEnvelopeKind.Error,
        Id = asked.Id,
        Method = asked.Method,
        Credit = -1,
        Error = new WsError("sold_out", "No more of \"these\".", new Dictionary<string, string> { ["sku"] = "gone" }),
    };

    private void OneWay()
    {
        var request = _wire.Request(0) with { Id = default };
        var found = _wire.Pass(_wire.Client, in request, checks.Payload(5), "a one-way call");
        _wire.RequireKind(in found, WsEnvelopeKind.Request, "a one-way call");
        _wire.Require(found.Id.IsEmpty, "a one-way call has an id.");
        var after = Ask(_wire.Client, 21);
        Answer(_wire.Server, in after, 21);
    }

    private void Streams()
    {
        var asked = new[] { Ask(_wire.Client, 22, credit: 8), Ask(_wire.Client, 23, credit: 8) };
        for (var i = 0; i < asked.Length; i++)
        {
            asked[i] = Start(in asked[i], 22 + i);
        }

        for (var n = 0; n < 3; n++)
        {
            for (var i = 0; i < asked.Length; i++)
            {
                var item = new WsEnvelope { Kind = WsEnvelopeKind.Item, Id = asked[i].Id, Method = asked[i].Method, Credit = -1 };
                var found = _wire.Pass(_wire.Server, in item, checks.Payload(n), "an item");
                _wire.RequireKind(in found, WsEnvelopeKind.Item, "an item");
                _wire.RequireId(in found, ConformanceWire.Utf8($"{22 + i}"), "an item");
                _wire.RequirePayload(in found, checks.Payload(n), "an item");
            }
        }

        var end = new WsEnvelope { Kind = WsEnvelopeKind.Response, Id = asked[0].Id, Method = asked[0].Method, Credit = -1 };
        var ended = _wire.Pass(_wire.Server, in end, checks.Server.PayloadCodec?.NoResult ?? Null, "the end of a stream");
        _wire.RequireKind(in ended, WsEnvelopeKind.Response, "the end of a stream");
        _wire.RequireId(in ended, ConformanceWire.Utf8("22"), "the end of a stream");
        var failed = _wire.Pass(_wire.Server, Error(in asked[1]), default, "the failure of a stream");
        _wire.RequireKind(in failed, WsEnvelopeKind.Error, "the failure of a stream");
        _wire.RequireId(in failed, ConformanceWire.Utf8("23"), "the failure of a stream");
    }

    private WsEnvelope Start(in WsEnvelope asked, int number)
    {
        if (!checks.Server.Features.HasFlag(WsDialectFeatures.StreamStarts))
        {
            return asked;
        }

        var id = _wire.Server.NameStream(asked.Id);
        var named = asked with { Kind = WsEnvelopeKind.StreamStart, Id = id, Payload = default, Credit = -1 };
        var found = _wire.Pass(_wire.Server, in named, default, "the start of a stream");
        _wire.RequireKind(in found, WsEnvelopeKind.StreamStart, "the start of a stream");
        _wire.RequireId(in found, ConformanceWire.Utf8($"{number}"), "the start of a stream");
        return named;
    }

    private void Cancellation()
    {
        var asked = Ask(_wire.Client, 31);
        var cancel = new WsEnvelope { Kind = WsEnvelopeKind.Cancel, Id = ConformanceWire.Utf8("31"), Credit = -1 };
        var found = _wire.Pass(_wire.Client, in cancel, default, "a cancelled call");
        _wire.RequireKind(in found, WsEnvelopeKind.Cancel, "a cancelled call");
        _wire.RequireId(in found, asked.Id, "a cancelled call");
        _ = _wire.Write(_wire.Server, Error(in asked), default);
        if (checks.Server.Features.HasFlag(WsDialectFeatures.ResultStreams))
        {
            var stream = Ask(_wire.Client, 32, credit: 8);
            stream = Start(in stream, 32);
            cancel.Id = ConformanceWire.Utf8("32");
            found = _wire.Pass(_wire.Client, in cancel, default, "a cancelled stream");
            _wire.RequireKind(in found, WsEnvelopeKind.Cancel, "a cancelled stream");
            _wire.RequireId(in found, stream.Id, "a cancelled stream");
            _ = _wire.Write(_wire.Server, Error(in stream), default);
        }

        var after = Ask(_wire.Client, 33);
        Answer(_wire.Server, in after, 33);
    }

    private void Deadlines()
    {
        var request = _wire.Request(34) with { TimeoutMilliseconds = 2500 };
        var found = _wire.Pass(_wire.Client, in request, checks.Payload(34), "a deadline");
        _wire.Require(found.TimeoutMilliseconds == 2500, $"a deadline of 2500 ms became {found.TimeoutMilliseconds}.");
        found.Id = found.Id.ToArray();
        Answer(_wire.Server, in found, 34);
    }

    private void Progress()
    {
        var request = _wire.Request(35) with { WantsProgress = true };
        var asked = _wire.Pass(_wire.Client, in request, checks.Payload(35), "a call with progress");
        _wire.Require(asked.WantsProgress, "a call with progress wants none.");
        asked.Id = asked.Id.ToArray();
        var report = new WsEnvelope { Kind = WsEnvelopeKind.Progress, Id = asked.Id, Credit = -1 };
        var found = _wire.Pass(_wire.Server, in report, checks.Payload(2), "a progress report");
        _wire.RequireKind(in found, WsEnvelopeKind.Progress, "a progress report");
        _wire.RequireId(in found, ConformanceWire.Utf8("35"), "a progress report");
        _wire.RequirePayload(in found, checks.Payload(2), "a progress report");
        Answer(_wire.Server, in asked, 35);
    }

    private void ArgumentStreams()
    {
        var asked = Ask(_wire.Client, 36);
        foreach (var kind in new[] { WsEnvelopeKind.Item, WsEnvelopeKind.StreamError, WsEnvelopeKind.StreamEnd })
        {
            var part = new WsEnvelope
            {
                Kind = kind,
                Id = ConformanceWire.Utf8("36"),
                Stream = ConformanceWire.Utf8("values"),
                Error = Error(in asked).Error,
                Credit = -1,
            };
            var found = _wire.Pass(_wire.Client, in part, kind == WsEnvelopeKind.Item ? checks.Payload(7) : default, "an argument stream");
            _wire.RequireKind(in found, kind, "an argument stream");
            _wire.RequireId(in found, asked.Id, "an argument stream");
            _wire.RequireText(found.Stream, "values", "the name of an argument stream");
            if (kind == WsEnvelopeKind.Item)
            {
                _wire.RequirePayload(in found, checks.Payload(7), "an item of an argument stream");
            }
        }

        Answer(_wire.Server, in asked, 36);
    }

    private void Credit()
    {
        var asked = Ask(_wire.Client, 37, credit: 8);
        _wire.Require(asked.Credit == 8, $"the first credit of a stream was 8 and became {asked.Credit}.");
        var grant = new WsEnvelope { Kind = WsEnvelopeKind.Credit, Id = ConformanceWire.Utf8("37"), Credit = 5 };
        var found = _wire.Pass(_wire.Client, in grant, default, "credit");
        _wire.RequireKind(in found, WsEnvelopeKind.Credit, "credit");
        _wire.RequireId(in found, asked.Id, "credit");
        _wire.Require(found.Credit == 5, $"a credit of 5 became {found.Credit}.");
        Answer(_wire.Server, in asked, 37);
    }

    private void Channels()
    {
        var number = 41;
        foreach (var method in new[] { WsChannelMethods.Subscribe, WsChannelMethods.Unsubscribe })
        {
            var request = _wire.Request(number, method) with
            {
                Channel = ConformanceWire.Utf8(checks.Channel),
                Arguments = WsArgumentForm.Payload,
            };
            var found = _wire.Pass(_wire.Client, in request, default, method);
            _wire.RequireKind(in found, WsEnvelopeKind.Request, method);
            _wire.RequireText(found.Method, method, "the method of a call about a channel");
            if (!found.Channel.IsEmpty)
            {
                _wire.RequireText(found.Channel, checks.Channel, "the channel of a call");
            }

            var response = found with { Kind = WsEnvelopeKind.Response, Id = found.Id.ToArray(), Payload = default, Credit = -1 };
            var answered = _wire.Pass(_wire.Server, in response, ConformanceWire.Utf8("{\"subscribed\":{}}"), $"the answer to {method}");
            _wire.RequireKind(in answered, WsEnvelopeKind.Response, $"the answer to {method}");
            _wire.RequireId(in answered, ConformanceWire.Utf8($"{number++}"), $"the answer to {method}");
        }

        Shared(
            new WsEnvelope { Kind = WsEnvelopeKind.Push, Channel = ConformanceWire.Utf8(checks.Channel), Credit = -1 },
            checks.Payload(1),
            found =>
            {
                _wire.RequireText(found.Channel, checks.Channel, "the channel of a message");
                _wire.RequirePayload(in found, checks.Payload(1), "a message of a channel");
            });
    }

    private void Notices()
    {
        if (checks.Server.Features.HasFlag(WsDialectFeatures.Channels))
        {
            Shared(
                new WsEnvelope { Kind = WsEnvelopeKind.Gap, Channel = ConformanceWire.Utf8(checks.Channel), Missed = 3, Credit = -1 },
                default,
                found => _wire.Require(found.Missed == 3, $"3 missed messages became {found.Missed}."));
        }

        Shared(
            new WsEnvelope { Kind = WsEnvelopeKind.GoingAway, TimeoutMilliseconds = 5000, Credit = -1 },
            default,
            found => _wire.Require(found.TimeoutMilliseconds == 5000, $"5000 ms until the end became {found.TimeoutMilliseconds}."));
    }

    private void Notifications() => Shared(
        new WsEnvelope { Kind = WsEnvelopeKind.Notification, Credit = -1 },
        checks.Payload(1),
        found => _wire.RequirePayload(in found, checks.Payload(1), "a notification"));

    // Written by the dialect that all connections share.
    private void Shared(WsEnvelope envelope, ReadOnlyMemory<byte> payload, Action<WsEnvelope> check)
    {
        var what = $"a message of kind {envelope.Kind}";
        var message = _wire.Write(checks.Server, in envelope, payload) ?? throw _wire.Fail($"{what}: nothing was sent.");
        var found = _wire.Read(_wire.Client, message, checks.Server.MessageType);
        _wire.Require(found.Count == 1, $"{what} became {found.Count}.");
        _wire.RequireKind(found[0], envelope.Kind, what);
        check(found[0]);
    }
}
