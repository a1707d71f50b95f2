using System.Text.RegularExpressions;

namespace Quickstart;

/// <summary>Prints the tour: for each exchange a title, the code, the messages on the wire, the result.</summary>
internal sealed partial class Story
{
    private const int MaxItems = 3;
    private readonly bool _colours = !Console.IsOutputRedirected;
    private readonly Lock _gate = new();
    private int _number;
    private int _items;
    private string? _awaited;
    private TaskCompletionSource _seen = new();

    public void Title(string text)
    {
        lock (_gate)
        {
            Console.WriteLine();
            Console.WriteLine(Paint("1", text));
        }
    }

    public void Line(string text)
    {
        lock (_gate)
        {
            Console.WriteLine(text);
        }
    }

    /// <summary>Shows one exchange.</summary>
    /// <param name="title">What it is about.</param>
    /// <param name="code">What a user writes.</param>
    /// <param name="exchange">Runs it.</param>
    /// <param name="lastMessage">A part of the message that ends it, where that comes after the result.</param>
    public async Task ShowAsync<T>(string title, string code, Func<Task<T>> exchange, string? lastMessage = null)
    {
        Task seen;
        lock (_gate)
        {
            _items = 0;
            _awaited = lastMessage;
            _seen = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            seen = lastMessage is null ? Task.CompletedTask : _seen.Task;
            Console.WriteLine();
            Console.WriteLine(Paint("1;36", $"{++_number,2}. {title}"));
            Console.WriteLine(Paint("33", $"    {code}"));
        }

        var result = await exchange();

        // Only for show: the tour goes on without it.
        await Task.WhenAny(seen, Task.Delay(TimeSpan.FromSeconds(10)));
        Line(Paint("32", $"    = {result}"));
    }

    /// <summary>A message has travelled.</summary>
    public void Message(string direction, string json)
    {
        lock (_gate)
        {
            if (ItemOfResult().IsMatch(json) && ++_items > MaxItems)
            {
                return;
            }

            if (_items > MaxItems)
            {
                Console.WriteLine(Paint("2", $"      <- … {_items - MaxItems} more"));
                _items = 0;
            }

            Console.WriteLine(Paint("2", $"      {direction} {json}"));
            if (_awaited is not null && json.Contains(_awaited, StringComparison.Ordinal))
            {
                _seen.TrySetResult();
            }
        }
    }

    [GeneratedRegex("""^\{"id":\d+,"item":""")]
    private static partial Regex ItemOfResult();

    private string Paint(string style, string text) => _colours ? $"\e[{style}m{text}\e[0m" : text;
}
