using System.Text.Json;
using System.Text.Json.Serialization;

namespace WsToolkit.Json.Tests.Corpus;

internal sealed record Window(int Min, int Max)
{
    private readonly int _current;

    public int Current
    {
        get => _current;
        init => _current = value >= Min && value <= Max ? value : -1;
    }
}

internal sealed record Quotation(string Symbol)
{
    [JsonInclude]
    public string Ticker
    {
        init => Symbol = value;
    }
}

internal record CodedBase
{
    private string _text = "";

    public string Text
    {
        get => _text;
        set => _text = value + Describe();
    }

    protected virtual string Describe() => "base";
}

internal sealed record OnCodedBase(int Number) : CodedBase
{
    protected override string Describe() => "number " + Number;
}

internal record CodedParametersBase(int Id)
{
    private string _label = "";

    public string Label
    {
        get => _label;
        set => _label = value + Id;
    }
}

internal sealed record OnCodedParametersBase(int Id, int Other) : CodedParametersBase(Id);

internal record OnBaseOfCodedBase : CodedBase;

internal sealed record OnDeepCodedBase(int Number) : OnBaseOfCodedBase
{
    protected override string Describe() => "number " + Number;
}

internal record WithVirtual
{
    public virtual string Text { get; set; } = "";
}

internal sealed record OverridesWithCode(int Number) : WithVirtual
{
    public override string Text
    {
        get => base.Text;
        set => base.Text = value + Number;
    }
}

internal sealed record OverridesInherited(int Number) : WithVirtual
{
    public override string Text { get; set; } = "own";
}

internal sealed record CodedField(int Number)
{
    public string Text
    {
        get;
        set => field = value + Number;
    } = "";
}

internal sealed record CodedPrivately(int Number)
{
    [JsonInclude]
    public string Text
    {
        get;
        private set => field = value + Number;
    } = "";
}

internal sealed record CodedAndNotIncluded(int Number)
{
    private int _twice;

    public int Twice
    {
        get => _twice;
        private set => _twice = value;
    }

    public void Double() => Twice = Number * 2;
}

internal sealed record CodedExtension(int Number)
{
    private Dictionary<string, JsonElement>? _more;
    private int _seen;

    [JsonExtensionData]
    public Dictionary<string, JsonElement>? More
    {
        get => _more;
        set => (_more, _seen) = (value, Number);
    }

    public int Seen() => _seen;
}

internal sealed record CodedExtensionGetter(int Number)
{
    private readonly Dictionary<string, JsonElement> _more = [];
    private int _seen;

    [JsonExtensionData]
    public Dictionary<string, JsonElement> More
    {
        get
        {
            _seen = Number;
            return _more;
        }
    }

    public int Seen() => _seen;
}

internal sealed partial record CodedPartly(int Number)
{
    public partial string Text { get; set; }
}

internal sealed partial record CodedPartly
{
    private string _text = "";

    public partial string Text
    {
        get => _text;
        set => _text = value + Number;
    }
}

[method: JsonConstructor]
internal record struct CodedStruct(int Number)
{
    private int _product;

    public int Product
    {
        readonly get => _product;
        set => _product = value ^ Number;
    }
}

/// <summary>Records with code that runs while they are read.</summary>
[WsService]
internal partial interface ICodedRecords
{
    ValueTask Part1Async(
        Window a, Quotation b, OnCodedBase c, OnCodedParametersBase d, OnDeepCodedBase e, OverridesWithCode f);

    ValueTask Part2Async(
        OverridesInherited a, CodedField b, CodedPrivately c, CodedAndNotIncluded d, CodedExtension e, CodedExtensionGetter f);

    ValueTask Part3Async(CodedPartly a, CodedStruct b);
}

[JsonSerializable(typeof(Window))]
[JsonSerializable(typeof(Quotation))]
[JsonSerializable(typeof(OnCodedBase))]
[JsonSerializable(typeof(OnCodedParametersBase))]
[JsonSerializable(typeof(OnDeepCodedBase))]
[JsonSerializable(typeof(OverridesWithCode))]
[JsonSerializable(typeof(OverridesInherited))]
[JsonSerializable(typeof(CodedField))]
[JsonSerializable(typeof(CodedPrivately))]
[JsonSerializable(typeof(CodedAndNotIncluded))]
[JsonSerializable(typeof(CodedExtension))]
[JsonSerializable(typeof(CodedExtensionGetter))]
[JsonSerializable(typeof(CodedPartly))]
[JsonSerializable(typeof(CodedStruct))]
internal sealed partial class CodedRecordsOracle : JsonSerializerContext;
