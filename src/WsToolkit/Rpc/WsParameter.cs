using System.Text.Json;

namespace WsToolkit.Rpc;

/// <summary>A parameter that travels as a named member of the payload object. Created by generated code.</summary>
/// <param name="name">The name on the wire.</param>
/// <param name="required">Whether the member has to be there.</param>
/// <param name="nullable">Whether it may be <see langword="null"/>.</param>
public sealed class WsParameter(string name, bool required = true, bool nullable = false)
{
    /// <summary>The name on the wire.</summary>
    public string Name { get; } = name;

    /// <summary>The name on the wire, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8Name { get; } = System.Text.Encoding.UTF8.GetBytes(name);

    /// <summary>The name as a member of a JSON object: quoted, escaped, with its colon.</summary>
    internal ReadOnlyMemory<byte> JsonMember { get; } = (byte[])[(byte)'"', .. JsonEncodedText.Encode(name).EncodedUtf8Bytes, (byte)'"', (byte)':'];

    /// <summary>Whether the member has to be there.</summary>
    public bool Required { get; } = required;

    /// <summary>Whether the member may be <see langword="null"/>.</summary>
    public bool Nullable { get; } = nullable;
}
