using System.Security.Claims;
using WsToolkit;

namespace ChatSample.Walkers;

/// <summary>Says what to be called. Everybody who has said so hears who is here, now and whenever that changes.</summary>
[WsWalker("introduce", Group = "Chat", Methods = WsMethods.WebSocket)]
public partial class Introduce(People people)
{
    /// <summary>What to be called.</summary>
    public required string Name { get; init; }

    [WsEntry]
    public ValueTask EnterAsync(WsWalkerContext walker)
        => Name.Trim() is { Length: > 0 and <= 40 } name
            ? people.EnterAsync(walker, name)
            : throw new WsException("bad_name", "A name has 1 to 40 characters.");
}

/// <summary>Reports who is here; over HTTP it is <c>GET /walker/who_is_here?name=…</c>.</summary>
[WsWalker("who_is_here", Group = "Chat", Methods = WsMethods.WebSocket | WsMethods.Get)]
public partial class WhoIsHere(People people)
{
    /// <summary>Only those whose names contain this.</summary>
    public string? Name { get; init; }

    [WsEntry]
    public async IAsyncEnumerable<Person> LookAroundAsync()
    {
        foreach (var person in people.All.Where(person => Name is null || person.Name.Contains(Name, StringComparison.OrdinalIgnoreCase)))
        {
            yield return person;
        }

        await ValueTask.CompletedTask;
    }
}

/// <summary>Whose account it is.</summary>
public sealed record Me(string Email, string RootId);

/// <summary>Reports the caller's own account. Only for who has logged in.</summary>
[WsWalker(
    "who_am_i", Group = "Chat", Methods = WsMethods.WebSocket | WsMethods.Get | WsMethods.Post, Authentication = WsWalkerAuthentication.Required)]
public partial class WhoAmI
{
    [WsEntry]
    public Me Report(WsWalkerContext walker) => new(walker.User.FindFirstValue(ClaimTypes.Name)!, walker.UserId);
}
