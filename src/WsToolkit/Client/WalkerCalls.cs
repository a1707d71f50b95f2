using System.Text.Json;
using WsToolkit.Dialects;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;

namespace WsToolkit.Client;

/// <summary>The calls of a client beside those to walkers. They are part of the protocol and of no contract.</summary>
internal static class WalkerCalls
{
    public static readonly WsMethod Connection = Own(TaggedEvents.Connection, idempotent: true);

    public static readonly WsMethod ChangeUser = Own(TaggedEvents.ChangeUser, idempotent: false);

    private static readonly WsMethod Users = Own(TaggedEvents.User, idempotent: false);
    private static readonly WsMethod Channels = Own(TaggedEvents.Channel, idempotent: false);
    private static readonly WsMethod Clients = Own(TaggedEvents.Client, idempotent: false);
    private static readonly WsParameter Token = new("token");
    private static readonly WsParameter UserIds = new("root_ids");
    private static readonly WsParameter ChannelIds = new("channel_ids");
    private static readonly WsParameter ClientIds = new("client_ids");
    private static readonly WsParameter Data = new("data");

    public static WsMethod MethodOf(WsNotificationTarget target) => target switch
    {
        WsNotificationTarget.Users => Users,
        WsNotificationTarget.Channels => Channels,
        _ => Clients,
    };

    /// <summary>Asks what the server knows of the connection.</summary>
    /// <param name="call">The call.</param>
    /// <param name="onAnswer">Is told of the answer by the thread that reads, before it reads what comes after.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What it said, and what <paramref name="onAnswer"/> gave for it.</returns>
    public static Task<(WsWalkerConnectionInfo Connection, Task Raised)> AskAsync(
        WsOutgoingCall call, Func<WsWalkerConnectionInfo, Task> onAnswer, CancellationToken cancellationToken)
        => call.InvokeAsync(new ConnectionPayload(onAnswer), cancellationToken);

    /// <summary>Goes on as another user.</summary>
    /// <param name="call">The call.</param>
    /// <param name="token">The user's token; null for none.</param>
    /// <param name="scheme">Whether the token is sent with its scheme.</param>
    /// <param name="onAnswer">Is told of the answer by the thread that reads, before it reads what comes after.</param>
    /// <param name="cancellationToken">Ends the waiting.</param>
    /// <returns>What it said, and what <paramref name="onAnswer"/> gave for it.</returns>
    public static Task<(WsWalkerConnectionInfo Connection, Task Raised)> ChangeUserAsync(
        WsOutgoingCall call, string? token, bool scheme, Func<WsWalkerConnectionInfo, Task> onAnswer, CancellationToken cancellationToken)
    {
        if (token is not null)
        {
            // Servers of the original take it as they would in a header.
            call.Write(Token, scheme ? $"Bearer {token}" : token, TextPayload.Instance);
        }

        return call.InvokeAsync(new ConnectionPayload(onAnswer), cancellationToken);
    }

    /// <summary>Writes whom to notify, and of what.</summary>
    public static void WriteNotification<T>(
        WsOutgoingCall call, WsNotificationTarget target, IEnumerable<string> ids, T data, Action<OutputBuffer, T> write)
    {
        var parameter = target switch
        {
            WsNotificationTarget.Users => UserIds,
            WsNotificationTarget.Channels => ChannelIds,
            _ => ClientIds,
        };
        call.Write(parameter, ids, IdsPayload.Instance);
        call.Write(Data, (data, write), DataPayload<T>.Instance);
    }

    private static WsMethod Own(string name, bool idempotent)
        => new(name, $"WsWalkerClient.{name}", WsMethodShape.NamedArguments) { Idempotent = idempotent };

    private abstract class Written<T> : WsPayloadType<T>
    {
        public sealed override T Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();
    }

    private sealed class TextPayload : Written<string>
    {
        public static readonly TextPayload Instance = new();

        public override void Write(OutputBuffer output, string value) => JsonText.Write(output, value);
    }

    private sealed class IdsPayload : Written<IEnumerable<string>>
    {
        public static readonly IdsPayload Instance = new();

        public override void Write(OutputBuffer output, IEnumerable<string> value)
        {
            var first = true;
            output.Write("["u8);
            foreach (var id in value)
            {
                output.Write(first ? ""u8 : ","u8);
                first = false;
                JsonText.Write(output, id ?? throw new ArgumentException("An id is null.", nameof(value)));
            }

            output.Write("]"u8);
        }
    }

    private sealed class DataPayload<T> : Written<(T Data, Action<OutputBuffer, T> Write)>
    {
        public static readonly DataPayload<T> Instance = new();

        public override void Write(OutputBuffer output, (T Data, Action<OutputBuffer, T> Write) value) => value.Write(output, value.Data);
    }

    private sealed class ConnectionPayload(Func<WsWalkerConnectionInfo, Task> onAnswer)
        : WsPayloadType<(WsWalkerConnectionInfo Connection, Task Raised)>
    {
        public override (WsWalkerConnectionInfo Connection, Task Raised) Read(ReadOnlyMemory<byte> payload)
            => ConnectionReader.TryRead(payload.Span, out var connection)
                ? (connection, onAnswer(connection))
                : throw new JsonException("Not what a server says of a connection.");

        public override void Write(OutputBuffer output, (WsWalkerConnectionInfo Connection, Task Raised) value) => throw new NotSupportedException();
    }
}
