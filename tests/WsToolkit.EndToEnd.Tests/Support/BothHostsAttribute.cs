using System.Reflection;
using Xunit.Sdk;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>Where a service runs in a test.</summary>
public enum HostKind
{
    /// <summary>Behind a real Kestrel on a free loopback port, with clients over real sockets.</summary>
    Kestrel,

    /// <summary>In memory, in the host that users' tests run on.</summary>
    Memory,

    /// <summary>As <see cref="Kestrel"/>, with the platform's WebSockets at both ends.</summary>
    WebSocket,
}

/// <summary>Runs a theory on every kind of host.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BothHostsAttribute : DataAttribute
{
    public override IEnumerable<object[]> GetData(MethodInfo testMethod) => [[HostKind.Kestrel], [HostKind.Memory], [HostKind.WebSocket]];
}
