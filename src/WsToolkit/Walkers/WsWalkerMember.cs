using WsToolkit.Rpc;

namespace WsToolkit.Walkers;

/// <summary>A member of a walker that callers can send. Created by generated code.</summary>
/// <param name="name">The C# name.</param>
/// <param name="parameter">The member on the wire.</param>
/// <param name="type">Its type.</param>
public sealed class WsWalkerMember(string name, WsParameter parameter, Type type)
{
    /// <summary>The C# name.</summary>
    public string Name { get; } = name;

    /// <summary>The member on the wire: its name, whether it has to be there and whether it may be <see langword="null"/>.</summary>
    public WsParameter Parameter { get; } = parameter;

    /// <summary>Its type.</summary>
    public Type Type { get; } = type;
}
