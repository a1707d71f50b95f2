using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>A type on the way through the payloads.</summary>
/// <param name="Type">The type.</param>
/// <param name="Use">What is done with its values.</param>
/// <param name="Naming">How members are named there.</param>
/// <param name="Place">Where to tell of what is wrong with its use.</param>
/// <param name="Via">The member of a type outside the project that led here, for the message.</param>
/// <param name="IsGap">Whether a type on the way has no metadata and that has been told.</param>
internal sealed record PayloadStop(
    ITypeSymbol Type, PayloadUse Use, Naming Naming, Place Place, string? Via = null, bool IsGap = false)
{
    /// <summary>The type in a message. It stands between quotation marks there.</summary>
    public string Display => Show(Type);

    /// <summary>Any type, seen from here.</summary>
    public string Show(ITypeSymbol type)
    {
        var name = type.WithNullableAnnotation(NullableAnnotation.None).ToDisplayString();
        return Via is null ? name : $"{name}' in '{Via}";
    }

    /// <summary>The same way, told of at another place if that is in the project.</summary>
    public PayloadStop At(Place place) => place.IsInSource ? this with { Place = place, Via = null } : this;

    /// <summary>The way into a member.</summary>
    public PayloadStop Inside(ISymbol member, PlaceKind kind)
    {
        var place = new Place(member, kind);
        return place.IsInSource
            ? At(place)
            : this with { Via = $"{member.ContainingType.ToDisplayString()}.{member.Name}" };
    }
}
