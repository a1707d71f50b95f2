using WsToolkit;

namespace Shop.Contracts
{
    public sealed record Reading(string Sensor, double Value);

    /// <summary>What a meter can do.</summary>
    [WsService("meter", Naming = WsNaming.SnakeCase)]
    public partial interface IMeter
    {
        /// <summary>Reads a sensor.</summary>
        Task<Reading> ReadSensorAsync(string sensorName, CancellationToken cancellationToken = default);

        ValueTask<double?> LastAsync(string sensorName);

        [WsRpcMethod("reset_all", TimeoutMilliseconds = 2000)]
        Task ResetAsync(bool hard = false, CancellationToken cancellationToken = default);

        [WsRpcMethod(OneWay = true)]
        ValueTask NoteAsync([WsPayload] string text);

        IAsyncEnumerable<Reading> WatchAsync(string sensorName, CancellationToken cancellationToken = default);

        IAsyncEnumerable<double> CorrectAsync(IAsyncEnumerable<double> values);

        Task CalibrateAsync(IProgress<int> progress);
    }
}

// file: Server.cs
using Shop.Contracts;
using WsToolkit;

namespace Shop.Server;

[WsService(typeof(IMeter))]
public sealed partial class Meter(TimeProvider time) : IMeter
{
    public Task<Reading> ReadSensorAsync(string sensorName, CancellationToken cancellationToken = default)
        => Task.FromResult(new Reading(sensorName, time.GetTimestamp()));

    public ValueTask<double?> LastAsync(string sensorName) => default;

    public Task ResetAsync(bool hard = false, CancellationToken cancellationToken = default) => Task.CompletedTask;

    public ValueTask NoteAsync(string text) => default;

    public IAsyncEnumerable<Reading> WatchAsync(string sensorName, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    public IAsyncEnumerable<double> CorrectAsync(IAsyncEnumerable<double> values) => values;

    public Task CalibrateAsync(IProgress<int> progress) => Task.CompletedTask;
}
