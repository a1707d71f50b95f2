using System.Text.Json;
using WsToolkit.Json.Tests.Corpus;
using WsToolkit.Json.Tests.Generated;
using WsToolkit.Rpc;

namespace WsToolkit.Json.Tests;

[WsService(Enums = WsEnumFormat.Numbers)]
internal partial interface INumericEnums
{
    ValueTask SendAsync(Plain plain);
}

/// <summary>Enumerations are strings, or numbers where the contract says so.</summary>
public sealed class EnumFormatTests
{
    [Fact]
    public void The_contract_decides()
    {
        Assert.Equal(WsEnumFormat.Numbers, ContractOf<INumericEnums>().Enums);
        Assert.Equal(WsEnumFormat.Strings, ContractOf<IEnums>().Enums);
    }

    [Theory]
    [InlineData(WsEnumFormat.Default, "\"Two\"")]
    [InlineData(WsEnumFormat.Strings, "\"Two\"")]
    [InlineData(WsEnumFormat.Numbers, "2")]
    public void Generated_metadata_and_reflection_write_the_same(WsEnumFormat format, string expected)
    {
        var generated = new WsJsonOptions().CreateSerializerOptions(WsNaming.AsIs, WsJsonContext.Default, enums: format);
        var reflected = new WsJsonOptions().CreateSerializerOptions(WsNaming.AsIs, JsonMetadata.Nothing, enums: format);

        Assert.Equal(expected, JsonSerializer.Serialize(Plain.Two, generated));
        Assert.Equal(expected, JsonSerializer.Serialize(Plain.Two, reflected));
        Assert.Equal(Plain.Two, JsonSerializer.Deserialize<Plain>(expected, generated));
        Assert.Equal(Plain.Two, JsonSerializer.Deserialize<Plain>(expected, reflected));
    }

    [Fact]
    public void Numbers_only_means_that_strings_are_refused()
    {
        var options = new WsJsonOptions().CreateSerializerOptions(WsNaming.AsIs, WsJsonContext.Default, enums: WsEnumFormat.Numbers);

        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<Plain>("\"Two\"", options));
    }

    [Fact]
    public void A_converter_of_the_enumeration_and_keys_of_dictionaries_are_strings_all_the_same()
    {
        var options = new WsJsonOptions().CreateSerializerOptions(WsNaming.AsIs, WsJsonContext.Default, enums: WsEnumFormat.Numbers);

        Assert.Equal("\"There\"", JsonSerializer.Serialize(ConvertedToString.There, options));
        Assert.Equal("""{"Two":1}""", JsonSerializer.Serialize(new Dictionary<Plain, int> { [Plain.Two] = 1 }, options));
    }

    private static WsContract ContractOf<TContract>()
        where TContract : class, IWsContract<TContract>
        => TContract.Contract;
}
