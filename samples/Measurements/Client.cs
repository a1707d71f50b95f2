using WsToolkit;
using WsToolkit.Dialects;

namespace MeasurementsSample;

/// <summary>Measures: subscribes to the results, sends chunks, and prints the results while it sends.</summary>
internal static class Client
{
    private const int Chunks = 3;

    /// <param name="address">The server.</param>
    /// <param name="subprotocol">The format of the bodies: <c>json</c>, <c>proto</c>, or <c>none</c> for protobuf without a
    /// subprotocol.</param>
    /// <param name="token">The token, which travels in the header; null for none.</param>
    /// <param name="login">The token, which travels in a first request 0718; null for none.</param>
    /// <param name="cancellationToken">Ends the measurement.</param>
    public static async Task RunAsync(Uri address, string subprotocol, string? token, string? login, CancellationToken cancellationToken)
    {
        var protocol = subprotocol switch
        {
            "json" => Protocol.Json,
            "none" => Protocol.Proto with { Subprotocol = null },
            _ => Protocol.Proto,
        };
        var dialect = new FixedHeaderDialect(protocol with
        {
            Login = login is null ? null : new FixedHeaderLogin(_ => ValueTask.FromResult(login)),
        });
        var options = new WsClientOptions { Dialect = dialect };
        if (token is not null)
        {
            options.Headers["Authorization"] = $"Bearer {token}";
        }

        await using var measurements = await MeasurementsClient.ConnectAsync(address, options, cancellationToken);
        Console.WriteLine($"Connected: {dialect.Name}");

        var measurement = new MeasurementParams(Guid.NewGuid().ToString());
        var subscription = measurements.SubscribeResultsAsync(new SubscribeRequest(measurement), cancellationToken);
        var results = subscription.GetAsyncEnumerator(cancellationToken);
        await using (results)
        {
            // Asking for the first result sends the subscription.
            var next = results.MoveNextAsync();
            for (var chunk = 0; chunk < Chunks; chunk++)
            {
                var action = (chunk == 0 ? "FIRST" : chunk == Chunks - 1 ? "LAST" : "CHUNK") + "::PROCESS";
                var data = new AddDataRequest(measurement, action) { Payload = [1, 2, (byte)chunk] };
                var added = await measurements.AddDataAsync(data, cancellationToken);
                Console.WriteLine($"Added chunk {added.ChunkOrder}");

                await next;
                var heartRate = results.Current.Channels["HR"].Data[0] / (decimal)Math.Max(1, results.Current.Multiplier);
                Console.WriteLine($"Result of chunk {results.Current.MeasurementDataID.Split(':')[1]}: heart rate {heartRate:0.00}");
                next = chunk < Chunks - 1 ? results.MoveNextAsync() : default;
            }
        }

        try
        {
            await measurements.NoSuchActionAsync(cancellationToken);
        }
        catch (WsException refused)
        {
            Console.WriteLine($"Refused: {refused.Status} {refused.Code}: {refused.Message}");
        }

        Console.WriteLine($"Frames for nobody: {dialect.Unclaimed.Count + dialect.Unclaimed.Dropped}");
    }
}
