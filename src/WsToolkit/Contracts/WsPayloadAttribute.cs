namespace WsToolkit;

/// <summary>
/// Makes a parameter the whole payload of the call, instead of a named member of the payload object. Allowed on one parameter of a
/// method, when no other parameter travels in the payload.
/// </summary>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WsPayloadAttribute : Attribute;
