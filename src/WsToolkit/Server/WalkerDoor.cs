using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Dialects;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;

namespace WsToolkit.Server;

/// <summary>
/// The walkers of an endpoint as methods of its connections, and the toolkit's own beside them: <c>connection</c>, <c>change_user</c>, and
/// <c>user</c>, <c>channel</c> and <c>client</c>, by which clients notify others. Thread-safe.
/// </summary>
internal sealed class WalkerDoor : WsDispatcher
{
    private readonly Dictionary<byte[], int>.AlternateLookup<ReadOnlySpan<byte>> _names;
    private readonly WsWalkerDefinition[] _walkers;
    private readonly WsWalkerRunner[] _runners;
    private readonly WsPayloadCodec[] _codecs;
    private readonly WsWalkerHub _hub;
    private readonly WsWalkerOptions _options;
    private readonly IServiceProvider _services;
    private readonly TimeProvider _time;
    private readonly bool _bare;
    private readonly bool _compat;

    /// <param name="walkers">The walkers that can be called over the endpoint.</param>
    /// <param name="dialect">The dialect.</param>
    /// <param name="codecs">The formats of payloads.</param>
    /// <param name="hub">Whom to notify.</param>
    /// <param name="options">The options of the endpoint.</param>
    /// <param name="services">The application's services.</param>
    /// <exception cref="InvalidOperationException">A walker has a name that is taken.</exception>
    /// <exception cref="NotSupportedException">The dialect cannot carry walkers, or a payload type has no metadata.</exception>
    public WalkerDoor(
        IReadOnlyList<WsWalkerDefinition> walkers,
        WsDialect dialect,
        CodecCache codecs,
        WsWalkerHub hub,
        WsServerOptions options,
        IServiceProvider services)
    {
        _walkers = [.. walkers];
        _hub = hub;
        _options = options.Walkers;
        _services = services;
        _time = options.TimeProvider;
        _bare = dialect is TaggedDialect;
        _compat = dialect is TaggedDialect { IsCompat: true };
        Require(dialect, walkers);
        _codecs = [.. walkers.Select(walker => codecs.Get(walker.Naming, walker.Enums, walker.JsonTypeInfoResolver))];
        _runners = [.. walkers.Select((walker, index) => walker.CreateRunner(_codecs[index]))];
        var oneWay = dialect.Features.HasFlag(WsDialectFeatures.OneWay) ? WsMethodShape.OneWay : WsMethodShape.None;
        var shape = WsMethodShape.NamedArguments | oneWay;
        Contract = new WsContract(
            "walkers",
            WsNaming.AsIs,
            [
                .. walkers.Select(walker => MethodOf(walker, shape)),
                .. TaggedEvents.Methods.Select(name => new WsMethod(name, $"WsToolkit.{name}", shape)),
            ]);
        DialectCheck.Require(dialect, Contract);
        foreach (var codec in _codecs)
        {
            DialectCheck.Require(codec, Contract);
        }

        var names = new Dictionary<byte[], int>(Utf8Comparer.Instance);
        for (var i = 0; i < Contract.Methods.Count; i++)
        {
            // Where two have the same name, the table of the endpoint's methods says so.
            names.TryAdd(Contract.Methods[i].Utf8Name.ToArray(), i);
        }

        _names = names.GetAlternateLookup<ReadOnlySpan<byte>>();
    }

    /// <inheritdoc/>
    public override WsContract Contract { get; }

    /// <inheritdoc/>
    public override int Find(ReadOnlySpan<byte> name) => _names.TryGetValue(name, out var index) ? index : -1;

    /// <inheritdoc/>
    public override ValueTask InvokeAsync(int method, WsCall call)
        => method < _walkers.Length ? RunAsync(method, call) : (method - _walkers.Length) switch
        {
            0 => TellAsync(call),
            1 => NotifyAsync(call, WsNotificationTarget.Users, NotificationArguments.Users),
            2 => NotifyAsync(call, WsNotificationTarget.Channels, NotificationArguments.Channels),
            3 => NotifyAsync(call, WsNotificationTarget.Clients, NotificationArguments.Clients),
            _ => ChangeUserAsync(call),
        };

    private static void Require(WsDialect dialect, IReadOnlyList<WsWalkerDefinition> walkers)
    {
        var needed = WsDialectFeatures.NamedArguments | WsDialectFeatures.Notifications;
        if ((dialect.Features & needed) != needed)
        {
            throw new NotSupportedException(
                $"{walkers[0].MemberName} is a walker, whose notifications the dialect '{dialect.Name}' cannot carry.");
        }

        foreach (var walker in walkers)
        {
            if (Array.IndexOf(TaggedEvents.Methods, walker.Name) >= 0 || walker.Name.Length == 0)
            {
                throw new InvalidOperationException($"{walker.MemberName}: the name '{walker.Name}' is reserved. Give it another name.");
            }
        }
    }

