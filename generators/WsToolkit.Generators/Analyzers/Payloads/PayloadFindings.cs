namespace WsToolkit.Generators.Analyzers.Payloads;

/// <summary>Collects what is found, each thing once.</summary>
internal sealed class PayloadFindings
{
    /// <summary>What to do about a type that cannot be JSON.</summary>
    public const string NotJsonAdvice = "Use another type, or put [JsonIgnore] or a [JsonConverter] on the member.";

    private readonly List<PayloadFinding> _all = [];
    private readonly HashSet<string> _told = new(StringComparer.Ordinal);

    public IReadOnlyList<PayloadFinding> All => _all;

    /// <summary>Adds a problem of a place; the first argument of the message is the type.</summary>
    public void Add(PayloadProblem problem, PayloadStop stop, params string[] arguments) => Add(problem, stop, stop.Place, null, arguments);

    /// <summary>Adds a problem of a place with all arguments of its message.</summary>
    public void AddText(PayloadProblem problem, PayloadStop stop, params string[] text)
        => Add(problem, stop, stop.Place, null, text, isWhole: true);

    /// <summary>Adds a problem of a declaration, which is told at its place if that is in the project.</summary>
    public void AddAt(PayloadProblem problem, PayloadStop stop, Place place, params string[] arguments)
    {
        var at = stop.At(place);
        Add(problem, at, at.Place, null, arguments);
    }

    /// <summary>Adds a type without metadata.</summary>
    /// <param name="stop">The type and its place.</param>
    /// <param name="reason">Why there is none.</param>
    /// <param name="name">The type as a context would name it, or <see langword="null"/> when none can.</param>
    public void Missing(PayloadStop stop, string reason, string? name) => Add(PayloadProblem.NoMetadata, stop, stop.Place, name, [reason]);

    private void Add(PayloadProblem problem, PayloadStop stop, Place place, string? missing, string[] arguments, bool isWhole = false)
    {
        var text = isWhole ? arguments : [stop.Display, .. arguments];

        // Of what is deep inside a type of another assembly, one message of a kind is enough.
        var detail = stop.Via is null ? string.Join("\n", text) : string.Empty;
        var syntax = place.Symbol.DeclaringSyntaxReferences.FirstOrDefault();
        var spot = place.Attribute?.ApplicationSyntaxReference ?? syntax;
        if (_told.Add($"{problem}\n{place.Kind}\n{spot?.SyntaxTree.FilePath}\n{spot?.Span}\n{detail}"))
        {
            _all.Add(new PayloadFinding(problem, place, text, missing));
        }
    }
}
