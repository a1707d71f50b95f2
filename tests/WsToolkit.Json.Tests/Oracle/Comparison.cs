namespace WsToolkit.Json.Tests.Oracle;

/// <summary>Collects what ours and the two others make of one type.</summary>
internal sealed class Comparison(Type type, Aspect aspect)
{
    private static readonly Source[] Others = [Source.Generated, Source.Reflection];

    private readonly Dictionary<Source, string> _first = [];
    private int _count;

    /// <summary>Compares one attempt.</summary>
    /// <param name="profile">The options.</param>
    /// <param name="input">What is read or written, for the message.</param>
    /// <param name="attempt">Reads or writes with the options of one source.</param>
    public string Add(Profile profile, string input, Func<Source, string> attempt)
    {
        _count++;
        var ours = attempt(Source.Ours);
        foreach (var other in Others)
        {
            var theirs = attempt(other);
            if (theirs != ours)
            {
                _first.TryAdd(other, $"{aspect} {Roots.Name(type)}, {profile}, {other}\n of {input}\n ours:   {ours}\n theirs: {theirs}\n");
            }
        }

        return ours;
    }

    /// <summary>Fails when there is a difference that is not in the table, or none where the table says so.</summary>
    public void Assert()
    {
        Xunit.Assert.True(_count > 0, $"Nothing was compared of {Roots.Name(type)}.");
        var problems = Others.Select(Problem).Where(problem => problem is not null).ToArray();
        Xunit.Assert.True(problems.Length == 0, string.Join("\n", problems));
    }

    private string? Problem(Source other)
    {
        var listed = Differences.Has(type, other, aspect);
        return _first.TryGetValue(other, out var found)
            ? listed ? null : found
            : listed ? $"The table says that {aspect} {Roots.Name(type)} differs from {other}, but it does not." : null;
    }
}
