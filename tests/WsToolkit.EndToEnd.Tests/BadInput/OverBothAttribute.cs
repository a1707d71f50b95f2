using System.Reflection;
using WsToolkit.EndToEnd.Tests.Support;
using Xunit.Sdk;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Inline data of a theory, once over Kestrel and once in memory: the first argument says which.</summary>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class OverBothAttribute(params object?[] data) : DataAttribute
{
    public override IEnumerable<object?[]> GetData(MethodInfo testMethod)
        => Enum.GetValues<HostKind>().Select(over => (object?[])[over, .. data]);
}
