using System.Collections.Immutable;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// Gives each payload type a place that depends on its name alone. The compiler compares what a step gives with what it gave before place
/// by place, so that in a plain list a new type would move all those behind it and have their files written anew.
/// </summary>
internal static class PayloadPlaces
{
    private const int Shelves = 1024;

    // On a shelf with nothing on it there are no places. 1.5 percent of 500 types share one.
    private const int PlacesOnAShelf = 32;

    /// <summary>The types on each shelf.</summary>
    public static ImmutableArray<EquatableArray<JsonObjectModel>> Shelve(EquatableArray<JsonObjectModel> objects)
        => Distribute(objects, Shelves, static hash => (int)(hash % Shelves));

    /// <summary>The types at each place of a shelf, nearly always none or one.</summary>
    public static ImmutableArray<EquatableArray<JsonObjectModel>> Place(EquatableArray<JsonObjectModel> shelf)
        => shelf.Count == 0 ? [] : Distribute(shelf, PlacesOnAShelf, static hash => (int)(hash / Shelves % PlacesOnAShelf));

    private static ImmutableArray<EquatableArray<JsonObjectModel>> Distribute(
        EquatableArray<JsonObjectModel> objects, int count, Func<uint, int> placeOf)
    {
        var places = new List<JsonObjectModel>?[count];
        foreach (var model in objects)
        {
            (places[placeOf(Hash(model.Type))] ??= []).Add(model);
        }

        var all = ImmutableArray.CreateBuilder<EquatableArray<JsonObjectModel>>(count);
        foreach (var place in places)
        {
            all.Add(place is null ? EquatableArray<JsonObjectModel>.Empty : new([.. place]));
        }

        return all.MoveToImmutable();
    }

    // FNV-1a: a text's own hash code is another one in each process.
    private static uint Hash(string text)
    {
        var hash = 2166136261;
        foreach (var character in text)
        {
            hash = unchecked((hash ^ character) * 16777619);
        }

        return hash ^ (hash >> 15);
    }
}
