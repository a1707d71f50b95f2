using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;

namespace WsToolkit.Tests.Json;

/// <summary>Where metadata comes from, and in which order it is asked.</summary>
public sealed partial class WsJsonOptionsTests
{
    public enum Color
    {
        Red,
        [JsonStringEnumMemberName("dark-blue")]
        DarkBlue,
    }

    [JsonConverter(typeof(JsonNumberEnumConverter<Level>))]
    public enum Level
    {
        Low,
        High,
    }

    [Fact]
    public void The_options_are_frozen_and_hold_the_wires_rules()
    {
        var options = new WsJsonOptions().CreateSerializerOptions(WsNaming.SnakeCase, Payloads.Nothing, 7);

        Assert.True(options.IsReadOnly);
        Assert.Equal(7, options.MaxDepth);
        Assert.Same(JsonNamingPolicy.SnakeCaseLower, options.PropertyNamingPolicy);
        Assert.Null(options.DictionaryKeyPolicy);
        Assert.False(options.PropertyNameCaseInsensitive);
        Assert.False(options.AllowDuplicateProperties);
        Assert.True(options.RespectNullableAnnotations);
        Assert.True(options.RespectRequiredConstructorParameters);
        Assert.Equal(JsonUnmappedMemberHandling.Skip, options.UnmappedMemberHandling);
        Assert.Equal(JsonNumberHandling.Strict, options.NumberHandling);
    }

    [Fact]
    public void Bad_arguments_are_refused()
    {
        var options = new WsJsonOptions();

        Assert.Throws<ArgumentNullException>(() => options.CreateSerializerOptions(WsNaming.CamelCase, null!));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.CreateSerializerOptions((WsNaming)9, Payloads.Nothing));
        Assert.Throws<ArgumentOutOfRangeException>(() => options.CreateSerializerOptions(WsNaming.AsIs, Payloads.Nothing, 0));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => options.CreateSerializerOptions(WsNaming.AsIs, Payloads.Nothing, enums: (WsEnumFormat)3));
    }

    [Fact]
    public void The_applications_contexts_come_first_then_generated_metadata_then_reflection()
    {
        var asked = new List<string>();
        var options = new WsJsonOptions();
        options.TypeInfoResolvers.Add(new Recording("first", asked, null));
        options.TypeInfoResolvers.Add(new Recording("second", asked, typeof(int)));
        var built = options.CreateSerializerOptions(WsNaming.CamelCase, new Recording("generated", asked, typeof(long)));

        built.GetTypeInfo(typeof(int));
        Assert.Equal(["first", "second"], asked);
        asked.Clear();
        built.GetTypeInfo(typeof(long));
        Assert.Equal(["first", "second", "generated"], asked);
        asked.Clear();
        Assert.NotNull(built.GetTypeInfo(typeof(Version)));
        Assert.Equal(["first", "second", "generated"], asked);
    }

    [Fact]
    public void A_context_of_the_application_takes_a_type_over()
    {
        var options = new WsJsonOptions();
        options.TypeInfoResolvers.Add(Own.Default);
        var built = options.CreateSerializerOptions(WsNaming.CamelCase, Payloads.Nothing);
        var codec = new JsonPayloadCodec(built);

        Assert.Same(Own.Default, built.GetTypeInfo(typeof(Point)).OriginatingResolver);
        Assert.Equal("""{"x":1,"color":0}""", codec.GetPayloadType<Point>().Write(new Point(1, Color.Red)));
    }

    [Fact]
    public void Configure_runs_last_and_before_freezing()
    {
        var seen = 0;
        var options = new WsJsonOptions
        {
            Configure = options =>
            {
                Assert.False(options.IsReadOnly);
                seen = options.TypeInfoResolverChain.Count;
                options.PropertyNameCaseInsensitive = true;
            },
        };

        Assert.True(options.CreateSerializerOptions(WsNaming.CamelCase, Payloads.Nothing).PropertyNameCaseInsensitive);
        Assert.Equal(2, seen);
    }

    [Fact]
    public void Enumerations_are_strings_without_generated_metadata_too()
    {
        var codec = Payloads.Codec();

        Assert.Equal("\"dark-blue\"", codec.GetPayloadType<Color>().Write(Color.DarkBlue));
        Assert.Equal("null", codec.GetPayloadType<Color?>().Write(null));
        Assert.Equal("\"Red\"", codec.GetPayloadType<Color?>().Write(Color.Red));
        Assert.Equal("""{"x":1,"color":"Red"}""", codec.GetPayloadType<Point>().Write(new Point(1, Color.Red)));
        Assert.Equal("""{"Red":1}""", codec.GetPayloadType<Dictionary<Color, int>>().Write(new() { [Color.Red] = 1 }));
        Assert.Equal(Color.DarkBlue, codec.GetPayloadType<Color>().Read("\"dark-blue\""));
    }

    [Fact]
    public void An_enumeration_may_say_otherwise()
    {
        Assert.Equal("1", Payloads.Codec().GetPayloadType<Level>().Write(Level.High));

        var codec = Payloads.Codec(configure: options => options.Converters.Add(new JsonNumberEnumConverter<Color>()));
        Assert.Equal("1", codec.GetPayloadType<Color>().Write(Color.DarkBlue));
    }

    [Fact]
    public void A_copy_of_the_server_s_options_has_json_options_of_its_own()
    {
        var options = new WsServerOptions();
        options.Json.TypeInfoResolvers.Add(Own.Default);
        var copy = options.Clone();
        copy.Json.TypeInfoResolvers.Clear();
        copy.Json.Configure = _ => { };

        Assert.Same(Own.Default, Assert.Single(options.Json.TypeInfoResolvers));
        Assert.Null(options.Json.Configure);
    }

    public sealed record Point(int X, Color Color);

    [JsonSerializable(typeof(Point))]
    public sealed partial class Own : JsonSerializerContext;

    private sealed class Recording(string name, List<string> asked, Type? known) : IJsonTypeInfoResolver
    {
        private readonly DefaultJsonTypeInfoResolver _real = new();

        public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
        {
            asked.Add(name);
            return type == known ? _real.GetTypeInfo(type, options) : null;
        }
    }
}
