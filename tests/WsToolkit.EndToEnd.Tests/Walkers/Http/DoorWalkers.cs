using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.RateLimiting;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

public enum Colour
{
    Red,
    DarkBlue,
}

public sealed record Spot(int X, int Y);

/// <summary>What a <see cref="DoorEcho"/> has been called with.</summary>
public sealed record DoorHeard(
    string Text, int Times, bool Loud, Colour? Colour, DateOnly? Day, Guid? Key, decimal? Price, IReadOnlyList<int> Numbers, Spot? Spot, string Method);

/// <summary>Reports what it has been called with.</summary>
[WsWalker(
    "door_echo",
    Group = "Door",
    Methods = WsMethods.WebSocket | WsMethods.Get | WsMethods.Post | WsMethods.Put | WsMethods.Delete | WsMethods.Patch | WsMethods.Head
        | WsMethods.Options | WsMethods.Trace,
    Excluded = [nameof(Secret)])]
public partial class DoorEcho
{
    public required string Text { get; init; }

    public int Times { get; init; } = 1;

    public bool Loud { get; init; }

    public Colour? Colour { get; init; }

    public DateOnly? Day { get; init; }

    public Guid? Key { get; init; }

    public decimal? Price { get; init; }

    public List<int> Numbers { get; init; } = [];

    public Spot? Spot { get; init; }

    public string Secret { get; init; } = "";

    [WsEntry]
    public async IAsyncEnumerable<DoorHeard> EchoAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var i = 0; i < Times; i++)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return new DoorHeard(Text, Times, Loud, Colour, Day, Key, Price, Numbers, Spot, Secret);
        }
    }
}

/// <summary>Takes its members from three places.</summary>
[WsWalker(
    "door_path", Group = "Door", Methods = WsMethods.WebSocket | WsMethods.Post | WsMethods.Get, Path = "{room}/items/{number}", Query = ["colour"])]
public partial class DoorPath
{
    public required string Room { get; init; }

    public required int Number { get; init; }

    public Colour Colour { get; init; }

    public string? Note { get; init; }

    [WsEntry]
    public string Describe() => string.Create(CultureInfo.InvariantCulture, $"{Room}/{Number}/{Colour}/{Note}");
}

/// <summary>Only for who has logged in.</summary>
[WsWalker("door_required", Group = "Door", Authentication = WsWalkerAuthentication.Required)]
public partial class DoorRequired
{
    public required int Value { get; init; }

    [WsEntry]
    public string Who(WsWalkerContext walker) => $"{walker.User.FindFirstValue(ClaimTypes.Name)} {walker.UserId} {Value}";
}

/// <summary>Only for who has not logged in.</summary>
[WsWalker("door_none", Group = "Door", Authentication = WsWalkerAuthentication.None)]
public partial class DoorNone
{
    [WsEntry]
    public string Who(WsWalkerContext walker) => walker.UserId;
}

/// <summary>For everybody.</summary>
[WsWalker("door_optional", Group = "Door")]
public partial class DoorOptional
{
    [WsEntry]
    public string Who(WsWalkerContext walker) => walker.UserId;
}

/// <summary>Only for who has not logged in, and yet with a policy that nobody of those meets.</summary>
[WsWalker("door_nobody", Group = "Door", Authentication = WsWalkerAuthentication.None), Authorize("adult")]
public partial class DoorNobody
{
    [WsEntry]
    public string Who(WsWalkerContext walker) => walker.UserId;
}

/// <summary>Only for adults.</summary>
[WsWalker("door_policy", Group = "Door"), Authorize("adult")]
public partial class DoorPolicy
{
    [WsEntry]
    public string Drink() => "wine";
}

/// <summary>Fails in ways that callers are to be told of, or not.</summary>
[WsWalker("door_fails", Group = "Door")]
public partial class DoorFails
{
    public required string How { get; init; }

    [WsEntry]
    public void Fail(WsWalkerContext walker)
    {
        walker.Status = 201;
        throw How switch
        {
            "said" => new WsException("no_room", "There is no such room.") { Status = 404 },
            "code" => new WsException("odd", "That is odd."),
            "forbidden" => new WsException(WsErrorCodes.Forbidden, "You don't have access on target entry n::1!"),
            _ => new InvalidOperationException("the key is under the mat"),
        };
    }
}

public sealed record OwnBody([property: JsonPropertyName("any")] string Any);

/// <summary>Answers with a status, perhaps with a body of its own.</summary>
[WsWalker("door_status", Group = "Door", Reports = typeof(OwnBody))]
public partial class DoorStatus
{
    public required int Status { get; init; }

    public string? Body { get; init; }

    [WsEntry]
    public void Answer(WsWalkerContext walker)
    {
        walker.Status = Status;
        if (Body is not null)
        {
            walker.SetBody(new OwnBody(Body));
        }
    }
}

/// <summary>Waits until it is cancelled, and says so.</summary>
[WsWalker("door_waits", Group = "Door", TimeoutMilliseconds = 60_000)]
public partial class DoorWaits(DoorWaits.Course course)
{
    [WsEntry]
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        course.Begun.TrySetResult();
        try
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }
        finally
        {
            course.Ended.TrySetResult();
        }
    }

    public sealed class Course
    {
        public TaskCompletionSource Begun { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public TaskCompletionSource Ended { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

/// <summary>May be called as often as the application's policy says.</summary>
[WsWalker("door_limited", Group = "Door"), EnableRateLimiting("few")]
public partial class DoorLimited
{
    [WsEntry]
    public string Serve() => "one of few";
}

/// <summary>Cannot be called over a WebSocket.</summary>
[WsWalker("door_http_only", Group = "Door", Methods = WsMethods.Get)]
public partial class DoorHttpOnly
{
    [WsEntry]
    public string Serve() => "http";
}

/// <summary>Has the path of <see cref="DoorHttpOnly"/>.</summary>
[WsWalker("DOOR_HTTP_ONLY", Group = "Door", Methods = WsMethods.Get)]
public partial class DoorHttpOnlyInCapitals
{
    [WsEntry]
    public string Serve() => "HTTP";
}
