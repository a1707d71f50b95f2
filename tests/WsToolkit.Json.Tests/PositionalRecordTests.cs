using System.Reflection;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json.Tests.Corpus;
using WsToolkit.Json.Tests.Generated;
using WsToolkit.Json.Tests.Oracle;

namespace WsToolkit.Json.Tests;

/// <summary>Which records are read by setting members, and what the comparisons with the serializer's metadata do not show.</summary>
public sealed class PositionalRecordTests
{
    public static TheoryData<string> Set => [.. RootsOf(typeof(IPositionalRecords)), .. RootsOf(typeof(IPlainRecords))];

    public static TheoryData<string> Constructed =>
    [
        .. RootsOf(typeof(IConstructedRecords)), .. RootsOf(typeof(ICodedRecords)), .. RootsOf(typeof(IEagerRecords)),
    ];

    [Theory]
    [MemberData(nameof(Set))]
    public void A_record_whose_constructor_only_sets_its_parameters_is_read_by_setting_members(string name)
        => Assert.True(Closure.IsPositional(Nullable.GetUnderlyingType(Roots.Find(name)) ?? Roots.Find(name)));

    [Theory]
    [MemberData(nameof(Constructed))]
    public void Any_other_is_read_by_its_constructor(string name)
        => Assert.Null(Profile.Wire.Ours.GetTypeInfo(Roots.Find(name)).CreateObject);

    [Fact]
    public void The_last_of_two_values_is_taken()
    {
        var options = new JsonSerializerOptions { TypeInfoResolver = WsJsonContext.Default };
        var value = JsonSerializer.Deserialize<Three>(
            """{"Count":1,"Symbol":"a","Price":1,"Count":null,"Symbol":"b","Price":2.50}"""u8,
            (JsonTypeInfo<Three>)options.GetTypeInfo(typeof(Three)));

        Assert.Equal(new Three("b", 2.50m, null), value);
    }

    [Fact]
    public void What_may_be_left_out_has_the_parameters_default_value()
    {
        Assert.Equal(
            new MutablePositionalStruct(5, Plain.Two), JsonSerializer.Deserialize<MutablePositionalStruct>("{}", Profile.Wire.Ours));
        Assert.Equal(new Defaults(), JsonSerializer.Deserialize<Defaults>("{}", Profile.Wire.Ours));
        Assert.Equal(new SpecialDefaults(), JsonSerializer.Deserialize<SpecialDefaults>("{}", Profile.Wire.Ours));
    }

    [Fact]
    public void Parameters_are_required_only_where_the_options_say_so()
    {
        var lenient = new JsonSerializerOptions(Profile.Wire.Ours) { RespectRequiredConstructorParameters = false };

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<One>("{}", Profile.Wire.Ours));
        Assert.Equal(new One(0), JsonSerializer.Deserialize<One>("{}", lenient));
    }

    // The serializer refuses references to and in objects whose constructor has parameters.
    [Fact]
    public void References_between_positional_records_are_kept()
    {
        var options = new JsonSerializerOptions(Profile.Wire.Ours) { ReferenceHandler = ReferenceHandler.Preserve };
        var leaf = new Branch("leaf", null, null, []);
        var json = JsonSerializer.Serialize(new Branch("root", leaf, leaf, []), options);

        var root = JsonSerializer.Deserialize<Branch>(json, options)!;

        Assert.Equal("leaf", root.Left!.Name);
        Assert.Same(root.Left, root.Right);
        var theirs = new JsonSerializerOptions(Profile.Wire.Reflection) { ReferenceHandler = ReferenceHandler.Preserve };
        Assert.Throws<NotSupportedException>(() => JsonSerializer.Deserialize<Branch>(json, theirs));
    }

    private static IEnumerable<string> RootsOf(Type contract) => contract.GetMethods(BindingFlags.Public | BindingFlags.Instance)
        .SelectMany(static method => method.GetParameters())
        .Select(static parameter => Roots.Name(parameter.ParameterType));
}
