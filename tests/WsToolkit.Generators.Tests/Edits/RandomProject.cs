namespace WsToolkit.Generators.Tests.Edits;

/// <summary>
/// A small project of contracts, payload types and files that have to do with neither, in which everything is called by few names, and
/// random edits of it. Half of what comes out does not compile, as in an editor.
/// </summary>
internal sealed class RandomProject
{
    private static readonly string[] ContractNames = ["Quote", "Leg", "Side", "Limits", "Names", "Base"];

    // What is generated may want the name, the compiler or the parsers may look for it, or it hides another.
    private static readonly string[] AwkwardNames =
    [
        "Mark", "MarkAttribute", "IClock", "Inner", "Tools", "Program", "TradingClient", "ITradingClient", "TradingContract", "DoItRequest",
        "WalkersClient", "Trading_LegChannels", "QUOTE", "trading",
    ];

    // Files that lie outside keep to the names of one row mostly.
    private static readonly string[][] OutsideNames =
    [
        ["Helper", "Widget", "Gadget", "HelperAttribute"],
        ["Screen", "Button", "Panel", "WIDGET"],
        ["Menu", "Icon", "IView", "ViewClient"],
        ["Store", "Shelf", "Box", "Extra"],
        ["Clock", "Timer", "Alarm", "TimerRequest"],
    ];

    private static readonly string[] Namespaces
        = ["Shop", "Shop", "Shop", "Shop.Inner", "Shop.Tools", "Tools", "Other", "Other.Shop", "Views", "Views.Inner", "SHOP", "System.Extra", ""];

    private static readonly string[] Usings =
    [
        "using Tools;", "using Shop.Inner;", "using Views;", "using Other;", "using static Shop.Limits;", "using static Shop.Names;",
        "using static Views.Widget;", "using Q = Shop.Quote;", "using Leg = Tools.Widget;", "using Svc = WsToolkit.WsServiceAttribute;",
        "using Side = System.DayOfWeek;", "using Mark = System.ObsoleteAttribute;",
    ];

    private static readonly string[] Kinds = ["class", "class", "class", "record", "record", "struct", "interface", "enum", "enum", "static class"];

    private static readonly string[] Modifiers
        = ["public", "public", "public", "public sealed", "internal", "public partial", "public partial", "file", "public abstract"];

    private const string Alias = "global using SignAttribute = WsToolkit.WsServiceAttribute;";

    private const int Inside = -1;

    // What contracts mention themselves; the rest they reach through that.
    private const int Direct = -2;

    private const int Services = 4;

    private readonly Random _random;
    private readonly bool _withHeaders;
    private readonly List<RandomFile> _files = [];
    private int _number;

    /// <param name="seed">Decides on all.</param>
    /// <param name="withHeaders">Whether some edits are of comments at the start, and of an alias for all files with the suffix of attributes.</param>
    public RandomProject(int seed, bool withHeaders)
    {
        _random = new Random(seed);
        _withHeaders = withHeaders;
        for (var index = 0; index < Services; index++)
        {
            _files.Add(Contract(index));
        }

        if (withHeaders)
        {
            _files[0].Usings.Add(Alias);
        }

        _files.Add(Walkers());
        foreach (var (name, kind) in ContractNames.Append("MarkAttribute").Zip(["record", "class", "enum", "class", "struct", "class", "class"]))
        {
            _files.Add(new RandomFile($"{name}.cs", "Shop", Inside) { Types = { NewType("public", kind, name, Inside) } });
        }

        for (var index = 0; index < 6; index++)
        {
            _files.Add(NewFile(Pick(Namespaces), _random.Next(OutsideNames.Length)));
        }
    }

    /// <summary>The files by their names.</summary>
    public IEnumerable<KeyValuePair<string, string>> Files
        => _files.Select(file => new KeyValuePair<string, string>(file.Path, file.ToString()));

    /// <summary>Edits one file, now and then two.</summary>
    /// <returns>What has been done.</returns>
    public string Edit() => _random.Next(8) == 0 ? EditOne() + ", " + EditOne() : EditOne();

