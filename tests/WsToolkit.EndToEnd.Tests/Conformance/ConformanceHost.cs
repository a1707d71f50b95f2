using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.BadInput;
using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.Conformance;

/// <summary>Serves <see cref="ConformanceService"/>, and has what it was last given.</summary>
internal sealed class ConformanceHost : IAsyncDisposable
{
    public const string NotJson = """{"error":{"message":"JSON string expected","code":"parse_error"}}""";

    private readonly ConformanceState _state;
    private readonly ProbeHost _host;

    private ConformanceHost(ProbeHost host, ConformanceState state)
    {
        _host = host;
        _state = state;
    }

    /// <summary>The argument of the last call.</summary>
    public object? Last => _state.Last;

    public static async Task<ConformanceHost> StartAsync(HostKind over)
    {
        var state = new ConformanceState();
        var host = await ProbeHost.StartAsync(
            over, endpoint: ws => ws.Add<ConformanceService>(), services: services => services.AddSingleton(state));
        return new ConformanceHost(host, state);
    }

    /// <summary>A call with one named argument, as text.</summary>
    public static string Call(string method, string text) => $$$"""{"id":1,"method":"{{{method}}}","payload":{"value":{{{text}}}}}""";

    /// <summary>The answer to a call that returns nothing.</summary>
    public static string Done(string method) => $$"""{"id":1,"method":"{{method}}","response":null}""";

    public Task<RawConnection> OpenAsync() => _host.OpenAsync();

    public void AssertNothingLogged() => _host.AssertNothingLogged();

    public ValueTask DisposeAsync() => _host.DisposeAsync();
}
