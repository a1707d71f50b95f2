namespace WsToolkit.Dialects;

/// <summary>The connection for which <see cref="WsDialect.ForConnection"/> is asked. Immutable.</summary>
/// <param name="role">Which end of it this is.</param>
/// <param name="timeProvider">The clock of the connection.</param>
public sealed class WsDialectContext(WsDialectRole role, TimeProvider timeProvider)
{
    /// <summary>Which end of the connection this is.</summary>
    public WsDialectRole Role { get; } = role;

    /// <summary>The clock of the connection.</summary>
    public TimeProvider TimeProvider { get; } = timeProvider ?? throw new ArgumentNullException(nameof(timeProvider));
}
