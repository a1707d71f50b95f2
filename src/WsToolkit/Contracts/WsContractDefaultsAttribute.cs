namespace WsToolkit;

/// <summary>Sets what applies to every contract of an assembly that does not say otherwise.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WsContractDefaultsAttribute : Attribute
{
    /// <summary>How C# names become names on the wire. Default: camelCase.</summary>
    public WsNaming Naming { get; set; }
}
