using System.Text.Json;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Tests;

/// <summary>The names on the wire are what the policies of System.Text.Json make of them, since those name the JSON members.</summary>
public sealed class WireNameTests
{
    private const string Letters = "aabzAABZ019__éÉßЖж中ǅ";

    [Fact]
    public void Names_are_converted_as_the_serializer_converts_them()
    {
        var random = new Random(20);
        for (var i = 0; i < 20_000; i++)
        {
            var name = string.Concat(Enumerable.Range(0, random.Next(1, 9)).Select(_ => Letters[random.Next(Letters.Length)]));
            Assert.Equal(JsonNamingPolicy.CamelCase.ConvertName(name), WireNames.Convert(name, Naming.CamelCase));
            Assert.Equal(JsonNamingPolicy.SnakeCaseLower.ConvertName(name), WireNames.Convert(name, Naming.SnakeCase));
            Assert.Equal(name, WireNames.Convert(name, Naming.AsIs));
        }
    }

    [Theory]
    [InlineData("GetHTTPStatusAsync", "getHTTPStatus", "get_http_status", "GetHTTPStatus")]
    [InlineData("IOStream", "ioStream", "io_stream", "IOStream")]
    [InlineData("Async", "async", "async", "Async")]
    [InlineData("RunAsyncAsync", "runAsync", "run_async", "RunAsync")]
    [InlineData("Runasync", "runasync", "runasync", "Runasync")]
    [InlineData("x", "x", "x", "x")]
    public void Methods(string name, string camelCase, string snakeCase, string asIs)
    {
        Assert.Equal(camelCase, WireNames.OfMethod(name, Naming.CamelCase, null));
        Assert.Equal("p." + snakeCase, WireNames.OfMethod(name, Naming.SnakeCase, "p."));
        Assert.Equal(asIs, WireNames.OfMethod(name, Naming.AsIs, ""));
    }

    [Fact]
    public void A_name_is_text_that_can_be_sent()
    {
        Assert.All(["a", "a b", "\ud83d\ude00", "中"], name => Assert.True(WireNames.IsValid(name)));
        Assert.All(["", " ", "\ud83d", "\ude00\ud83d", "a\ude00"], name => Assert.False(WireNames.IsValid(name)));
    }
}
