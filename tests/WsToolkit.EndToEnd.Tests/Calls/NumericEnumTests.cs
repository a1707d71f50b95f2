using System.Net.WebSockets;
using System.Text;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Calls;

[WsService("lamps", Enums = WsEnumFormat.Numbers)]
public partial class Lamps
{
    [WsRpcMethod]
    public LampState Switch(LampState state, LampColor color) => state with { Color = color, Before = [.. state.Before, state.Color] };

    [WsRpcMethod]
    public LampColor? After(LampColor? color) => color is null ? null : color + 1;
}

public enum LampColor
{
    Red,
    Amber,
    Green,
}

public sealed record LampState(LampColor Color)
{
    public IReadOnlyList<LampColor> Before { get; init; } = [];
}

/// <summary>A contract whose enumerations are numbers, from one end to the other.</summary>
public sealed class NumericEnumTests
{
    [Theory, BothHosts]
    public async Task Both_ends_speak_in_numbers(HostKind kind)
    {
        await using var host = await ServiceHost.StartAsync(kind, ws => ws.Add<Lamps>());
        var lamps = await host.ConnectAsync<LampsClient>();

        var state = await lamps.SwitchAsync(new LampState(LampColor.Red), LampColor.Green).Soon();
        Assert.Equal(LampColor.Green, state.Color);
        Assert.Equal([LampColor.Red], state.Before);
        Assert.Equal(LampColor.Amber, await lamps.AfterAsync(LampColor.Red).Soon());
        Assert.Null(await lamps.AfterAsync(null).Soon());
    }

    [Theory]
    [InlineData("""{"state":{"color":1,"before":[2]},"color":0}""", """ "response":{"color":0,"before":[2,1]}""")]
    [InlineData("""{"state":{"color":"Amber"},"color":0}""", """ "code":"invalid_arguments" """)]
    [InlineData("""{"state":{"color":1},"color":"Red"}""", """ "code":"invalid_arguments" """)]
    public async Task Numbers_are_on_the_wire_and_nothing_else_is_taken(string arguments, string expected)
    {
        await using var host = await ServiceHost.StartAsync(HostKind.Kestrel, ws => ws.Add<Lamps>());
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(host.Address, CancellationToken.None).Soon();

        var request = Encoding.UTF8.GetBytes($$"""{"id":"1","method":"switch","payload":{{arguments}}}""");
        await socket.SendAsync(request, WebSocketMessageType.Text, endOfMessage: true, CancellationToken.None).Soon();
        var buffer = new byte[4096];
        var received = await socket.ReceiveAsync(buffer, CancellationToken.None).Soon();

        Assert.Contains(expected.Trim(), Encoding.UTF8.GetString(buffer, 0, received.Count), StringComparison.Ordinal);
    }
}
