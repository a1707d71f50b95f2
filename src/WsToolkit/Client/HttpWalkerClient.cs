using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Runtime.CompilerServices;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;
using WsToolkit.Walkers;

namespace WsToolkit.Client;

/// <summary>Calls walkers over HTTP, one request for each call. Thread-safe.</summary>
internal sealed class HttpWalkerClient(HttpClient http, string prefix, WsJsonOptions json) : WsWalkerClient
{
    private const string NoConnection = "Over HTTP there is no connection: connect over a WebSocket for this.";

    // The most usual first, where a walker allows several.
    private static readonly (WsMethods Method, HttpMethod Http)[] Methods =
    [
        (WsMethods.Post, HttpMethod.Post), (WsMethods.Put, HttpMethod.Put), (WsMethods.Patch, HttpMethod.Patch),
        (WsMethods.Get, HttpMethod.Get), (WsMethods.Delete, HttpMethod.Delete), (WsMethods.Options, HttpMethod.Options),
        (WsMethods.Head, HttpMethod.Head),
        (WsMethods.Trace, HttpMethod.Trace),
    ];

    private readonly CodecCache _codecs = new(json.Clone(), custom: null, maxDepth: 64);
    private readonly ConcurrentDictionary<object, object> _types = new();
    private AuthenticationHeaderValue? _authorization;

    public override WsWalkerConnectionInfo? Connection => null;

    public override void Require<TRequest>(WsWalkerOperation<TRequest> operation) => _ = RequestOf(operation);

    public override async Task<WsWalkerReply> CallAsync<TRequest>(
        WsWalkerOperation<TRequest> operation, TRequest request, CancellationToken cancellationToken)
        => await SendAsync(operation, request, new ReplyReader<object>(null), cancellationToken).ConfigureAwait(false);

    public override Task<WsWalkerReply<TReport>> CallAsync<TRequest, TReport>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, CancellationToken cancellationToken)
        => SendAsync(operation, request, new ReplyReader<TReport>(CodecOf(operation).GetPayloadType<TReport>()), cancellationToken);

    public override Task<WsWalkerReply> CallAsync<TRequest, TProgress>(
        WsWalkerOperation<TRequest> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken)
        => CallAsync(operation, request, cancellationToken);

    public override Task<WsWalkerReply<TReport>> CallAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken)
        => CallAsync(operation, request, cancellationToken);

    public override IAsyncEnumerable<TReport> StreamAsync<TRequest, TReport, TProgress>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, IProgress<TProgress>? progress, CancellationToken cancellationToken)
        => StreamAsync(operation, request, cancellationToken);

    public override async IAsyncEnumerable<TReport> StreamAsync<TRequest, TReport>(
        WsWalkerOperation<TRequest, TReport> operation, TRequest request, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var report in (await CallAsync(operation, request, cancellationToken).ConfigureAwait(false)).Reports)
        {
            yield return report;
        }
    }

    public override void AddHandler<T>(Action<T> handler) => ArgumentNullException.ThrowIfNull(handler);

    public override void RemoveHandler<T>(Action<T> handler) => ArgumentNullException.ThrowIfNull(handler);

    public override IAsyncEnumerable<T> EventsAsync<T>(CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override IAsyncEnumerable<WsNotification> NotificationsAsync(CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override Task<WsWalkerConnectionInfo> GetConnectionAsync(CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override Task<WsWalkerConnectionInfo?> ChangeUserAsync(string? token, CancellationToken cancellationToken)
    {
        Volatile.Write(ref _authorization, token is null ? null : new AuthenticationHeaderValue("Bearer", token));
        return Task.FromResult<WsWalkerConnectionInfo?>(null);
    }

    public override Task NotifyUsersAsync<T>(IEnumerable<string> userIds, T notification, CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override Task NotifyUsersAsync<T>(IEnumerable<string> userIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override Task NotifyChannelsAsync<T>(IEnumerable<string> channelIds, T notification, CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override Task NotifyChannelsAsync<T>(
        IEnumerable<string> channelIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override Task NotifyClientsAsync<T>(IEnumerable<string> clientIds, T notification, CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override Task NotifyClientsAsync<T>(
        IEnumerable<string> clientIds, T data, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        => throw new NotSupportedException(NoConnection);

    public override ValueTask DisposeAsync() => ValueTask.CompletedTask;

    private async Task<WsWalkerReply<TReport>> SendAsync<TRequest, TReport>(
        WsWalkerOperation<TRequest> operation, TRequest request, ReplyReader<TReport> reader, CancellationToken cancellationToken)
        where TRequest : notnull
    {
        ArgumentNullException.ThrowIfNull(request);
        using var message = HttpWalkerRequest.Create(MethodOf(operation), prefix, operation, request, RequestOf(operation));
        if (Volatile.Read(ref _authorization) is { } authorization)
        {
            message.Headers.Authorization = authorization;
        }

        using var deadline = operation.Timeout is { } timeout ? new CancellationTokenSource(timeout) : null;
        using var either = CancellationTokenSource.CreateLinkedTokenSource(deadline?.Token ?? default, cancellationToken);
        byte[] content;
        int status;
        try
        {
            using var response = await http.SendAsync(message, either.Token).ConfigureAwait(false);
            content = await response.Content.ReadAsByteArrayAsync(either.Token).ConfigureAwait(false);
            status = (int)response.StatusCode;
            if (!response.IsSuccessStatusCode && HttpWalkerProblem.TryRead(response, content, out var problem))
            {
                throw problem;
            }
        }
        catch (OperationCanceledException) when (deadline?.IsCancellationRequested == true && !cancellationToken.IsCancellationRequested)
        {
            throw new WsDeadlineExceededException();
        }

        try
        {
            return content.Length == 0 ? new WsWalkerReply<TReport>(status, content, []) : reader.Read(content, status);
        }
        catch (Exception exception) when (Rpc.RpcErrors.IsBindingFailure(exception))
        {
            throw new WsException(WsErrorCodes.InvalidResult, "The result of the call cannot be read.", exception) { Status = status };
        }
    }

    private static HttpMethod MethodOf<TRequest>(WsWalkerOperation<TRequest> operation)
        where TRequest : notnull
    {
        foreach (var (method, name) in Methods)
        {
            if (operation.Methods.HasFlag(method))
            {
                return name;
            }
        }

        throw new NotSupportedException($"{operation.MemberName} cannot be called over HTTP.");
    }

    private WsPayloadType<TRequest> RequestOf<TRequest>(WsWalkerOperation<TRequest> operation)
        where TRequest : notnull
        => (WsPayloadType<TRequest>)_types.GetOrAdd(
            operation,
            static (_, known) => known.client.CodecOf(known.operation).GetPayloadType<TRequest>(),
            (operation, client: this));

    private WsPayloadCodec CodecOf<TRequest>(WsWalkerOperation<TRequest> operation)
        where TRequest : notnull
        => _codecs.Get(operation.Naming, operation.Enums, operation.JsonTypeInfoResolver);
}
