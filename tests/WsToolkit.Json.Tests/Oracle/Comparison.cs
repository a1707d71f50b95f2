namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Collects what ours and the two others make of one type.</summary>
internal sealed class Comparison(Type type, Aspect aspect)
{
    private readonly Dictionary<Source, string> _first = [];
    private int _count;

    /// <summary>Compares one attempt.</summary>
    /// <param name="profile">The options.</param>
    /// <param name="input">What is read or written, for the message.</param>
    /// <param name="attempt">Reads or writes with the options of one source.</param>
    public void Add(Profile profile, string input, Func<Source, string> attempt)
    {
        _count++;
        var ours = attempt(Source.Ours);
        foreach (var other in (Source[])[Source.Generated, Source.Reflection])
        {
            var theirs = attempt(other);
            if (theirs != ours && !Differences.Explain(type, other, aspect, ours, theirs))
            {
                _first.TryAdd(other, $"{aspect} {Roots.Name(type)}, {profile}, {other}\n of {input}\n ours:   {Only(ours, theirs)}\n theirs: {Only(theirs, ours)}\n");
            }
        }
    }

    // Of long shapes the lines that differ.
    private static string Only(string text, string other)
        => text.Contains("\n  ", StringComparison.Ordinal) ? string.Join("\n", text.Split('\n').Except(other.Split('\n'))) : text;

    /// <summary>Fails when there is a difference that is not in the table.</summary>
    public void Assert()
    {
        Xunit.Assert.True(_count > 0, $"Nothing was compared of {Roots.Name(type)}.");
        Xunit.Assert.True(_first.Count == 0, string.Join("\n", _first.Values));
    }
}
