using System.Diagnostics;
using System.Diagnostics.Metrics;

namespace WsToolkit.Rpc;

/// <summary>
/// Spans and durations of calls, and counts of connections, with the names of OpenTelemetry's conventions for RPC. While nobody listens,
/// starting gives null and costs
/// two reads.
/// </summary>
internal static class RpcTelemetry
{
    private static readonly ActivitySource Source = new(WsTelemetry.Name);
    private static readonly Meter Meter = new(WsTelemetry.Name);

    // The boundaries that the conventions recommend.
    private static readonly InstrumentAdvice<double> Buckets = new()
    {
        HistogramBucketBoundaries = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10],
    };

    private static readonly Histogram<double> ClientDuration =
        Meter.CreateHistogram("rpc.client.call.duration", "s", "The duration of calls that this end has made.", null, Buckets);

    private static readonly Histogram<double> ServerDuration =
        Meter.CreateHistogram("rpc.server.call.duration", "s", "The duration of calls that this end has answered.", null, Buckets);

    private static readonly Counter<long> Disconnects =
        Meter.CreateCounter<long>(
            "wstoolkit.client.disconnects",
            "{disconnect}",
            "Connections of clients that have ended, and attempts to connect that have failed.");

    private static int _clients;
    private static int _servers;

    static RpcTelemetry()
    {
        Meter.CreateObservableUpDownCounter(
            "wstoolkit.client.connections",
            static () => Volatile.Read(ref _clients),
            "{connection}",
            "Connections of clients that are open.");
        Meter.CreateObservableUpDownCounter(
            "wstoolkit.server.connections",
            static () => Volatile.Read(ref _servers),
            "{connection}",
            "Connections of endpoints that are open.");
    }

    /// <summary>A call that this end makes begins.</summary>
    public static CallTelemetry? StartClient(WsMethod method)
        => ClientDuration.Enabled || Source.HasListeners() ? Start(ActivityKind.Client, method.Name, ClientDuration) : null;

    /// <summary>A call that this end has received begins.</summary>
    public static CallTelemetry? StartServer(WsMethod? method)
        => ServerDuration.Enabled || Source.HasListeners()
            ? Start(ActivityKind.Server, method?.Name ?? CallTelemetry.Other, ServerDuration)
            : null;

    public static void CountClient(int by) => Interlocked.Add(ref _clients, by);

    public static void CountServer(int by) => Interlocked.Add(ref _servers, by);

    /// <summary>A connection of a client has ended, or an attempt has failed.</summary>
    public static void CountDisconnect<TReason>(TReason reason)
        where TReason : struct, Enum
    {
        try
        {
            if (Disconnects.Enabled)
            {
                Disconnects.Add(1, new KeyValuePair<string, object?>("wstoolkit.disconnect.reason", reason.ToString()));
            }
        }
        catch (Exception)
        {
            // A listener has failed: that is no reason for the client to fail.
        }
    }

    private static CallTelemetry? Start(ActivityKind kind, string method, Histogram<double> duration)
    {
        try
        {
            return new CallTelemetry(Source, kind, method, duration);
        }
        catch (Exception)
        {
            // A listener has failed: the call goes on unseen.
            return null;
        }
    }
}
