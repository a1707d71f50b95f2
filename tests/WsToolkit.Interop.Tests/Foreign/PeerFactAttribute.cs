namespace WsToolkit.Interop.Tests.Foreign;

/// <summary>
/// A test with peers that are not ours. Where one is missing the test is skipped and says what to install; under CI nothing is skipped,
/// so that a test that cannot run fails there.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerFactAttribute : FactAttribute
{
    public PeerFactAttribute(params string[] peers) => Skip = PeerSkip.ReasonFor(peers);
}

/// <inheritdoc cref="PeerFactAttribute"/>
[AttributeUsage(AttributeTargets.Method)]
public sealed class PeerTheoryAttribute : TheoryAttribute
{
    public PeerTheoryAttribute(params string[] peers) => Skip = PeerSkip.ReasonFor(peers);
}

internal static class PeerSkip
{
    public static string? ReasonFor(string[] peers)
        => string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase)
            ? null
            : (peers.Length == 0 ? PeerName.Libraries : peers).Select(Peer.WhatIsMissing).FirstOrDefault(missing => missing is not null);
}
