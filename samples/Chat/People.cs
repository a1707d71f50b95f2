using System.Collections.Concurrent;
using ChatSample.Walkers;
using WsToolkit;

namespace ChatSample;

/// <summary>Who has said what to be called, for as long as they are connected.</summary>
public sealed class People(WsNotifier notifier, ILogger<People> logger)
{
    private readonly ConcurrentDictionary<string, Person> _people = new();
    private readonly SemaphoreSlim _telling = new(1, 1);

    public IReadOnlyList<Person> All => [.. _people.Values.OrderBy(person => person.Name, StringComparer.OrdinalIgnoreCase)];

    public async ValueTask EnterAsync(WsWalkerContext walker, string name)
    {
        var person = new Person(name, walker.ClientId!, walker.UserId, walker.ChannelId!);
        var isNew = !_people.ContainsKey(person.ClientId);
        _people[person.ClientId] = person;
        var closed = walker.Connection!.Closed;
        if (isNew || closed.IsCancellationRequested)
        {
            // Runs at once for a connection that is gone already.
            closed.Register(() => _ = LeaveAsync(person.ClientId));
        }

        await TellAllAsync();
    }

    /// <summary>Makes a message, with its sender where that one has said what to be called.</summary>
    public ChatMessage Say(WsWalkerContext walker, string message, string to)
    {
        var from = walker.ClientId is { } id ? _people.GetValueOrDefault(id) : null;
        return new ChatMessage(message) { From = from, To = from is null ? null : to };
    }

    private async Task LeaveAsync(string clientId)
    {
        try
        {
            _people.TryRemove(clientId, out _);
            await TellAllAsync();
        }
        catch (Exception exception)
        {
            logger.LogError(exception, "Nobody could be told that somebody has left.");
        }
    }

    private async ValueTask TellAllAsync()
    {
        // One list after the other: an older one that came later would hide somebody.
        await _telling.WaitAsync();
        try
        {
            var all = All;
            await notifier.NotifyClientsAsync(all.Select(person => person.ClientId), new PeopleChanged(all));
        }
        finally
        {
            _telling.Release();
        }
    }
}
