namespace WsToolkit.Walkers;

/// <summary>
/// How an endpoint finds what was generated for a walker: no registry, no reflection. Implemented by generated code on the annotated class
/// itself.
/// </summary>
/// <typeparam name="TSelf">The annotated class.</typeparam>
public interface IWsWalker<TSelf>
    where TSelf : class, IWsWalker<TSelf>
{
    /// <summary>The description of the walker.</summary>
    static abstract WsWalkerDefinition Definition { get; }

    /// <summary>The descriptions of all walkers of the assembly that can be run in it, this one among them.</summary>
    static abstract IReadOnlyList<WsWalkerDefinition> AssemblyWalkers { get; }
}
