using Microsoft.AspNetCore.Authorization;
using WsToolkit;

namespace Shop;

[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]
public sealed class TagAttribute(string name, params object[] values) : Attribute
{
    public string Name { get; } = name;

    public object[] Values { get; } = values;

    public Type? Kind { get; set; }

    public DayOfWeek[]? Days { get; init; }

    public int @event;
}

internal sealed class AuditedAttribute : Attribute;

public sealed class NeedsAttribute<T>(T level) : Attribute, IAuthorizeData
{
    public T Level { get; } = level;

    public string? Policy { get; set; } = "needs";

    public string? Roles { get; set; }

    public string? AuthenticationSchemes { get; set; }
}

[WsService("guarded")]
[Authorize(Policy = "members", Roles = "admin,\"root\"")]
[Tag("service", 1, (byte)2, "three", 'c', 4.5, null!, typeof(List<>), DayOfWeek.Friday, new[] { 1, 2 })]
public partial class GuardedService
{
    [WsRpcMethod] public void Inherits() { }

    [WsRpcMethod, AllowAnonymous] public void Open() { }

    [WsRpcMethod, Audited, Authorize, Tag("method", Kind = typeof(Dictionary<string, int?>), Days = [DayOfWeek.Monday, (DayOfWeek)9], @event = -1)]
    public void Adds() { }
}

public partial class HalfGuardedService
{
    [WsRpcMethod] public void Free() { }

    [WsRpcMethod, Needs<int>(3)] public void Needy() { }

    [WsRpcMethod, Obsolete, Private] public void Nothing() { }

    private sealed class PrivateAttribute : Attribute;
}
