using WsToolkit.Channels;

namespace WsToolkit.Tests.Channels;

/// <summary>What snapshot methods return, as sequences.</summary>
public sealed class ChannelSnapshotTests
{
    [Fact]
    public async Task One_message_or_none()
    {
        Assert.Equal(["a"], await ReadAsync(WsChannelSnapshot.One(() => "a")));
        Assert.Equal([0], await ReadAsync(WsChannelSnapshot.One(() => 0)));
        Assert.Empty(await ReadAsync(WsChannelSnapshot.One<string>(() => null)));
        Assert.Equal(["a"], await ReadAsync(WsChannelSnapshot.OneAsync<string>(async () => await Task.FromResult("a"))));
        Assert.Empty(await ReadAsync(WsChannelSnapshot.OneAsync<string>(() => default)));
    }

    [Fact]
    public async Task Several_messages_or_none()
    {
        Assert.Equal([1, 2], await ReadAsync(WsChannelSnapshot.Many<int>(() => new List<int> { 1, 2 })));
        Assert.Empty(await ReadAsync(WsChannelSnapshot.Many<int>(() => null)));
        Assert.Equal([1, 2], await ReadAsync(WsChannelSnapshot.ManyAsync<int>(async () => await Task.FromResult(new[] { 1, 2 }))));
        Assert.Empty(await ReadAsync(WsChannelSnapshot.ManyAsync<int>(() => default)));
    }

    [Fact]
    public async Task The_method_runs_when_the_sequence_is_read()
    {
        var calls = 0;
        var snapshot = WsChannelSnapshot.One(() => ++calls);
        Assert.Equal(0, calls);
        Assert.Equal([1], await ReadAsync(snapshot));
        await Assert.ThrowsAsync<InvalidOperationException>(() => ReadAsync(WsChannelSnapshot.One<int>(() => throw new InvalidOperationException())));
    }

    private static async Task<List<T>> ReadAsync<T>(IAsyncEnumerable<T> snapshot)
    {
        var messages = new List<T>();
        await foreach (var message in snapshot)
        {
            messages.Add(message);
        }

        return messages;
    }
}
