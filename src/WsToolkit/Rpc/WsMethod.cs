using System.Text;

namespace WsToolkit.Rpc;

/// <summary>What is known of a method at compile time. Immutable; created by generated code, one per method.</summary>
public sealed class WsMethod
{
    /// <summary>Creates the description.</summary>
    /// <param name="name">The name on the wire.</param>
    /// <param name="memberName">The C# name with its type's, for logs and errors, such as <c>TradingService.EstimateSwapAsync</c>.</param>
    /// <param name="shape">What a call consists of.</param>
    public WsMethod(string name, string memberName, WsMethodShape shape = WsMethodShape.None)
    {
        Name = name;
        MemberName = memberName;
        Shape = shape;
        Utf8Name = Encoding.UTF8.GetBytes(name);
    }

    /// <summary>The name on the wire.</summary>
    public string Name { get; }

    /// <summary>The name on the wire, in UTF-8.</summary>
    public ReadOnlyMemory<byte> Utf8Name { get; }

    /// <summary>The C# name with its type's.</summary>
    public string MemberName { get; }

    /// <summary>What a call consists of.</summary>
    public WsMethodShape Shape { get; }

    /// <summary>The deadline that the contract sets, or <see langword="null"/>.</summary>
    public TimeSpan? Timeout { get; init; }

    /// <summary>Whether calls wait for the earlier ordered calls of the connection to the same service.</summary>
    public bool Ordered { get; init; }

    /// <summary>Whether a client may send the call again when the connection was lost before the answer came.</summary>
    public bool Idempotent { get; init; }

    /// <summary>Whether an <c>[Authorize]</c> on the service or the method applies. An endpoint that cannot check it refuses the contract.</summary>
    public bool RequiresAuthorization { get; init; }

    /// <summary>Whether the arguments are bound only when it is the call's turn: what comes before decides whether it may be made.</summary>
    internal bool BindsInTurn { get; init; }

    /// <summary>The application's own attributes of the service and then of the method, such as <c>[Authorize]</c>.</summary>
    public IReadOnlyList<object> Metadata { get; init; } = [];

    /// <summary>Returns the wire name.</summary>
    /// <returns>The wire name.</returns>
    public override string ToString() => Name;
}
