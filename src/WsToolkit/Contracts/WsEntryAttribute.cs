namespace WsToolkit;

/// <summary>
/// Marks a method of a walker as an entry: one of the things that it does. Entries run one after the other in the order of their
/// declaration.
/// </summary>
/// <remarks>
/// What an entry returns or yields are the walker's reports. It may take a <see cref="WsWalkerContext"/>, a
/// <see cref="CancellationToken"/>, an <see cref="IProgress{T}"/>, and on a handler class the walker's record.
/// </remarks>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class WsEntryAttribute : Attribute
{
    /// <summary>
    /// The entry's place; equal places run in the order of declaration. Needed where entries stand in several files. Default: 0.
    /// </summary>
    public int Order { get; set; }
}
