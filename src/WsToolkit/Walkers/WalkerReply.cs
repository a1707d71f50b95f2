using System.Buffers.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Framing;
using WsToolkit.Json;

namespace WsToolkit.Walkers;

/// <summary>The reply of a walker while it is being collected: status, reports, or a body of the walker's own. Thread-safe.</summary>
internal sealed class WalkerReply(int maxBytes) : IDisposable
{
    private readonly Lock _gate = new();
    private OutputBuffer? _reports;
    private OutputBuffer? _body;
    private int _status = 200;
    private bool _over;

    /// <summary>The status.</summary>
    public int Status
    {
        get => Volatile.Read(ref _status);
        set
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(value, 200);
            ArgumentOutOfRangeException.ThrowIfGreaterThan(value, 599);
            Volatile.Write(ref _status, value);
        }
    }

    /// <summary>Whether the walker has set a body of its own.</summary>
    public bool HasBody
    {
        get
        {
            lock (_gate)
            {
                return _body is not null;
            }
        }
    }

    /// <summary>Adds a report.</summary>
    /// <exception cref="WsException">It cannot be written, or the reply has become too large.</exception>
    public void Add<T>(T report, WsPayloadType<T> type)
    {
        lock (_gate)
        {
            if (_over)
            {
                return;
            }

            _reports ??= new OutputBuffer();
            var start = _reports.Mark();
            _reports.Write(_reports.Length == 0 ? ""u8 : ","u8);
            Write<T, (WsPayloadType<T> Type, T Value)>(
                _reports, start, static (output, parts) => parts.Type.Write(output, parts.Value), (type, report));
        }
    }

    /// <summary>Sets the body that replaces everything else.</summary>
    /// <exception cref="WsException">It cannot be written, or is too large.</exception>
    public void SetBody<T>(T body, WsPayloadType<T> type)
        => SetBody<T, (WsPayloadType<T> Type, T Value)>(static (output, parts) => parts.Type.Write(output, parts.Value), (type, body));

    /// <summary>Sets the body that replaces everything else.</summary>
    /// <exception cref="WsException">It cannot be written, or is too large.</exception>
    public void SetBody<T>(T body, JsonTypeInfo<T> type)
        => SetBody<T, (JsonTypeInfo<T> Type, T Value)>(
            static (output, parts) =>
            {
                var options = new JsonWriterOptions { Encoder = parts.Type.Options.Encoder, SkipValidation = true };
                using var writer = new Utf8JsonWriter(output, options);
                JsonSerializer.Serialize(writer, parts.Value, parts.Type);
            },
            (type, body));

    /// <summary>Writes the reply: the body, or <c>{"status":200,"reports":[…]}</c>.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="braces">Whether to write the braces around status and reports.</param>
    /// <param name="reports">Whether to write the reports.</param>
    public void WriteTo(OutputBuffer output, bool braces, bool reports)
    {
        lock (_gate)
        {
            if (_body is not null)
            {
                output.Append(_body);
                return;
            }

            output.Write(braces ? "{\"status\":"u8 : "\"status\":"u8);
            Span<byte> digits = stackalloc byte[11];
            Utf8Formatter.TryFormat(_status, digits, out var length);
            output.Write(digits[..length]);
            if (reports)
            {
                output.Write(",\"reports\":["u8);
                if (_reports is not null)
                {
                    output.Append(_reports);
                }

                output.Write("]"u8);
            }

            output.Write(braces ? "}"u8 : ""u8);
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _over = true;
            _reports?.Dispose();
            _body?.Dispose();
            _reports = null;
            _body = null;
        }
    }

    private void SetBody<T, TState>(Action<OutputBuffer, TState> write, TState state)
    {
        lock (_gate)
        {
            if (_over)
            {
                return;
            }

            var output = new OutputBuffer();
            try
            {
                Write<T, TState>(output, output.Mark(), write, state);
            }
            catch
            {
                output.Dispose();
                throw;
            }

            _body?.Dispose();
            _body = output;
        }
    }

    private void Write<T, TState>(OutputBuffer output, OutputMark start, Action<OutputBuffer, TState> write, TState state)
    {
        try
        {
            write(output, state);
        }
        catch (Exception exception)
        {
            output.Rewind(start);
            throw new WsException(WsErrorCodes.InvalidResult, $"A value of type {typeof(T).Name} cannot be written.", exception);
        }

        if (output.Length > maxBytes)
        {
            output.Rewind(start);
            throw new WsException(WsErrorCodes.TooLarge, "The reply is too large.");
        }
    }
}
