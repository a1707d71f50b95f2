using System.ComponentModel;

namespace WsToolkit.Json;

/// <summary>What generated JSON metadata says about a property or field.</summary>
[Flags]
[EditorBrowsable(EditorBrowsableState.Never)]
public enum JsonMemberTraits
{
    /// <summary>An ordinary property.</summary>
    None = 0,

    /// <summary>A field, not a property.</summary>
    Field = 1 << 0,

    /// <summary>Has <c>[JsonInclude]</c>.</summary>
    Include = 1 << 1,

    /// <summary>Virtual or an override.</summary>
    Virtual = 1 << 2,

    /// <summary>Has to be there when an object is read.</summary>
    Required = 1 << 3,

    /// <summary>Never gives <see langword="null"/>.</summary>
    GetNotNull = 1 << 4,

    /// <summary>Does not take <see langword="null"/>.</summary>
    SetNotNull = 1 << 5,

    /// <summary>Neither gives nor takes <see langword="null"/>.</summary>
    NotNull = GetNotNull | SetNotNull,

    /// <summary>Has <c>[JsonExtensionData]</c>.</summary>
    ExtensionData = 1 << 6,

    /// <summary>Stands for a parameter without default value: has to be there where the options demand these.</summary>
    Parameter = 1 << 7,
}
