using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using WsToolkit;

namespace Shop;

public interface IStore
{
    Task<int> SaveAsync(string text, CancellationToken cancellationToken);
}

/// <summary>A message of a chat.</summary>
[WsEvent("chat")]
public sealed partial record ChatMessage(string Message, DayOfWeek Day = DayOfWeek.Monday);

public sealed record Delivered(int Number, TimeSpan? After);

/// <summary>Sends a message to a <see cref="ChannelId"/> of people. Nobody else sees it.</summary>
/// <remarks>Some remarks.</remarks>
[WsWalker("send_chat_to_group", Methods = WsMethods.WebSocket | WsMethods.Post, Group = "Chat", Naming = WsNaming.SnakeCase, TimeoutMilliseconds = 5000)]
[Authorize("members")]
public partial class SendChatToGroup(IStore store, TimeProvider? time = null)
{
    /// <summary>The channel that hears it.</summary>
    public required string ChannelId { get; init; }

    public string? Message { get; set; }

    /// <summary>How often; once by itself.</summary>
    public int Times { get; init; } = 1;

    public int? Limit { get; init; }

    public List<string> Tags { get; set; } = [];

    [JsonRequired]
    public DayOfWeek Day { get; init; }

    [JsonPropertyName("else")]
    public bool Otherwise { get; set; }

    [JsonIgnore]
    public Action? Ignored { get; set; }

    public int ReadOnly => Tags.Count + (time is null ? 0 : 1);

    public string Own { get; private set; } = "";

    [WsEntry]
    public void Begin() => Own = ChannelId;

    [WsEntry]
    public async IAsyncEnumerable<Delivered> DeliverAsync(WsWalkerContext walker, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        await walker.NotifyChannelsAsync([ChannelId], new ChatMessage(Message ?? "", Day), cancellationToken);
        yield return new Delivered(await store.SaveAsync(Own, cancellationToken), null);
    }

    [WsEntry]
    public Delivered Last() => new(ReadOnly, TimeSpan.Zero);

    [WsEntry]
    public async Task<Delivered> LastAsync()
    {
        await Task.Yield();
        return new Delivered(Times, null);
    }
}

/// <summary>Counts.</summary>
/// <param name="To">To where.</param>
/// <param name="By">In which steps.</param>
[WsWalker(Group = "Chat")]
public sealed partial record Count(int To, int By = 1)
{
    public string? Unit { get; init; }

    [WsEntry]
    internal async ValueTask RunAsync(IProgress<string> progress, WsWalkerContext context)
    {
        progress.Report(Unit ?? "");
        context.Status = To * By;
        await Task.Yield();
    }
}

[WsWalker]
public partial class Ping
{
    [WsEntry]
    public string? Pong(IProgress<string> text, IProgress<string?> nothing)
    {
        text.Report("");
        nothing.Report(null);
        return null;
    }
}
// file: Settings.cs
using WsToolkit;

namespace Shop.More;

[WsWalker("list", Methods = WsMethods.Get | WsMethods.Delete, Path = "{Id:int}/of/{*shop_name}", Query = ["by", nameof(Page)], Excluded = [nameof(Secret)],
    Authentication = WsWalkerAuthentication.Required, Naming = WsNaming.SnakeCase, Enums = WsEnumFormat.Numbers, Group = "Chat", Reports = typeof(Thing), Progress = typeof(Thing))]
public partial class ListThings : ListBase, IDisposable
{
    public required int Id { get; set; }

    public required string ShopName { get; set; }

    public string By { get; set; } = "";

    public string? Secret { get; set; }

    [WsEntry]
    public IAsyncEnumerable<Thing> Own(IProgress<Thing?> progress) => ThingsAsync(progress);

    [WsEntry(Order = -1)]
    public IAsyncEnumerable<Better> First(IProgress<Better> progress) => throw new NotSupportedException(Secret + progress);

    public void Dispose()
    {
    }

    private static async IAsyncEnumerable<Thing> ThingsAsync(IProgress<Thing?> progress)
    {
        await Task.Yield();
        progress.Report(null);
        yield return new Thing("a");
    }
}

public abstract class ListBase
{
    public int Page { get; init; }

    [WsEntry]
    public virtual ValueTask<Thing?> BeginAsync() => ValueTask.FromResult<Thing?>(null);
}

[System.Text.Json.Serialization.JsonDerivedType(typeof(Better), "better")]
public record Thing(string Name);

public sealed record Better(string Name) : Thing(Name);
