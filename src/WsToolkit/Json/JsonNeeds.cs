using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>What the serializer has to do with the values of a type at some place of a payload.</summary>
[Flags]
internal enum JsonNeeds
{
    None = 0,
    Read = 1 << 0,
    Write = 1 << 1,

    /// <summary>What is read is a new value, not one that is there already and populated.</summary>
    Create = 1 << 2,
}

/// <summary>Follows needs from a type to what is inside it.</summary>
internal static class JsonNeedsExtensions
{
    public static JsonNeeds ToNeeds(this WsPayloadUse use)
        => (use.HasFlag(WsPayloadUse.Read) ? JsonNeeds.Read | JsonNeeds.Create : JsonNeeds.None)
            | (use.HasFlag(WsPayloadUse.Write) ? JsonNeeds.Write : JsonNeeds.None);

    /// <summary>The needs of what a value consists of.</summary>
    public static JsonNeeds Inside(this JsonNeeds needs) => needs.HasFlag(JsonNeeds.Read) ? needs | JsonNeeds.Create : needs;

    /// <summary>The needs of a member's value.</summary>
    /// <param name="needs">Those of what the object consists of.</param>
    /// <param name="member">The member.</param>
    /// <param name="owner">The object's type.</param>
    public static JsonNeeds Of(this JsonNeeds needs, JsonPropertyInfo member, JsonTypeInfo owner)
    {
        var handling = member.ObjectCreationHandling
            ?? owner.PreferredPropertyObjectCreationHandling
            ?? owner.Options.PreferredObjectCreationHandling;
        var isPopulated = handling == JsonObjectCreationHandling.Populate && member.Get is not null;
        var isRead = isPopulated || member.Set is not null || member.AssociatedParameter is not null;
        return needs
            & ~(isPopulated ? JsonNeeds.Create : JsonNeeds.None)
            & ~(isRead ? JsonNeeds.None : JsonNeeds.Read | JsonNeeds.Create)
            & ~(member.Get is not null ? JsonNeeds.None : JsonNeeds.Write);
    }
}
