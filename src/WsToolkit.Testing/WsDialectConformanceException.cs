namespace WsToolkit.Testing;

/// <summary>A dialect does not do what <see cref="WsDialectConformance"/> asks for; the message says what, and on which bytes.</summary>
/// <param name="message">What is wrong.</param>
/// <param name="inner">What the dialect has thrown, if it has.</param>
public sealed class WsDialectConformanceException(string message, Exception? inner = null) : Exception(message, inner);
