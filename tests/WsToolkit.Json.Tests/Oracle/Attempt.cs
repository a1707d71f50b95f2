namespace WsToolkit.Json.Tests.Oracle;

/// <summary>What is tried with a type: each profile with values of several seeds, the last of them hostile.</summary>
internal sealed record Attempt(Profile Profile, int Seed, Type Type)
{
    public const int Seeds = 6;

    public static IEnumerable<Attempt> Of(Type type)
        => Profile.All.SelectMany(_ => Enumerable.Range(0, Seeds), (profile, seed) => new Attempt(profile, seed, type));

    /// <summary>Makes the value, anew each time, because writing may change it.</summary>
    public object? Value() => new ValueMaker(Seed, isHostile: Seed == Seeds - 1).Make(Type);
}
