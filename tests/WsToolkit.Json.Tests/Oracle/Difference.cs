namespace WsToolkit.Json.Tests.Oracle;

/// <summary>What is compared.</summary>
internal enum Aspect
{
    Writing,
    Reading,
    Shape,
}

/// <summary>A type whose JSON differs by intention from what one of the serializer's own sources of metadata makes of it.</summary>
/// <param name="Type">The type.</param>
/// <param name="From">The source that differs; the other one has to agree with ours.</param>
/// <param name="Aspect">In what it differs.</param>
/// <param name="Reason">Why.</param>
internal sealed record Difference(Type Type, Source From, Aspect Aspect, string Reason);
