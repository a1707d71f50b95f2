namespace WsToolkit;

/// <summary>
/// How the values of enumerations become JSON. An enumeration or member with a <c>[JsonConverter]</c> is written as that says, and names of
/// dictionary entries are always strings.
/// </summary>
public enum WsEnumFormat
{
    /// <summary>What the assembly says with <see cref="WsContractDefaultsAttribute"/>, else <see cref="Strings"/>.</summary>
    Default = 0,

    /// <summary>The C# name, or what <c>[JsonStringEnumMemberName]</c> says. Numbers are read as well.</summary>
    Strings = 1,

    /// <summary>The number. Strings are refused.</summary>
    Numbers = 2,
}
