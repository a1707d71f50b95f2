namespace WsToolkit.Framing.Fuzz;

/// <summary>The engine did what it must not do.</summary>
internal sealed class FuzzFailureException(string message, Exception? inner = null) : Exception(message, inner);
