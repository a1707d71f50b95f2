using System.Text.Json;
using WsToolkit.Framing;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;

namespace WsToolkit.Server;

/// <summary>Reads and writes what the toolkit's own methods beside walkers take and give.</summary>
internal static class WalkerPayloads
{
    public static readonly WsParameter[] TokenArgument = [new("token", required: false, nullable: true)];

    /// <summary>A text.</summary>
    public static WsPayloadType<string?> Text { get; } = new TextArgument();

    /// <summary>What a connection is told of itself.</summary>
    public static WsPayloadType<(WsWalkerIdentity Identity, string? Error, bool Braces)> Connection { get; } = new ConnectionResult();

    /// <summary>That something has been done; the value says whether to write braces.</summary>
    public static WsPayloadType<bool> Done { get; } = new DoneResult();

    private sealed class TextArgument : WsPayloadType<string?>
    {
        public override string? Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();

        public override void Write(OutputBuffer output, string? value) => throw new NotSupportedException();

        public override string? ReadMember(ref Utf8JsonReader reader) => reader.GetString();
    }

    private abstract class Result<T> : WsPayloadType<T>
    {
        public sealed override T Read(ReadOnlyMemory<byte> payload) => throw new NotSupportedException();
    }

    private sealed class ConnectionResult : Result<(WsWalkerIdentity Identity, string? Error, bool Braces)>
    {
        public override void Write(OutputBuffer output, (WsWalkerIdentity Identity, string? Error, bool Braces) value)
        {
            output.Write(value.Braces ? "{"u8 : ""u8);
            ConnectionMessage.WriteMembers(output, value.Identity, value.Error);
            output.Write(value.Braces ? "}"u8 : ""u8);
        }
    }

    private sealed class DoneResult : Result<bool>
    {
        public override void Write(OutputBuffer output, bool value) => output.Write(value ? "{\"status\":200}"u8 : "\"status\":200"u8);
    }
}
