namespace WsToolkit.Generators.Model;

/// <summary>The metadata names of what is generated in a compilation, each list sorted.</summary>
/// <param name="Services">The services.</param>
/// <param name="Walkers">The walkers.</param>
/// <param name="Notifications">The notifications.</param>
internal sealed record AnnotatedNames(EquatableArray<string> Services, EquatableArray<string> Walkers, EquatableArray<string> Notifications)
{
    public bool IsEmpty => Services.Count + Walkers.Count + Notifications.Count == 0;
}
