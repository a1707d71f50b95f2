namespace WsToolkit.Generators.Model;

/// <summary>What the attributes of an implementing class add to one method of its contract interface.</summary>
internal sealed record DemandModel(string MemberName, bool RequiresAuthorization, EquatableArray<string> Metadata);
