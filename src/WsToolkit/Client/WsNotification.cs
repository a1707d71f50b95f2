namespace WsToolkit;

/// <summary>A notification as it arrived.</summary>
/// <param name="EventName">Its <c>type</c> when that is a text; otherwise <see langword="null"/>.</param>
/// <param name="Message">The whole message, JSON in UTF-8.</param>
public sealed record WsNotification(string? EventName, ReadOnlyMemory<byte> Message);
