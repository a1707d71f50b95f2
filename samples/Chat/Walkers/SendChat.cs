using WsToolkit;

namespace ChatSample.Walkers;

/// <summary>Says something to all windows of a user.</summary>
[WsWalker("send_chat_to_user", Group = "Chat")]
public partial class SendChatToUser(People people)
{
    /// <summary>The user's id, as the user's <c>connection</c> event has it.</summary>
    public required string RootId { get; init; }

    /// <summary>What to say.</summary>
    public string Message { get; init; } = "string";

    [WsEntry]
    public ValueTask SendAsync(WsWalkerContext walker, CancellationToken cancellationToken)
        => walker.NotifyUsersAsync([RootId], people.Say(walker, Message, "user"), cancellationToken);
}

/// <summary>Says something to everybody who has joined a group.</summary>
[WsWalker("send_chat_to_group", Group = "Chat")]
public partial class SendChatToGroup(People people)
{
    /// <summary>The group: what its members have connected with, as <c>?channel_id=</c>.</summary>
    public required string ChannelId { get; init; }

    /// <summary>What to say.</summary>
    public string Message { get; init; } = "string";

    [WsEntry]
    public ValueTask SendAsync(WsWalkerContext walker, CancellationToken cancellationToken)
        => walker.NotifyChannelsAsync([ChannelId], people.Say(walker, Message, "group"), cancellationToken);
}

/// <summary>Says something to one window.</summary>
[WsWalker("send_chat_to_client", Group = "Chat")]
public partial class SendChatToClient(People people)
{
    /// <summary>The window's id, as its <c>connection</c> event has it.</summary>
    public required string ClientId { get; init; }

    /// <summary>What to say.</summary>
    public string Message { get; init; } = "string";

    [WsEntry]
    public ValueTask SendAsync(WsWalkerContext walker, CancellationToken cancellationToken)
        => walker.NotifyClientsAsync([ClientId], people.Say(walker, Message, "client"), cancellationToken);
}

/// <summary>Says something to everybody who is here.</summary>
[WsWalker("send_chat_to_everyone", Group = "Chat")]
public partial class SendChatToEveryone(People people)
{
    /// <summary>What to say.</summary>
    public string Message { get; init; } = "string";

    [WsEntry]
    public ValueTask SendAsync(WsWalkerContext walker, CancellationToken cancellationToken)
        => walker.NotifyClientsAsync(
            people.All.Select(person => person.ClientId), people.Say(walker, Message, "everyone"), cancellationToken);
}
