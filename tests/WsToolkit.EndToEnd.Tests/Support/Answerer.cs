using System.Runtime.CompilerServices;

namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>A client's callbacks, as a test wants them.</summary>
internal sealed class Answerer : IShapesCallback
{
    public Func<string, CancellationToken, Task<string>> OnAnswer { get; set; } = (question, _) => Task.FromResult(question + "!");

    public TaskCompletionSource<string> Notified { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public TaskCompletionSource StreamEnded { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<string> AnswerAsync(string question, CancellationToken cancellationToken) => OnAnswer(question, cancellationToken);

    public Task NotifyAsync(string text, CancellationToken cancellationToken)
    {
        Notified.TrySetResult(text);
        return Task.CompletedTask;
    }

    public async IAsyncEnumerable<int> CountdownAsync(int from, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        try
        {
            for (var i = from; i > 0; i--)
            {
                await Task.Yield();
                yield return i;
            }
        }
        finally
        {
            StreamEnded.TrySetResult();
        }
    }
}
