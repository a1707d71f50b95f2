namespace WsToolkit.Json.Tests.Oracle;

/// <summary>All differences by intention. The tests fail for one that is missing here, and for one that does not exist.</summary>
internal static class Differences
{
    public static readonly IReadOnlyList<Difference> All =
    [
    ];

    public static bool Has(Type type, Source from, Aspect aspect)
        => All.Any(difference => difference.Type == type && difference.From == from && difference.Aspect == aspect);
}
