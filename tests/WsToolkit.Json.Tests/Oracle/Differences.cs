using System.Globalization;
using System.Text.RegularExpressions;
using WsToolkit.Json.Tests.Corpus;

namespace WsToolkit.Json.Tests.Oracle;

/// <summary>All differences by intention. A test shows each of them; any other difference fails the comparison.</summary>
internal static partial class Differences
{
    private const string Initializers =
        "The serializer's generator makes constructor parameters of init-only and required members, so an absent one loses its initial value.";

    private const string Unseen = "The serializer's generator cannot use what C# does not let it name; ours reaches it as reflection does.";

    private const string Positional =
        "Setting the members takes 0.7 of the time, and makes the same object of a record whose constructor only sets them.";

    private static readonly Source[] Others = [Source.Generated, Source.Reflection];

    public static readonly IReadOnlyList<Difference> All =
    [
        .. Others.Select(source => new Difference
        {
            What = "A positional record is created before it is read, and its constructor has no parameters in the metadata",
            Why = Positional,
            From = source,
            Aspect = Aspect.Shape,
            Concerns = type => Closure.IsDescribed(type) && Closure.IsPositional(type),
            Explains = (ours, theirs) => theirs.StartsWith(ours + ", parameter ", StringComparison.Ordinal)
                || ours.Replace("created True", "created False", StringComparison.Ordinal)
                    .Replace("creation Replace", "creation ", StringComparison.Ordinal) == theirs,
            Example = typeof(ManyParameters),
        }),
        .. Others.Select(source => new Difference
        {
            What = "A positional record is refused in the words for members, not for parameters, and behind a value that is there twice",
            Why = Positional,
            From = source,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.HasDescribed(type, Closure.IsPositional),
            Explains = (ours, theirs) => WithoutNames(ours) == WithoutNames(theirs),
            Example = typeof(ManyParameters),
            Document = """{"b":null}""",
        }),
        .. Others.Select(source => new Difference
        {
            What = "What is wrong first in a positional record with more members is told; theirs tells of the parameters first",
            Why = Positional,
            From = source,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.HasDescribed(type, Closure.IsPositionalWithMore),
            Explains = (ours, theirs) => IsRefusal(ours) && IsRefusal(theirs) && IsBefore(ours, theirs),
            Example = typeof(MutablePositionalStruct),
            Document = """{"label":1,"x":""}""",
        }),
        .. Others.Select(source => new Difference
        {
            What = "A member of a positional record that is not read may occur twice",
            Why = "As it may where nothing has a parameter.",
            From = source,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.HasDescribed(type, Closure.IsPositionalWithMore),
            Explains = (ours, theirs) => !Outcome.IsException(ours) && theirs.Contains("Duplicate property", StringComparison.Ordinal),
            Example = typeof(CalledRecord),
            Document = """{"number":1,"doubled":1,"doubled":1}""",
        }),
        new()
        {
            What = "Absent init-only members keep their initial values",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.Has(type, Closure.IsInitialized),
            Explains = (ours, theirs) => !Outcome.IsException(ours) && !Outcome.IsException(theirs) && LostInitialValues.Explain(ours, theirs),
            Example = typeof(InitOnly),
        },
        new()
        {
            What = "The setter of an absent init-only member is not called",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => type == typeof(OverridesOne),
            Explains = (ours, theirs) => ours.Replace("\"two\"", "\"!\"", StringComparison.Ordinal) == theirs,
            Example = typeof(OverridesOne),
        },
        new()
        {
            What = "The coded setter of an absent init-only member is not called",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => type == typeof(Window) || type == typeof(Quotation),
            Explains = (ours, theirs) => !Outcome.IsException(ours) && !Outcome.IsException(theirs),
            Example = typeof(Window),
            Document = """{"min":1,"max":2}""",
        },
        new()
        {
            What = "The chosen constructor is called, also where C# prefers another one for its arguments",
            Why = "It is what reflection calls.",
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => type == typeof(Tagged<string>) || type == typeof(TaggedIn<string>.Inner) || type == typeof(Preferred),
            Explains = (ours, theirs) => !Outcome.IsException(ours) && !Outcome.IsException(theirs),
            Example = typeof(Preferred),
            Document = """{"text":"text"}""",
        },
        new()
        {
            What = "A member without a getter does not give null",
            Why = "Nothing is lost by it; reflection finds the same.",
            From = Source.Generated,
            Aspect = Aspect.Shape,
            Concerns = type => type == typeof(Quotation),
            Explains = (ours, theirs) => ours.Replace("get False False", "get False True", StringComparison.Ordinal)
                == theirs.Replace("get True True", "get False True", StringComparison.Ordinal),
            Example = typeof(Quotation),
        },
        new()
        {
            What = "An object with init-only members is told that it is being read before they are",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => type == typeof(Called),
            Explains = (ours, theirs) => ours.StartsWith("Called{_calls=List<String>[\"deserializing 1\"", StringComparison.Ordinal)
                && theirs.StartsWith("Called{_calls=List<String>[\"deserializing ", StringComparison.Ordinal),
            Example = typeof(Called),
            Document = """{"number":2}""",
        },
        new()
        {
            What = "What is wrong first in a document is told, and of the member's type; theirs may tell of the object's or of another mistake",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.Has(type, Closure.IsInitialized),
            Explains = (ours, theirs) => IsRefusal(ours) && IsRefusal(theirs),
            Example = typeof(Point),
            Document = """{"x":"","X":""}""",
        },
        new()
        {
            What = "An object with init-only members is created before they are read",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Shape,
            Concerns = Closure.IsInitialized,
            Explains = (ours, theirs) => ours.Replace("created True", "created False", StringComparison.Ordinal) == theirs,
            Example = typeof(InitOnly),
        },
        new()
        {
            What = "A required field can be read although the options leave fields out",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.Has(type, Closure.HasRequiredField),
            Explains = (_, theirs) => theirs.Contains("must bind to an object property or field", StringComparison.Ordinal),
            Example = typeof(RequiredField),
        },
        new()
        {
            What = "Init-only members of values that exist already can be set",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.Has(type, Closure.IsInitialized),
            Explains = (_, theirs) => theirs.Contains("Setting init-only properties is not supported", StringComparison.Ordinal),
            Example = typeof(Many),
            Document = """{"n":{"x":1}}""",
        },
        new()
        {
            What = "A read-only field with [JsonInclude] is passed over when it is read",
            Why = Unseen,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.Has(type, Closure.HasIncludedReadOnlyField),
            Explains = (_, theirs) => IsRefusal(theirs) || CannotSee(theirs),
            Example = typeof(ClassFields),
            Document = """{"readOnly":1}""",
        },
        new()
        {
            What = "A read-only field with [JsonInclude] has no setter",
            Why = Unseen,
            From = Source.Generated,
            Aspect = Aspect.Shape,
            Concerns = Closure.HasIncludedReadOnlyField,
            Explains = (ours, theirs) => ours.Replace("set False", "set True", StringComparison.Ordinal) == theirs,
            Example = typeof(ClassFields),
        },
        .. Enum.GetValues<Aspect>().Select(aspect => new Difference
        {
            What = "[JsonInclude] works on members that are not accessible",
            Why = Unseen,
            From = Source.Generated,
            Aspect = aspect,
            Concerns = _ => true,
            Explains = (_, theirs) => CannotSee(theirs),
            Example = typeof(PrivateIncluded),
            Document = """{"private":"text"}""",
        }),
        new()
        {
            What = "null for a member that is not nullable is refused, also beside init-only members",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.Has(type, Closure.IsInitialized),
            Explains = (ours, theirs) => !Outcome.IsException(theirs) && ours.Contains("doesn't allow setting null values", StringComparison.Ordinal),
            Example = typeof(Animal),
            Document = """{"kind":2,"purrs":true,"prey":[],"name":null}""",
        },
        new()
        {
            What = "A member that is not read may occur twice",
            Why = Initializers,
            From = Source.Generated,
            Aspect = Aspect.Reading,
            Concerns = type => Closure.Has(type, Closure.IsInitialized),
            Explains = (ours, theirs) => !Outcome.IsException(ours) && theirs.Contains("Duplicate property", StringComparison.Ordinal),
            Example = typeof(Called),
            Document = """{"log":"","log":""}""",
        },
        .. Enum.GetValues<Aspect>().Select(aspect => new Difference
        {
            What = "Init-only members may differ in case only",
            Why = Initializers,
            From = Source.Generated,
            Aspect = aspect,
            Concerns = type => type == typeof(CaseColliding),
            Explains = (_, theirs) => theirs.Contains("cannot both bind with parameter", StringComparison.Ordinal),
            Example = typeof(CaseColliding),
        }),
        .. new[] { Aspect.Reading, Aspect.Writing }.Select(aspect => new Difference
        {
            What = "Where T : class means that T is not null",
            Why = "It is what the constraint says, and what reflection finds.",
            From = Source.Generated,
            Aspect = aspect,
            Concerns = type => type == typeof(GenericClass<string>) || type == typeof(Pair<int, Settable>),
            Explains = (ours, _) => ours.Contains("null values", StringComparison.Ordinal),
            Example = typeof(GenericClass<string>),
            Document = """{"Value":null,"value":null}""",
        }),
        new()
        {
            What = "Where T : class means that T is not null",
            Why = "It is what the constraint says, and what reflection finds.",
            From = Source.Generated,
            Aspect = Aspect.Shape,
            Concerns = type => type == typeof(GenericClass<string>) || type == typeof(Pair<int, Settable>),
            Explains = (ours, theirs) => ours.Replace("get True False, set True False", "get True True, set True True", StringComparison.Ordinal) == theirs,
            Example = typeof(GenericClass<string>),
        },
        .. Enum.GetValues<Aspect>().Select(aspect => new Difference
        {
            What = "A parameter may be an 'in' parameter",
            Why = "Generated code passes it like any other.",
            From = Source.Reflection,
            Aspect = aspect,
            Concerns = type => type == typeof(ByIn) || type == typeof(PositionalByIn),
            Explains = (_, theirs) => theirs.Contains("'System.Int32&' is invalid", StringComparison.Ordinal),
            Example = typeof(ByIn),
        }),
        new()
        {
            What = "The default of a parameter that is 'default' of a value type is that value",
            Why = "Reflection knows only that there is one.",
            From = Source.Reflection,
            Aspect = Aspect.Shape,
            Concerns = type => type == typeof(GetOnlyDefaults),
            Explains = (ours, theirs) => theirs.EndsWith("default True null", StringComparison.Ordinal) && ours.StartsWith(theirs[..^4], StringComparison.Ordinal),
            Example = typeof(GetOnlyDefaults),
        },
        .. Enum.GetValues<Aspect>().Select(aspect => new Difference
        {
            What = "Tuples of more than seven elements have their elements as members",
            Why = "A compiler sees the elements, and the serializer's generator does the same; reflection sees the tuple inside the tuple.",
            From = Source.Reflection,
            Aspect = aspect,
            Concerns = type => type == typeof((int, int, int, int, int, int, int, string)),
            Explains = (ours, _) => ours.Contains("ITEM8", StringComparison.Ordinal) || ours.StartsWith("ValueTuple", StringComparison.Ordinal),
            Example = typeof((int, int, int, int, int, int, int, string)),
            Document = """{"ITEM8":"text"}""",
        }),
        new()
        {
            What = "A member that is ignored keeps its type",
            Why = "Nothing is lost by it; the serializer's generator puts object for types that it meets nowhere else.",
            From = Source.Generated,
            Aspect = Aspect.Shape,
            Concerns = type => type == typeof(Ignoring),
            Explains = (ours, theirs) => ours.Replace(": Action", ": Object", StringComparison.Ordinal) == theirs,
            Example = typeof(Ignoring),
        },
        new()
        {
            What = "The members of the platform's types come in the order of the reference assembly",
            Why = "That is what a compiler sees; the serializer's generator does the same.",
            From = Source.Reflection,
            Aspect = Aspect.Writing,
            Concerns = type => type == typeof(PriorityQueue<int, int>[]),
            Explains = (ours, theirs) => ours.Order().SequenceEqual(theirs.Order()),
            Example = typeof(PriorityQueue<int, int>[]),
        },
        .. new[] { Aspect.Reading, Aspect.Writing }.Select(aspect => new Difference
        {
            What = "The message about a dictionary's key names the converter",
            Why = "Objects with init-only members have another converter with the serializer's generator.",
            From = Source.Generated,
            Aspect = aspect,
            Concerns = type => type == typeof(Dictionary<Point, int>),
            Explains = (ours, theirs) => theirs.StartsWith("!System.NotSupportedException:", StringComparison.Ordinal)
                && ours.Replace("ObjectDefaultConverter", "JsonMetadataServicesConverter", StringComparison.Ordinal) == theirs,
            Example = typeof(Dictionary<Point, int>),
            Document = """{"a":1}""",
        }),
    ];

