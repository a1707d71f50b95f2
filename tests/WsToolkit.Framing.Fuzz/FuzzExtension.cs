namespace WsToolkit.Framing.Fuzz;

/// <summary>Which extension a connection has.</summary>
internal enum FuzzExtension
{
    None,

    /// <summary>The one made for proofs; the reference knows it.</summary>
    RunLength,

    /// <summary>The last of them.</summary>
    Last = RunLength,
}
