using System.Reflection;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;
using Xunit.Sdk;

namespace WsToolkit.EndToEnd.Tests.Dialects;

/// <summary>
/// Runs a theory over every dialect that has some features, on every kind of host. The others are in <see cref="DialectRefusalTests"/>.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class OverDialectsAttribute(WsDialectFeatures needs = WsDialectFeatures.None) : DataAttribute
{
    /// <summary>Whether an error has to say which call it is about, also where there are several.</summary>
    public bool Errors { get; init; }

    /// <summary>Whether a client has to have several calls in flight.</summary>
    public bool Concurrent { get; init; }

    public override IEnumerable<object[]> GetData(MethodInfo testMethod)
        => from dialect in DialectCase.All
           where dialect.Has(needs) && (dialect.KeepsErrorCodes || !Errors) && (dialect.IsConcurrent || !Concurrent)
           from kind in Enum.GetValues<HostKind>()
           select new object[] { dialect.Name, kind };
}