    private static WsMethod MethodOf(WsWalkerDefinition walker, WsMethodShape shape) => new(walker.Name, walker.MemberName, shape)
    {
        Timeout = walker.Timeout,
        RequiresAuthorization = walker.RequiresAuthorization,
        Metadata = walker.Metadata,
        BindsInTurn = walker.Authentication != WsWalkerAuthentication.Optional,
    };

    private static WalkerConnection ClientOf(WsCall call)
        => ((ServerConnection)call.Connection).Walker ?? throw new InvalidOperationException("The connection has not begun.");

    private async ValueTask RunAsync(int walker, WsCall call)
    {
        using var run = new CallRun(call, _walkers[walker], ClientOf(call), _hub, _codecs[walker], _options, _bare);
        if (_walkers[walker].Authentication != WsWalkerAuthentication.Optional)
        {
            WalkerErrors.Check(_walkers[walker], call.Connection.User);
        }

        await _runners[walker].RunAsync(run).ConfigureAwait(false);
    }

    private async ValueTask TellAsync(WsCall call)
    {
        await call.EnterAsync().ConfigureAwait(false);
        await ReplyAsync(call, ClientOf(call).Identity, null).ConfigureAwait(false);
    }

    private async ValueTask ReplyAsync(WsCall call, WsWalkerIdentity identity, string? error)
    {
        call.HasMembers = _bare;
        await call.ReplyAsync((identity, _compat ? null : error, !_bare), WalkerPayloads.Connection).ConfigureAwait(false);
        ClientOf(call).OnAnswered(identity);
    }

    private async ValueTask ChangeUserAsync(WsCall call)
    {
        var client = ClientOf(call);
        string? token = null;
        var arguments = call.ReadArguments(WalkerPayloads.TokenArgument);
        while (arguments.Next(out _))
        {
            token = arguments.Get(WalkerPayloads.Text);
        }

        await call.EnterAsync().ConfigureAwait(false);
        token = WithoutScheme(token);
        var user = token is null ? null : await AuthenticateAsync(call, token).ConfigureAwait(false);

        // By the order of arrival: filters may let a later change through first.
        var identity = client.ChangeUser(call.Number, user?.User ?? WalkerUsers.Public(), user?.Expires);
        await ReplyAsync(call, identity, token is not null && user is null ? "The token is not valid." : null).ConfigureAwait(false);
    }

    private async ValueTask<WsTokenUser?> AuthenticateAsync(WsCall call, string token)
    {
        var authenticator = _options.TokenAuthenticator ?? _services.GetService<IWsTokenAuthenticator>();
        var user = authenticator is null
            ? null
            : await authenticator.AuthenticateAsync(call.Connection, token, call.CancellationToken).ConfigureAwait(false);
        var isValid = user is not null
            && WalkerUsers.IsAuthenticated(user.User)
            && (user.Expires is not { } end || end > _time.GetUtcNow());
        return isValid ? user : null;
    }

    // Clients of the original send it as they would in a header.
    private static string? WithoutScheme(string? token)
    {
        token = token?.Trim();
        if (token is not null && token.StartsWith("bearer ", StringComparison.OrdinalIgnoreCase))
        {
            token = token["bearer ".Length..].Trim();
        }

        return string.IsNullOrEmpty(token) ? null : token;
    }

    private async ValueTask NotifyAsync(WsCall call, WsNotificationTarget target, WsParameter[] parameters)
    {
        var (ids, data) = NotificationArguments.Read(call, parameters, _options);
        await call.EnterAsync().ConfigureAwait(false);
        var (user, sender) = ClientOf(call).Who;
        if (!await IsAllowedAsync(call, user, sender, target, ids, data).ConfigureAwait(false))
        {
            throw WalkerErrors.NotPermitted();
        }

        _hub.Notify(target, ids, _options.ForwardVerbatim ? data.Bytes : data.WithSender(sender));
        call.HasMembers = _bare;
        await call.ReplyAsync(!_bare, WalkerPayloads.Done).ConfigureAwait(false);
    }

    private async ValueTask<bool> IsAllowedAsync(
        WsCall call, ClaimsPrincipal user, WsWalkerIdentity sender, WsNotificationTarget target, string[] ids, ForwardedMessage data)
        => _options.AuthorizeNotification is { } authorize
            && await authorize(new WsNotificationRequest(
                call.Connection, user, sender, target, ids, data.EventName, data.Bytes, call)).ConfigureAwait(false);

    private sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
    {
        public static readonly Utf8Comparer Instance = new();

        public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

        public int GetHashCode(byte[] name) => GetHashCode(name.AsSpan());

        public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

        public int GetHashCode(ReadOnlySpan<byte> alternate)
        {
            var hash = default(HashCode);
            hash.AddBytes(alternate);
            return hash.ToHashCode();
        }

        public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();
    }
}
