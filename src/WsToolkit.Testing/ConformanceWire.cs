using System.Buffers;
using System.Text;
using System.Text.Json.Nodes;
using WsToolkit.Dialects;
using WsToolkit.Framing;

namespace WsToolkit.Testing;

/// <summary>The two ends of one connection, without anything in between.</summary>
internal sealed class ConformanceWire
{
    private readonly WsDialectConformance _checks;

    public ConformanceWire(WsDialectConformance checks)
    {
        _checks = checks;
        Server = checks.Server.ForConnection(new WsDialectContext(WsDialectRole.Server, checks.TimeProvider));
        Client = checks.Client.ForConnection(new WsDialectContext(WsDialectRole.Client, checks.TimeProvider));
        checks.Prepare?.Invoke(Server, Client);
    }

    public WsDialect Server { get; }

    public WsDialect Client { get; }

    /// <summary>Everything that was sent, for those who want to mutate it.</summary>
    public List<(byte[] Message, bool ToServer)> Sent { get; } = [];

    public static ReadOnlyMemory<byte> Utf8(string text) => Encoding.UTF8.GetBytes(text);

    public WsEnvelope Request(int number, string? method = null, int credit = -1) => new()
    {
        Kind = WsEnvelopeKind.Request,
        Id = Utf8($"{number}"),
        Method = Utf8(method ?? _checks.Methods[0]),
        Arguments = WsArgumentForm.Named,
        Credit = credit,
    };

    /// <summary>Writes a message.</summary>
    /// <returns>The message; null where nothing is sent.</returns>
    public byte[]? Write(WsDialect from, in WsEnvelope envelope, ReadOnlyMemory<byte> payload)
    {
        using var output = new OutputBuffer();
        try
        {
            output.Write("before"u8);
            var start = output.Mark();
            from.Begin(output, in envelope);
            var content = output.Mark();
            output.Write(payload.Span);
            if (!from.Finish(output, in envelope, start, content))
            {
                return null;
            }

            var message = output.WrittenSince(start).ToArray();
            if (ReferenceEquals(from, Client))
            {
                Sent.Add((message, true));
            }

            if (!ReferenceEquals(from, Client) || ReferenceEquals(Server, Client))
            {
                Sent.Add((message, false));
            }

            return message;
        }
        catch (Exception exception)
        {
            throw new WsDialectConformanceException(
                $"{from.Name}: writing a message of kind {envelope.Kind} threw {exception.GetType().Name}.", exception);
        }
    }

    /// <summary>Writes a message at one end and reads it at the other.</summary>
    public WsEnvelope Pass(WsDialect from, in WsEnvelope envelope, ReadOnlyMemory<byte> payload, string what)
    {
        var message = Write(from, in envelope, payload) ?? throw Fail($"{what}: nothing was sent.");
        var to = ReferenceEquals(from, Client) ? Server : Client;
        var all = Read(to, message, from.MessageType);
        if (all.Count != 1)
        {
            throw Fail($"{what}: one message became {all.Count} envelopes: {Show(message)}");
        }

        var found = all[0];
        if (found.Kind == WsEnvelopeKind.Malformed)
        {
            throw Fail($"{what}: the other end cannot read {Show(message)}: {found.Error?.Message ?? "it passes it over"}");
        }

        return found;
    }

    /// <summary>Reads a message, with all that is in it.</summary>
    public List<WsEnvelope> Read(WsDialect at, ReadOnlyMemory<byte> message, WsMessageType type)
    {
        List<WsEnvelope> all = [];
        try
        {
            at.Parse(message, type, out var envelope);
            all.Add(envelope);
            while (envelope.HasMore && at.ParseNext(out envelope))
            {
                all.Add(envelope);
                if (all.Count > message.Length + 1)
                {
                    throw Fail($"more envelopes than bytes were found in {Show(message)}");
                }
            }

            foreach (var found in all)
            {
                _ = found.Kind is WsEnvelopeKind.Error or WsEnvelopeKind.StreamError ? at.ReadError(found.Payload) : null;
            }

            return all;
        }
        catch (Exception exception) when (exception is not WsDialectConformanceException)
        {
            throw new WsDialectConformanceException($"{at.Name}: reading threw {exception.GetType().Name} on {Show(message)}", exception);
        }
    }

    public void Require(bool holds, string what)
    {
        if (!holds)
        {
            throw Fail(what);
        }
    }

    public void RequireKind(in WsEnvelope found, WsEnvelopeKind kind, string what)
        => Require(found.Kind == kind, $"{what}: expected a message of kind {kind}, found one of kind {found.Kind}.");

    public void RequireId(in WsEnvelope found, ReadOnlyMemory<byte> id, string what)
        => Require(found.Id.Span.SequenceEqual(id.Span), $"{what}: expected the id {Show(id)}, found {Show(found.Id)}.");

    public void RequireText(ReadOnlyMemory<byte> found, string text, string what)
        => Require(Encoding.UTF8.GetString(found.Span) == text, $"{what}: expected '{text}', found {Show(found)}.");

    public void RequirePayload(in WsEnvelope found, ReadOnlyMemory<byte> payload, string what)
        => Require(Same(found.Payload, payload), $"{what}: expected the payload {Show(payload)}, found {Show(found.Payload)}.");

    public static string Show(ReadOnlyMemory<byte> bytes)
    {
        var text = Encoding.UTF8.GetString(bytes.Span[..Math.Min(bytes.Length, 400)]);
        return text.Any(static unit => char.IsControl(unit) || unit == '\uFFFD')
            ? Convert.ToHexString(bytes.Span[..Math.Min(bytes.Length, 200)])
            : $"«{text}»";
    }

    public WsDialectConformanceException Fail(string what) => new($"{_checks.Server.Name}: {what}");

    // A dialect may spell JSON anew.
    private static bool Same(ReadOnlyMemory<byte> found, ReadOnlyMemory<byte> expected)
    {
        if (found.Span.SequenceEqual(expected.Span))
        {
            return true;
        }

        try
        {
            return JsonNode.DeepEquals(JsonNode.Parse(found.Span), JsonNode.Parse(expected.Span));
        }
        catch (System.Text.Json.JsonException)
        {
            return false;
        }
    }
}
