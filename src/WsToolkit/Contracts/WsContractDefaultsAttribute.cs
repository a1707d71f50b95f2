namespace WsToolkit;

/// <summary>Sets what applies to every contract of an assembly that does not say otherwise.</summary>
[AttributeUsage(AttributeTargets.Assembly)]
public sealed class WsContractDefaultsAttribute : Attribute
{
    /// <summary>How C# names become names on the wire. Default: camelCase.</summary>
    public WsNaming Naming { get; set; }

    /// <summary>How the values of enumerations become JSON. Default: strings.</summary>
    public WsEnumFormat Enums { get; set; }
}
