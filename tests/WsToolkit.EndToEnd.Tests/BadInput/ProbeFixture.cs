using WsToolkit.EndToEnd.Tests.Support;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>One host of each kind for tests that need a connection of their own, but no host of their own.</summary>
public sealed class ProbeFixture : IAsyncLifetime
{
    private readonly Dictionary<HostKind, ProbeHost> _hosts = [];

    internal ProbeHost this[HostKind over] => _hosts[over];

    public async Task InitializeAsync()
    {
        foreach (var over in Enum.GetValues<HostKind>())
        {
            _hosts.Add(over, await ProbeHost.StartAsync(over));
        }
    }

    public async Task DisposeAsync()
    {
        foreach (var host in _hosts.Values)
        {
            await host.DisposeAsync();
        }
    }

    /// <summary>Sends one message over each kind of connection, expects exactly these answers to it, and that the connection lives on.</summary>
    internal async Task AssertAnswersAsync(HostKind over, string sent, params string[] answers)
    {
        await using var connection = await this[over].OpenAsync();
        await connection.SendAsync(sent);
        foreach (var answer in answers)
        {
            Assert.Equal(answer, await connection.ReceiveAsync());
        }

        await connection.AssertServesAsync();
        this[over].AssertNothingLogged();
    }
}
