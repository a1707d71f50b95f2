using System.Text.Json.Serialization.Metadata;

namespace WsToolkit;

/// <summary>
/// A notification: on the wire <c>{"type":"chat","data":{…}}</c>. Implemented by generated code on every partial type with a
/// <see cref="WsEventAttribute"/>.
/// </summary>
/// <typeparam name="TSelf">The annotated type.</typeparam>
public interface IWsEvent<TSelf>
    where TSelf : IWsEvent<TSelf>
{
    /// <summary>The event's name on the wire: the notification's <c>type</c>.</summary>
    static abstract string EventName { get; }

    /// <summary>The JSON metadata of the type.</summary>
    static abstract IJsonTypeInfoResolver JsonTypeInfoResolver { get; }

    /// <summary>How C# names become names on the wire; never <see cref="WsNaming.Default"/>.</summary>
    static abstract WsNaming Naming { get; }

    /// <summary>How the values of enumerations become JSON.</summary>
    static abstract WsEnumFormat Enums { get; }
}
