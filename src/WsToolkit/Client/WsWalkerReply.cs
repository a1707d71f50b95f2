using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit;

/// <summary>The reply of a walker. Immutable.</summary>
public class WsWalkerReply
{
    /// <summary>Creates a reply, as those who stand in for a client in tests do.</summary>
    /// <param name="status">The status.</param>
    /// <param name="body">The whole reply, JSON in UTF-8.</param>
    public WsWalkerReply(int status, ReadOnlyMemory<byte> body = default)
    {
        Status = status;
        Body = body;
    }

    /// <summary>The status: the reply's member <c>status</c>, or the status of HTTP; 200 when there is neither.</summary>
    public int Status { get; }

    /// <summary>The whole reply, JSON in UTF-8: to be read where the walker sets a body of its own.</summary>
    public ReadOnlyMemory<byte> Body { get; }

    /// <summary>Reads the whole reply as a value of the application's own.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="type">What reads it.</param>
    /// <returns>The value.</returns>
    /// <exception cref="JsonException">It does not have the type's form.</exception>
    public T? ReadBody<T>(JsonTypeInfo<T> type) => JsonSerializer.Deserialize(Body.Span, type);
}

/// <summary>The reply of a walker that reports. Immutable.</summary>
/// <typeparam name="TReport">The type of the reports.</typeparam>
public sealed class WsWalkerReply<TReport> : WsWalkerReply
{
    /// <summary>Creates a reply, as those who stand in for a client in tests do.</summary>
    /// <param name="status">The status.</param>
    /// <param name="reports">The reports.</param>
    public WsWalkerReply(int status, IReadOnlyList<TReport> reports)
        : this(status, default, reports)
    {
    }

    internal WsWalkerReply(int status, ReadOnlyMemory<byte> body, IReadOnlyList<TReport> reports)
        : base(status, body) => Reports = reports;

    /// <summary>The reports, in order; empty when there are none, or the walker has set a body of its own.</summary>
    public IReadOnlyList<TReport> Reports { get; }
}