    private string EditOne()
    {
        // Most edits are of files that contracts do not mention.
        var file = _random.Next(3) == 0 ? Pick(_files) : Pick(_files.Where(file => file.IsOutside).ToList());
        var type = file.Types.Count == 0 ? null : Pick(file.Types);
        if (_withHeaders && _random.Next(5) == 0)
        {
            return EditHeader(file, type);
        }

        switch (_random.Next(24))
        {
            case 0:
                file = NewFile(Pick(Namespaces), _random.Next(OutsideNames.Length));
                _files.Insert(_random.Next(_files.Count + 1), file);
                return "add " + file.Path;
            case 1 when _files.Count > 20 && file.IsOutside:
                _files.Remove(file);
                return "remove " + file.Path;
            case 2:
                file.Namespace = Pick(Namespaces);
                return $"{file.Path}: namespace {file.Namespace}";
            case 3:
                Toggle(file.Usings, _random.Next(12) == 0 ? "global " + Pick(Usings) : Pick(Usings));
                return $"{file.Path}: usings";
            case 4 when _random.Next(4) == 0:
                Toggle(file.Usings, Pick([
                    "[assembly: WsContractDefaults(Naming = WsNaming.SnakeCase)]",
                    "[assembly: System.Obsolete]",
                    "#define MORE",
                ]));
                return $"{file.Path}: assembly";
            case 5 or 6:
                file.Types.Add(NewType(Declared(file.Row), file.Row));
                return $"{file.Path}: type {file.Types[^1].Name}";
            case 7 when type is not null && file.Types.Count > 1:
                file.Types.Remove(type);
                return $"{file.Path}: no type {type.Name}";
            case 8 when type is not null:
                type.Name = Declared(file.Row);
                return $"{file.Path}: renamed to {type.Name}";
            case 9 when type is not null:
                type.Modifiers = Pick(Modifiers);
                return $"{file.Path}: {type.Modifiers} {type.Name}";
            case 10 when type is not null:
                type.Base = _random.Next(3) == 0 ? "" : Name(file.Row);
                return $"{file.Path}: {type.Name} : {type.Base}";
            case 11 or 12 when type is not null:
                Toggle(type.Attributes, Attribute(file.Row));
                return $"{file.Path}: attributes of {type.Name}";
            case 13 when type is { Members.Count: > 0 }:
                type.Members.RemoveAt(_random.Next(type.Members.Count));
                return $"{file.Path}: a member less in {type.Name}";
            case 14 when type is { Members.Count: > 0 }:
                var index = _random.Next(type.Members.Count);
                type.Members[index] = $"/// <summary>Of <see cref=\"{Name(file.Row)}\"/>.</summary>\n" + type.Members[index];
                return $"{file.Path}: a comment in {type.Name}";
            case 15 when type is { Members.Count: > 0 }:
                var hidden = _random.Next(type.Members.Count);
                type.Members[hidden] = $"#if MORE\n{type.Members[hidden]}\n#endif\n";
                return $"{file.Path}: a condition in {type.Name}";
            case 16 or 17:
                var service = _files[_random.Next(Services)];
                service.Types[0].Members.Add(Call());
                return service.Path + ": a call";
            case 18 or 19 when type is { Members.Count: > 0 }:
                type.Members[0] = Constant(type);
                return $"{file.Path}: another value in {type.Name}";
            default:
                type?.Members.Add(Member(type, file.Row));
                return $"{file.Path}: a member more in {type?.Name}";
        }
    }

    private string EditHeader(RandomFile file, RandomType? type)
    {
        switch (_random.Next(6))
        {
            case 0:
                Toggle(_files.First(static one => !one.IsOutside).Usings, Alias);
                return "an alias with a suffix";
            case 1 or 2 when type is not null:
                Toggle(type.Attributes, Pick(["[Sign]", "[Sign]", "[SignAttribute]"]));
                type.Modifiers = "public partial";
                return $"{file.Path}: an alias on {type.Name}";
            default:
                Toggle(file.Usings, Pick(["// <auto-generated/>", "// words", "/* <autogenerated> */"]));
                return $"{file.Path}: the first comments";
        }
    }

    private RandomFile Contract(int index) => new($"Contract{index}.cs", "Shop", Inside)
    {
        Usings = { "using WsToolkit;", "using Tools;" },
        Types =
        {
            new("public partial", "class", index == 0 ? "Trading" : $"Service{index}")
            {
                Attributes = { "[WsService]", $"[Mark({Value(Direct)})]" },
                Members = { Call(), Call(), "[WsChannel(\"legs\")] public partial WsChannel<Leg> Legs { get; }" },
            },
            new("public partial", "interface", $"ICallback{index}") { Attributes = { "[WsService]" }, Members = { $"Task TellAsync({Name(Direct)} x);" } },
        },
    };

    private RandomFile Walkers() => new("Walkers.cs", "Shop.Inner", Inside)
    {
        Usings = { "using WsToolkit;" },
        Types =
        {
            new("public partial", "class", "DoIt")
            {
                Attributes = { "[WsWalker(\"do\")]" },
                Members = { "public required Leg What { get; init; }", "[WsEntry] public async Task<Quote> GoAsync() => null!;" },
            },
            new("public partial", "record", "Happened") { Attributes = { "[WsEvent(\"happened\")]" }, Members = { "public Side Side { get; init; }" } },
        },
    };

