namespace WsToolkit.Framing.Fuzz;

/// <summary>Which extension a connection has.</summary>
internal enum FuzzExtension
{
    None,

    /// <summary>The one made for proofs; the reference knows it.</summary>
    RunLength,

    /// <summary>permessage-deflate.</summary>
    Deflate,

    /// <summary>The zlib extension.</summary>
    Zlib,

    /// <summary>The one made for proofs, and permessage-deflate over it.</summary>
    Both,
}
