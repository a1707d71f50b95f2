namespace Quickstart;

/// <summary>Prints the tour: for each exchange a title, the code, the messages on the wire, the result.</summary>
internal sealed class Story
{
    private const int MaxMessages = 8;
    private readonly bool _colours = !Console.IsOutputRedirected;
    private readonly Lock _gate = new();
    private int _messages;
    private int _number;

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

    public async Task ShowAsync<T>(string title, string code, Func<Task<T>> exchange)
    {
        lock (_gate)
        {
            _messages = 0;
            Console.WriteLine();
            Console.WriteLine(Paint("1;36", $"{++_number,2}. {title}"));
            Console.WriteLine(Paint("33", $"    {code}"));
        }

        var result = await exchange();
        lock (_gate)
        {
            if (_messages > MaxMessages)
            {
                Console.WriteLine(Paint("2", $"      … and {_messages - MaxMessages} more messages"));
            }

            Console.WriteLine(Paint("32", $"    = {result}"));
        }
    }

    /// <summary>A message has travelled.</summary>
    public void Message(string direction, string json)
    {
        lock (_gate)
        {
            if (++_messages <= MaxMessages)
            {
                Console.WriteLine(Paint("2", $"      {direction} {json}"));
            }
        }
    }

    private string Paint(string style, string text) => _colours ? $"\e[{style}m{text}\e[0m" : text;
}
