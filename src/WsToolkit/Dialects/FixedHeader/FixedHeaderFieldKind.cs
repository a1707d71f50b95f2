namespace WsToolkit.Dialects;

/// <summary>What a field of a fixed header holds.</summary>
public enum FixedHeaderFieldKind : byte
{
    /// <summary>The method, in requests.</summary>
    Action,

    /// <summary>The id of the request, echoed in its response; in frames of a stream the id of the stream.</summary>
    Id,

    /// <summary>Decimal digits that say how the call went, in responses: 2xx when it went well.</summary>
    Status,
}
