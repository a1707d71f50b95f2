using System.Runtime.CompilerServices;
using WsToolkit;
using WsToolkit.Testing;

await using var host = WsTestHost.Create<Words>();
var words = await host.ConnectAsync<WordsClient>();
await foreach (var word in words.SplitAsync(new Text { Value = "one two" }))
{
    Console.WriteLine($"{word.Value} {word.Kind}");
}

Console.WriteLine(RuntimeFeature.IsDynamicCodeSupported ? "not native" : "native");

[WsService]
internal sealed partial class Words
{
    [WsRpcMethod]
    public async IAsyncEnumerable<Word> SplitAsync([WsPayload] Text text, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        foreach (var word in text.Value.Split(' '))
        {
            cancellationToken.ThrowIfCancellationRequested();
            await Task.Yield();
            yield return new Word(word, word.Length > 3 ? WordKind.Long : WordKind.Short);
        }
    }
}

internal sealed class Text
{
    public required string Value { get; init; }
}

internal readonly record struct Word(string Value, WordKind Kind);

internal enum WordKind
{
    Short,
    Long,
}
