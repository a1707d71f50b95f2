namespace WsToolkit.Dialects;

/// <summary>The kinds of messages that the tagged dialect knows, by their <c>type</c>.</summary>
internal static class TaggedEvents
{
    public const string Connection = "connection";
    public const string Walker = "walker";
    public const string User = "user";
    public const string Channel = "channel";
    public const string Client = "client";
    public const string ChangeUser = "change_user";

    /// <summary>What a client can send, in the order in which the original names them.</summary>
    public const string Expected = "'connection', 'walker', 'user', 'channel', 'client', 'change_user'";

    /// <summary>
    /// The methods that the events of clients other than <see cref="Walker"/> are. No walker can have one of their names.
    /// </summary>
    public static readonly string[] Methods = [Connection, User, Channel, Client, ChangeUser];

    /// <summary>Whether a method is one of <see cref="Methods"/>.</summary>
    public static bool IsMethod(ReadOnlySpan<byte> method)
        => method.SequenceEqual("connection"u8)
            || method.SequenceEqual("user"u8)
            || method.SequenceEqual("channel"u8)
            || method.SequenceEqual("client"u8)
            || method.SequenceEqual("change_user"u8);

    /// <summary>Whether answers to a method are messages of type <see cref="Connection"/>.</summary>
    public static bool IsAboutConnection(ReadOnlySpan<byte> method)
        => method.SequenceEqual("connection"u8) || method.SequenceEqual("change_user"u8);

    /// <summary>Whether only the toolkit itself sends messages of a type.</summary>
    public static bool IsReserved(string type) => type is Walker or "cancel" or "credit" || Array.IndexOf(Methods, type) >= 0;
}
