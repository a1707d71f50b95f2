using Microsoft.Extensions.DependencyInjection;
using WsToolkit;

namespace Shop;

public partial class Parameterless
{
    [WsRpcMethod] public void Run() { }
}

public partial class Injected(
    TimeProvider time,
    [FromKeyedServices("main\"")] Stream store,
    [FromKeyedServices(DayOfWeek.Monday)] Stream? spare,
    IServiceProvider services,
    IEnumerable<Lazy<string?>> texts,
    Stream? optional = null,
    string name = "x",
    int count = 5,
    CancellationToken token = default)
{
    [WsRpcMethod] public object[] Run() => [time, store, spare!, services, texts, optional!, name, count, token];
}

public partial class Marked
{
    public Marked(int number, string text) => Console.WriteLine(number + text);

    [ActivatorUtilitiesConstructor]
    public Marked(Stream stream) => Console.WriteLine(stream);

    [WsRpcMethod] public void Run() { }
}

public partial class Longest
{
    public Longest() { }

    public Longest(Stream stream) => Console.WriteLine(stream);

    internal Longest(Stream first, Stream second) => Console.WriteLine(first == second);

    [WsRpcMethod] public void Run() { }
}

public partial class InternalConstructor
{
    internal InternalConstructor(Stream stream) => Console.WriteLine(stream);

    [WsRpcMethod] public void Run() { }
}

public sealed partial record RecordService(Stream Stream)
{
    [WsRpcMethod] public void Run() { }
}

// These get a contract, and an instance from the application.
public abstract partial class AbstractService
{
    [WsRpcMethod] public abstract Task RunAsync(int number);
}

public partial class Secretive
{
    private Secretive() { }

    public static Secretive Instance { get; } = new();

    [WsRpcMethod] public void Run() { }
}

public partial class Demanding
{
    public required int Number { get; init; }

    [WsRpcMethod] public void Run() { }
}
