namespace WsToolkit.Channels;

/// <summary>
/// Turns what a <see cref="WsChannelHook.Snapshot"/> method returns into a sequence. The method runs when the sequence is read; <see langword="null"/> stands
/// for nothing. Called by generated code; thread-safe.
/// </summary>
public static class WsChannelSnapshot
{
    /// <summary>Of a method that returns one message.</summary>
    /// <typeparam name="T">The channel's message type.</typeparam>
    /// <param name="get">Calls the method.</param>
    /// <returns>The message.</returns>
    public static IAsyncEnumerable<T> One<T>(Func<T?> get) => OneAsync(() => ValueTask.FromResult(get()));

    /// <summary>Of an asynchronous method that returns one message.</summary>
    /// <typeparam name="T">The channel's message type.</typeparam>
    /// <param name="get">Calls the method.</param>
    /// <returns>The message.</returns>
    public static async IAsyncEnumerable<T> OneAsync<T>(Func<ValueTask<T?>> get)
    {
        if (await get().ConfigureAwait(false) is { } message)
        {
            yield return message;
        }
    }

    /// <summary>Of a method that returns several messages.</summary>
    /// <typeparam name="T">The channel's message type.</typeparam>
    /// <param name="get">Calls the method.</param>
    /// <returns>The messages.</returns>
    public static IAsyncEnumerable<T> Many<T>(Func<IEnumerable<T>?> get) => ManyAsync(() => ValueTask.FromResult(get()));

    /// <summary>Of an asynchronous method that returns several messages.</summary>
    /// <typeparam name="T">The channel's message type.</typeparam>
    /// <param name="get">Calls the method.</param>
    /// <returns>The messages.</returns>
    public static async IAsyncEnumerable<T> ManyAsync<T>(Func<ValueTask<IEnumerable<T>?>> get)
    {
        foreach (var message in await get().ConfigureAwait(false) ?? [])
        {
            yield return message;
        }
    }
}
