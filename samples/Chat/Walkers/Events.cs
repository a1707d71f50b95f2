using System.Text.Json.Serialization;
using WsToolkit;

namespace ChatSample.Walkers;

/// <summary>Somebody who has said what to be called.</summary>
public sealed record Person(string Name, string ClientId, string RootId, string ChannelId);

/// <summary>Something that somebody has said: <c>{"type":"chat","data":{"message":"string"}}</c>.</summary>
[WsEvent("chat")]
public sealed partial record ChatMessage(string Message)
{
    /// <summary>Who has said it, when that is known.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public Person? From { get; init; }

    /// <summary>To whom, when it is known who: <c>everyone</c>, <c>group</c>, <c>user</c> or <c>client</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? To { get; init; }
}

/// <summary>Who is here now.</summary>
[WsEvent("people")]
public sealed partial record PeopleChanged(IReadOnlyList<Person> People);

/// <summary>How far a long walk has come.</summary>
[WsEvent("progress")]
public sealed partial record WalkProgress(string Progress, string Status);
