namespace WsToolkit.Dialects;

/// <summary>An error as it travels.</summary>
/// <param name="Code">A machine-readable code, empty when the other end gave none.</param>
/// <param name="Message">A text for people.</param>
/// <param name="Errors">What is wrong by field, or <see langword="null"/>.</param>
public sealed record WsError(string Code, string Message, IReadOnlyDictionary<string, string>? Errors = null);
