using System.Threading.Channels;
using Microsoft.AspNetCore.Authorization;

namespace WsToolkit.EndToEnd.Tests.Door;

/// <summary>For whoever comes.</summary>
[WsService("parrot")]
public partial class ParrotService
{
    [WsRpcMethod]
    public string Echo(string text) => text;
}

/// <summary>An open house with a few locked rooms.</summary>
[WsService("house")]
public partial class HouseService
{
    [WsRpcMethod]
    public string WhoAmI(WsCallContext context) => context.User.Identity?.Name ?? "nobody";

    [WsRpcMethod]
    public string Echo(string text) => text;

    [WsRpcMethod, Authorize]
    public string Study(WsCallContext context) => context.User.Identity!.Name!;

    [WsRpcMethod, Authorize(Roles = "owner")]
    public string Safe() => "gold";

    [WsRpcMethod, Authorize("adult")]
    public string Bar() => "wine";

    [WsRpcMethod, Authorize]
    public async Task<int> WeighAsync(IAsyncEnumerable<int> coins, CancellationToken cancellationToken)
    {
        var sum = 0;
        await foreach (var coin in coins.WithCancellation(cancellationToken))
        {
            sum += coin;
        }

        return sum;
    }

    [WsRpcMethod]
    public int Fail() => throw new InvalidOperationException("the key is under the mat");
}

/// <summary>A contract that knows nothing of authorization.</summary>
[WsService]
public partial interface IVault
{
    Task<string> DoorAsync(CancellationToken cancellationToken = default);

    Task<string> ContentAsync(CancellationToken cancellationToken = default);

    Task<string> BellAsync(CancellationToken cancellationToken = default);
}

/// <summary>Its implementation, which does.</summary>
[WsService(typeof(IVault)), Authorize]
public partial class VaultService : IVault
{
    public Task<string> DoorAsync(CancellationToken cancellationToken = default) => Task.FromResult("shut");

    [Authorize(Roles = "owner")]
    public Task<string> ContentAsync(CancellationToken cancellationToken = default) => Task.FromResult("gold");

    [AllowAnonymous]
    public Task<string> BellAsync(CancellationToken cancellationToken = default) => Task.FromResult("ring");
}

/// <summary>A locked house with an open lobby.</summary>
[WsService("castle"), Authorize]
public partial class CastleService
{
    [WsRpcMethod, AllowAnonymous]
    public string Lobby() => "welcome";

    [WsRpcMethod]
    public string Hall() => "feast";

    [WsRpcMethod, Authorize(Roles = "owner")]
    public string Treasury() => "gold";
}

[WsService("mystery")]
public partial class MysteryService
{
    [WsRpcMethod, Authorize("no-such-policy")]
    public string Riddle() => "sphinx";
}

[WsService("schemes")]
public partial class SchemesService
{
    [WsRpcMethod, Authorize(AuthenticationSchemes = "cookies")]
    public string Biscuit() => "crumbs";
}

[WsService("first twin")]
public partial class FirstTwinService
{
    [WsRpcMethod("twin")]
    public string First() => "first";
}

[WsService("second twin")]
public partial class SecondTwinService
{
    [WsRpcMethod("twin")]
    public string Second() => "second";
}

[WsService("usurper")]
public partial class UsurperService
{
    [WsRpcMethod("subscribe")]
    public string Seize() => "mine";
}

/// <summary>Keeps a guest book.</summary>
[WsService("guests")]
public partial class GuestService(GuestBook book) : IWsConnectionHandler, IDisposable
{
    [WsRpcMethod]
    public string Visit(string room)
    {
        book.Write($"visit {room}");
        return room;
    }

    public async ValueTask OnConnectedAsync(WsConnection connection, CancellationToken cancellationToken)
    {
        book.Write("connected");
        await book.OnConnected(connection, cancellationToken);
    }

    public async ValueTask OnDisconnectedAsync(WsConnection connection, WsCloseInfo close)
    {
        book.Write($"disconnected {(int)close.Code}");
        await book.OnDisconnected(connection);
    }

    public void Dispose() => book.Write("disposed");
}

/// <summary>A second service that wants to know of connections.</summary>
[WsService("watch")]
public partial class WatchService(GuestBook book) : IWsConnectionHandler
{
    [WsRpcMethod]
    public string Look() => "all quiet";

    public ValueTask OnConnectedAsync(WsConnection connection, CancellationToken cancellationToken)
    {
        book.Write("watched");
        return ValueTask.CompletedTask;
    }

    public ValueTask OnDisconnectedAsync(WsConnection connection, WsCloseInfo close)
    {
        book.Write("unwatched");
        return ValueTask.CompletedTask;
    }
}

/// <summary>What the services of a test write down, in order.</summary>
public sealed class GuestBook
{
    private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

    public Func<WsConnection, CancellationToken, Task> OnConnected { get; set; } = (_, _) => Task.CompletedTask;

    public Func<WsConnection, Task> OnDisconnected { get; set; } = _ => Task.CompletedTask;

    public void Write(string line) => _lines.Writer.TryWrite(line);

    /// <summary>Waits for the next line.</summary>
    public Task<string> ReadAsync() => _lines.Reader.ReadAsync().AsTask().WaitAsync(BadInput.RawConnection.Patience);

    /// <summary>What has been written and not been read yet.</summary>
    public string[] Rest()
    {
        var lines = new List<string>();
        while (_lines.Reader.TryRead(out var line))
        {
            lines.Add(line);
        }

        return [.. lines];
    }
}
