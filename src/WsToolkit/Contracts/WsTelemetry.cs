namespace WsToolkit;

/// <summary>The name under which the toolkit records what happens, for those who want to listen.</summary>
public static class WsTelemetry
{
    /// <summary>
    /// The name of its <see cref="System.Diagnostics.ActivitySource"/> and of its <see cref="System.Diagnostics.Metrics.Meter"/>, such as
    /// for OpenTelemetry's
    /// <c>AddSource</c> and <c>AddMeter</c>.
    /// </summary>
    public const string Name = "WsToolkit";
}
