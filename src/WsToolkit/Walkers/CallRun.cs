using System.Security.Claims;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Rpc;

namespace WsToolkit.Walkers;

/// <summary>A run that came over a connection: a call.</summary>
internal sealed class CallRun(
    WsCall call,
    WsWalkerDefinition walker,
    WalkerConnection client,
    WsWalkerHub hub,
    WsPayloadCodec codec,
    WsWalkerOptions options,
    bool bare)
    : WalkerRun(hub, codec, options)
{
    private ClaimsPrincipal? _user;
    private string? _userId;

    public override ClaimsPrincipal User => _user ?? client.Who.User;

    public override string UserId => _userId ?? client.Identity.UserId;

    public override WsConnection Connection => call.Connection;

    public override WalkerConnection Client => client;

    public override IServiceProvider Services => call.Services;

    public override CancellationToken CancellationToken => call.CancellationToken;

    public override DateTimeOffset Deadline => call.Deadline;

    public override WsArgumentReader ReadMembers(ReadOnlySpan<WsParameter> members) => call.ReadArguments(members);

    public override ValueTask EnterAsync()
    {
        var entering = call.EnterAsync();
        if (!entering.IsCompletedSuccessfully)
        {
            return WaitAsync(entering);
        }

        entering.GetAwaiter().GetResult();
        Capture();
        return ValueTask.CompletedTask;
    }

    public override void Own(object walker) => call.Own(walker);

    public override ValueTask ReportAsync<T>(T report, WsPayloadType<T> type)
    {
        call.ThrowIfCancelled();
        if (call.WantsStream)
        {
            return call.SendItemAsync(report, type);
        }

        if (!call.IsOneWay)
        {
            Reply.Add(report, type);
        }

        return ValueTask.CompletedTask;
    }

    public override IProgress<T> GetProgress<T>(WsPayloadType<T> type) => call.GetProgress(type);

    public override ValueTask CompleteAsync()
    {
        var members = bare && !Reply.HasBody;
        call.HasMembers = members;
        return call.ReplyAsync((Reply, !members, !call.WantsStream), ReplyPayload.Instance);
    }

    private async ValueTask WaitAsync(ValueTask entering)
    {
        await entering.ConfigureAwait(false);
        Capture();
    }

    // The user stays the one who has made the call, whoever the connection's is later; and may be another than when the call came.
    private void Capture()
    {
        var (user, identity) = client.Who;
        WalkerErrors.Check(walker, user);
        _user = user;
        _userId = identity.UserId;
    }

    private sealed class ReplyPayload : WsPayloadType<(WalkerReply Reply, bool Braces, bool Reports)>
    {
        public static readonly ReplyPayload Instance = new();

        public override void Write(OutputBuffer output, (WalkerReply Reply, bool Braces, bool Reports) value)
            => value.Reply.WriteTo(output, value.Braces, value.Reports);

        public override (WalkerReply Reply, bool Braces, bool Reports) Read(ReadOnlyMemory<byte> payload)
            => throw new NotSupportedException();
    }
}
