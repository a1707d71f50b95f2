using System.Buffers;
using System.Security.Claims;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Sessions;
using WsToolkit.Walkers;

namespace WsToolkit.Server;

/// <summary>
/// Runs a walker for a door that is no connection, such as HTTP: takes the members as one JSON object and gives the reply as bytes.
/// Thread-safe.
/// </summary>
public sealed class WsWalkerInvoker
{
    private readonly WsServerOptions _options;
    private readonly WsWalkerHub _hub;
    private readonly WsWalkerRunner _runner;

    /// <summary>Creates the invoker. Resolves every payload type at once.</summary>
    /// <param name="services">The application's services.</param>
    /// <param name="definition">The walker.</param>
    /// <param name="options">The options of the endpoint.</param>
    /// <exception cref="NotSupportedException">A payload type has no metadata.</exception>
    public WsWalkerInvoker(IServiceProvider services, WsWalkerDefinition definition, WsServerOptions options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(definition);
        ArgumentNullException.ThrowIfNull(options);
        Definition = definition;
        _options = options.Clone();
        _options.Validate();
        _hub = services.GetService<WsWalkerHub>() ?? new WsWalkerHub(services, _options);
        Codec = new JsonPayloadCodec(
            _options.Json.CreateSerializerOptions(definition.Naming, definition.JsonTypeInfoResolver, _options.JsonMaxDepth, definition.Enums));
        _runner = definition.CreateRunner(Codec);
    }

    /// <summary>The walker.</summary>
    public WsWalkerDefinition Definition { get; }

    /// <summary>The format of its payloads. Its JSON options know every type of the walker.</summary>
    public JsonPayloadCodec Codec { get; }

    /// <summary>Runs the walker.</summary>
    /// <param name="members">The members: a JSON object in UTF-8; empty for none. Has to stay valid until the run has ended.</param>
    /// <param name="user">Who calls.</param>
    /// <param name="services">The services of the run's scope, which is the caller's to dispose.</param>
    /// <param name="cancellationToken">Cancelled when the caller goes away.</param>
    /// <returns>The reply.</returns>
    /// <exception cref="WsException">
    /// The run is refused or has failed with an error that is meant for the caller: <see cref="WsErrorCodes.Unauthorized"/> and
    /// <see cref="WsErrorCodes.Forbidden"/> by the walker's <see cref="WsWalkerDefinition.Authentication"/>,
    /// <see cref="WsErrorCodes.ParseError"/>, <see cref="WsErrorCodes.InvalidArguments"/>, <see cref="WsErrorCodes.DeadlineExceeded"/>,
    /// <see cref="WsErrorCodes.TooLarge"/>, or the
    /// application's own. Every other exception is a failure of the application that the caller is not to be told.
    /// </exception>
    public async ValueTask<WsWalkerResult> InvokeAsync(
        ReadOnlyMemory<byte> members, ClaimsPrincipal user, IServiceProvider services, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(services);
        WalkerErrors.Check(Definition, user);
        RequireJson(members.Span);
        var limit = OptionCheck.ForTimer(Limit());
        var deadline = limit == Timeout.InfiniteTimeSpan ? DateTimeOffset.MaxValue : _options.TimeProvider.GetUtcNow() + limit;
        using var timer = new CancellationTokenSource(limit, _options.TimeProvider);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var run = new DetachedRun(_hub, Codec, _options, members, user, services, deadline, either.Token);
        try
        {
            try
            {
                await _runner.RunAsync(run).ConfigureAwait(false);
            }
            finally
            {
                await run.ReleaseAsync().ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new WsDeadlineExceededException();
        }

        var body = new OutputBuffer();
        run.Reply.WriteTo(body, braces: true, reports: true);
        return new WsWalkerResult(run.Reply.Status, body);
    }

    private TimeSpan Limit()
        => Definition.Timeout is { } own && (_options.MaxCallDuration == Timeout.InfiniteTimeSpan || own < _options.MaxCallDuration)
            ? own
            : _options.MaxCallDuration;

    private void RequireJson(ReadOnlySpan<byte> members)
    {
        if (members.IsEmpty)
        {
            return;
        }

        try
        {
            var reader = new Utf8JsonReader(members, new JsonReaderOptions { MaxDepth = _options.JsonMaxDepth });
            while (reader.Read())
            {
            }
        }
        catch (JsonException exception)
        {
            throw new WsException(WsErrorCodes.ParseError, "JSON expected", exception);
        }
    }
}

/// <summary>The reply of a walker: its status, and its body as JSON.</summary>
public sealed class WsWalkerResult : IDisposable
{
    private readonly OutputBuffer _body;

    internal WsWalkerResult(int status, OutputBuffer body)
    {
        Status = status;
        _body = body;
    }

    /// <summary>The status.</summary>
    public int Status { get; }

    /// <summary>The body, <c>{"status":200,"reports":[…]}</c> or what the walker has set, in UTF-8. Valid until this is disposed.</summary>
    public ReadOnlySequence<byte> Body => _body.Written;

    /// <summary>Gives back the memory of the body.</summary>
    public void Dispose() => _body.Dispose();
}