    /// <summary>Whether the table explains why two outcomes differ: by one row, or of shapes, each line that differs by one.</summary>
    public static bool Explain(Type type, Source from, Aspect aspect, string ours, string theirs)
    {
        var rows = All.Where(row => row.From == from && row.Aspect == aspect && row.Concerns(type)).ToArray();
        if (rows.Any(row => row.Explains(ours, theirs)))
        {
            return true;
        }

        var (left, right) = (ours.Split('\n'), theirs.Split('\n'));
        return aspect == Aspect.Shape
            && left.Length == right.Length
            && left.Zip(right).All(line => line.First == line.Second || rows.Any(row => row.Explains(line.First, line.Second)));
    }

    /// <summary>Whether one refusal tells of an earlier place, or of the same mistake deeper inside what the other skips.</summary>
    private static bool IsBefore(string one, string other)
    {
        var (left, right) = (Places().Match(one), Places().Match(other));
        return Place(left).CompareTo(Place(right)) switch
        {
            0 => one[..left.Index] == other[..right.Index]
                && left.Groups["path"].ValueSpan.StartsWith(right.Groups["path"].ValueSpan, StringComparison.Ordinal),
            var order => order < 0,
        };
    }

    private static (int Line, int Byte) Place(Match match) => (
        int.Parse(match.Groups["line"].ValueSpan, CultureInfo.InvariantCulture),
        int.Parse(match.Groups["byte"].ValueSpan, CultureInfo.InvariantCulture));

    [GeneratedRegex(@"Path: (?<path>.*) \| LineNumber: (?<line>\d+) \| BytePositionInLine: (?<byte>\d+)\.$")]
    private static partial Regex Places();

    private static string WithoutNames(string refusal)
        => IsRefusal(refusal) ? Named().Replace(refusal, "") : refusal;

    [GeneratedRegex(@"(?<=converted to )\S+(?= Path)|The (property or field|constructor parameter) '[^']+'|doesn't allow (setting )?null values"
        + @"|(?<=^\S+ Duplicate property .*)LineNumber.*")]
    private static partial Regex Named();

    private static bool CannotSee(string outcome)
        => outcome.Contains("JsonInclude", StringComparison.Ordinal) && outcome.Contains("the source generator", StringComparison.Ordinal);

    private static bool IsRefusal(string outcome) => outcome.StartsWith("!System.Text.Json.JsonException:", StringComparison.Ordinal);
}
