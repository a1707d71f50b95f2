using WsToolkit;

namespace Shop.Contracts
{
    public sealed record Receipt(int Number);

    /// <summary>Sends it.</summary>
    [WsWalker("send", Reports = typeof(Receipt), Progress = typeof(double), Naming = WsNaming.SnakeCase)]
    public sealed record SendIt(string ToWhom)
    {
        public int Copies { get; init; } = 1;

        public required DateOnly When { get; init; }
    }

    [WsWalker]
    public record Stop
    {
        public string? Why { get; set; }
    }

    [WsEvent("stopped_now")]
    public readonly partial record struct Stopped(string? Why);

    [WsEvent("1+1=2")]
    public sealed partial class Sum
    {
        public int Two { get; set; }
    }
}

namespace Shop.Server
{
    using Shop.Contracts;

    [WsWalker(typeof(SendIt), Authentication = WsWalkerAuthentication.None)]
    [Microsoft.AspNetCore.Authorization.Authorize]
    internal sealed partial class SendHandler(TimeProvider time)
    {
        [WsEntry]
        public async IAsyncEnumerable<Receipt> RunAsync(SendIt request, WsWalkerContext context, IProgress<double> progress, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            await Task.Delay(TimeSpan.FromSeconds(request.Copies), time, cancellationToken);
            progress.Report(0.5);
            yield return new Receipt(request.ToWhom.Length + context.Status);
        }
    }

    public static partial class Handlers
    {
        [WsWalker(typeof(Stop))]
        internal sealed partial class Stopper
        {
            [WsEntry]
            public ValueTask RunAsync(Stop stop, WsWalkerContext context, CancellationToken cancellationToken)
                => context.NotifySelfAsync(new Stopped(stop.Why), cancellationToken);
        }

        [WsWalker(Ends = WsEnds.Server)]
        public partial class Served
        {
            public string @class { get; set; } = "";

            public bool Hasclass { get; set; }

            public int Members { get; set; }

            [WsEntry]
            public void @event() => Members++;
        }

        [WsWalker(Ends = WsEnds.Client)]
        public class Called
        {
            public string? Clone { get; set; }
        }
    }
}
