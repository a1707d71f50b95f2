using WsToolkit;
using WsToolkit.Rpc;

namespace Shop;

public partial class Lamp
{
    [WsRpcMethod] public void Switch(bool on) { }
}

/// <summary>The user's own part of the client's interface.</summary>
public partial interface ILampClient
{
    /// <summary>Switches it on.</summary>
    Task SwitchOnAsync();
}

/// <summary>The user's own part of the client.</summary>
public partial class LampClient
{
    /// <inheritdoc/>
    public Task SwitchOnAsync() => SwitchAsync(true);

    /// <summary>Uses what is generated.</summary>
    public static LampClient Over(WsCaller caller) => Create(caller).WithTimeout(TimeSpan.FromSeconds(1));
}