    private RandomFile NewFile(string space, int row)
    {
        var file = new RandomFile($"File{_number++}.cs", space, row) { Usings = { "using WsToolkit;" } };
        file.Types.Add(NewType(Declared(row), row));
        if (_random.Next(2) == 0)
        {
            file.Types.Add(NewType(Declared(row), row));
        }

        return file;
    }

    private RandomType NewType(string name, int row) => NewType(Pick(Modifiers), Pick(Kinds), name, row);

    // Whatever is mentioned has the constants A and B.
    private RandomType NewType(string modifiers, string kind, string name, int row)
    {
        var type = new RandomType(modifiers, kind, name);
        type.Members.Add(Constant(type));
        if (name.StartsWith("Mark", StringComparison.Ordinal))
        {
            type.Base = "System.Attribute";
            type.Members.Add($"public {name}(int number) {{ }}");
        }

        type.Members.AddRange(type.Kind == "enum"
            ? [$"B = {Value(row)},"]
            : [$"public const int B = {Value(row)};", Member(row), Member(row)]);
        return type;
    }

    private string Member(RandomType type, int row)
        => type.Kind == "enum" ? $"E{_number++} = {Value(row)}," : Member(row);

    private string Member(int row) => _random.Next(12) switch
    {
        0 => $"public const int C{_number++} = {Value(row)};",
        1 => $"public const string C{_number++} = nameof({Name(row)});",
        2 => $"public class {Declared(row)} {{ public const int A = {Value(row)}; public {Name(row)} Nested {{ get; set; }} }}",
        3 => $"public enum {Declared(row)} {{ A, B = {Value(row)} }}",
        4 => $"public static int Extended(this {Name(row)} x) => {Value(row)};",
        5 => $"public ({Name(row)} One, {Name(row)}[] More) Tuple {{ get; set; }} = new();",
        6 => $"[Mark({Value(row)})] public {Name(row)} {Name(row)} {{ get; set; }}",
        7 => $"public void Method{_number++}({Name(row)} x) {{ {Name(row)}.Call({_number}); }}",
        8 => $"public \\u0051uote @{Name(row)} {{ get; set; }}",
        _ => $"public {Name(row)} Value{_number++} {{ get; init; }}",
    };

    private string Call()
        => $"[WsRpcMethod] public {Name(Direct)} Get{_number++}({Name(Direct)} x, int number = {Value(Direct)}, string text = nameof({Name(Direct)})) => null!;";

    private string Attribute(int row) => _random.Next(row < 0 ? 6 : 10) switch
    {
        0 => $"[Mark({Value(row)})]",
        1 => $"[System.Text.Json.Serialization.JsonDerivedType(typeof({Name(row)}))]",
        2 => "[WsEvent(\"more\")]",
        3 => $"[Obsolete(nameof({Name(row)}))]",
        4 => "[Svc]",
        5 => $"[{Name(row)}]",
        _ => $"[System.ComponentModel.Description(nameof({Name(row)}))]",
    };

    private string Value(int row) => _random.Next(8) switch
    {
        0 => $"{_random.Next(100)}",
        1 => Constant(),
        2 => $"(int){Name(row)}.{Constant()} + 1",
        3 => $"(int){Pick(["Shop", "Tools", "Shop.Inner"])}.{Name(row)}.{Constant()}",
        _ => $"(int){Name(row)}.{Constant()}",
    };

    private string Constant(RandomType type)
        => type.Kind == "enum" ? $"A = {_random.Next(100)}," : $"public const int A = {_random.Next(100)};";

    private string Constant() => Pick(["A", "B"]);

    private string Declared(int row) => Name(row, row < 0 ? 0.02 : 0.94);

    // What contracts read hardly ever mentions what lies outside.
    private string Name(int row) => Name(row, row < 0 ? 0.01 : 0.8);

    private string Name(int row, double outside) => _random.NextDouble() > outside
        ? row == Direct ? ContractNames[_random.Next(3)] : Pick(_random.Next(8) == 0 ? AwkwardNames : ContractNames)
        : Pick(OutsideNames[row < 0 || _random.Next(20) == 0 ? _random.Next(OutsideNames.Length) : row]);

    private void Toggle(List<string> lines, string line)
    {
        if (!lines.Remove(line))
        {
            lines.Add(line);
        }
    }

    private T Pick<T>(IReadOnlyList<T> items) => items[_random.Next(items.Count)];
}
