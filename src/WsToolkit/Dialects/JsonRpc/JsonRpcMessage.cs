using System.Runtime.CompilerServices;
using System.Text.Json;

namespace WsToolkit.Dialects;

/// <summary>The members of a JSON-RPC message.</summary>
internal enum JsonRpcMember
{
    Unknown = -1,
    Version,
    Id,
    Method,
    Params,
    Result,
    Error,
}

/// <summary>Where the members of one JSON-RPC message stand, not yet what they mean.</summary>
internal struct JsonRpcMessage
{
    public ReadOnlyMemory<byte> Bytes;
    public Members Values;

    /// <summary>A member that is there twice.</summary>
    public JsonRpcMember Duplicate;

    public readonly bool Has(JsonRpcMember member) => Values[(int)member].Exists;

    public readonly JsonTokenType TypeOf(JsonRpcMember member) => Values[(int)member].Type;

    public readonly ReadOnlyMemory<byte> Slice(JsonRpcMember member) => Values[(int)member].Of(Bytes);

    public readonly bool TryReadText(JsonRpcMember member, out ReadOnlyMemory<byte> text)
        => Values[(int)member].TryReadText(Bytes, out text);

    [InlineArray((int)JsonRpcMember.Error + 1)]
    public struct Members
    {
        private EnvelopeValue _first;
    }
}
