using WsToolkit;

namespace Shop.Contracts
{
    public sealed record Reading(string Sensor, double Value);

    public partial interface IStatus
    {
        [WsChannel("status")] WsChannel<string> Status { get; }
    }

    [WsService]
    public partial interface IMeter : IStatus
    {
        Task<int> CountAsync();

        /// <summary>What a sensor reads.</summary>
        [WsChannel("readings:{sensor}")]
        WsChannel<Reading> Readings(string sensor);

        /// <summary>What happens to all of them.</summary>
        [WsChannel("alerts", ClientsMayPublish = true)]
        WsChannel<Reading> Alerts { get; }

        [WsChannel("connection")] WsChannel<int> Connection { get; }

        [WsChannel("meter")] WsChannel<int> Meter();

        [WsChannel("own:{id}")] WsChannel<int> Own(int id);
    }
}

// file: Server.cs
using Microsoft.AspNetCore.Authorization;
using Shop.Contracts;
using WsToolkit;

namespace Shop.Server;

[WsService(typeof(IMeter))]
[Authorize]
public sealed partial class Meter : IMeter
{
    public Task<int> CountAsync() => Task.FromResult(1);

    public WsChannel<int> Own(int id) => throw new NotSupportedException();

    [WsChannelHook(nameof(IMeter.Readings), WsChannelHook.MaySubscribe)]
    private bool MayRead(string sensor) => sensor.Length > 0;

    [WsChannelHook(nameof(Alerts), WsChannelHook.Snapshot)]
    private IEnumerable<Reading> Last() => [];
}

[WsService(typeof(IMeter))]
public partial class Base : IMeter
{
    public Task<int> CountAsync() => Task.FromResult(1);

    public int Status() => 1;
}
