namespace WsToolkit.Rpc;

/// <summary>
/// What the attributes of a class that implements a contract interface add to a method of the contract, such as <c>[Authorize]</c>. It
/// adds, and never takes away what the contract itself demands. Created by generated code.
/// </summary>
/// <param name="memberName">The contract's member, as <see cref="WsMethod.MemberName"/> has it; of overloads, all.</param>
public sealed class WsServiceDemand(string memberName)
{
    /// <summary>The contract's member.</summary>
    public string MemberName { get; } = memberName;

    /// <summary>Whether an <c>[Authorize]</c> on the class or the method applies.</summary>
    public bool RequiresAuthorization { get; init; }

    /// <summary>The application's own attributes of the class and then of the method.</summary>
    public IReadOnlyList<object> Metadata { get; init; } = [];

    internal WsMethod AddTo(WsMethod method) => method.MemberName != MemberName ? method : new WsMethod(method.Name, method.MemberName, method.Shape)
    {
        Timeout = method.Timeout,
        Ordered = method.Ordered,
        Idempotent = method.Idempotent,
        RequiresAuthorization = method.RequiresAuthorization || RequiresAuthorization,
        Metadata = [.. method.Metadata, .. Metadata],
    };
}
