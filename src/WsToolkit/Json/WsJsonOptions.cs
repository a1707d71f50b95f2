using System.Diagnostics.CodeAnalysis;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;

namespace WsToolkit.Json;

/// <summary>
/// How payloads become JSON. Set it up before endpoints are mapped or clients connect; what is changed afterwards has no effect on
/// them. Not thread-safe while it is being set up.
/// </summary>
public sealed class WsJsonOptions
{
    private const string ReflectionIsOn =
        "Called only where JsonSerializer.IsReflectionEnabledByDefault. That is off when an application is trimmed or compiled ahead of "
        + "time, unless it switches reflection on itself.";

    /// <summary>
    /// The application's own <see cref="JsonSerializerContext"/>s and other resolvers, asked in this order and before the generated
    /// metadata. A context takes over every type that it knows, those it reached from its roots included. Default: none.
    /// </summary>
    public IList<IJsonTypeInfoResolver> TypeInfoResolvers { get; } = new List<IJsonTypeInfoResolver>();

    /// <summary>
    /// Changes the serializer's options, after everything else and before they are frozen. Converters that it adds also apply to
    /// generated metadata. Called once for each naming and enumeration format of contracts and each generated context, perhaps on
    /// several threads at the same time. Default: <see langword="null"/>.
    /// </summary>
    public Action<JsonSerializerOptions>? Configure { get; set; }

    /// <summary>Builds the serializer's options, frozen.</summary>
    /// <remarks>
    /// Members are matched by case, unknown ones are skipped, numbers are JSON numbers and nothing else (big integers too, with all
    /// of their digits), and what is not nullable must not be null. A member that stands in an object twice is refused on .NET 10;
    /// .NET 9 cannot refuse it, there the last one wins. Metadata comes from <see cref="TypeInfoResolvers"/>, then from
    /// <paramref name="generated"/>, then from reflection where the application allows that
    /// (<see cref="JsonSerializer.IsReflectionEnabledByDefault"/>). Enumerations are as
    /// <paramref name="enums"/> says unless a converter or the application's own context says otherwise.
    /// </remarks>
    /// <param name="naming">How C# names become member names. <see cref="WsNaming.Default"/> is <see cref="WsNaming.CamelCase"/>.</param>
    /// <param name="generated">The generated metadata.</param>
    /// <param name="maxDepth">The greatest depth of nesting that is read or written. Default: 64.</param>
    /// <param name="enums">
    /// How the values of enumerations are written. <see cref="WsEnumFormat.Default"/> is <see cref="WsEnumFormat.Strings"/>.
    /// </param>
    /// <returns>The options, read-only.</returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// <paramref name="naming"/> or <paramref name="enums"/> is not defined, or <paramref name="maxDepth"/> is less than 1.
    /// </exception>
    public JsonSerializerOptions CreateSerializerOptions(
        WsNaming naming, IJsonTypeInfoResolver generated, int maxDepth = 64, WsEnumFormat enums = WsEnumFormat.Default)
    {
        ArgumentNullException.ThrowIfNull(generated);
        ArgumentOutOfRangeException.ThrowIfLessThan(maxDepth, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan((uint)enums, (uint)WsEnumFormat.Numbers, nameof(enums));
        var options = new JsonSerializerOptions
        {
            PropertyNamingPolicy = PolicyOf(naming),
            MaxDepth = maxDepth,
            RespectNullableAnnotations = true,
            RespectRequiredConstructorParameters = true,

            // The default encoder escapes what would be dangerous inside HTML, all non-ASCII text included. A WebSocket message is
            // never HTML, and this way it is shorter and readable.
            Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
#if NET10_0_OR_GREATER
            AllowDuplicateProperties = false,
#endif
        };

        options.Converters.Add(new BigIntegerJsonConverter());
        if (enums == WsEnumFormat.Numbers)
        {
            options.Converters.Add(EnumNumbersMarker.Instance);
        }

        foreach (var resolver in TypeInfoResolvers)
        {
            options.TypeInfoResolverChain.Add(resolver);
        }

        options.TypeInfoResolverChain.Add(generated);
        if (JsonSerializer.IsReflectionEnabledByDefault)
        {
            AddReflection(options);
        }

        Configure?.Invoke(options);
        options.MakeReadOnly();
        return options;
    }

    /// <summary>A copy that can be changed without changing these options.</summary>
    internal WsJsonOptions Clone()
    {
        var copy = new WsJsonOptions { Configure = Configure };
        foreach (var resolver in TypeInfoResolvers)
        {
            copy.TypeInfoResolvers.Add(resolver);
        }

        return copy;
    }

    [UnconditionalSuppressMessage("Trimming", "IL2026", Justification = ReflectionIsOn)]
    [UnconditionalSuppressMessage("AOT", "IL3050", Justification = ReflectionIsOn)]
    private static void AddReflection(JsonSerializerOptions options) => options.TypeInfoResolverChain.Add(new ReflectionResolver());

    private static JsonNamingPolicy? PolicyOf(WsNaming naming) => naming switch
    {
        WsNaming.Default or WsNaming.CamelCase => JsonNamingPolicy.CamelCase,
        WsNaming.SnakeCase => JsonNamingPolicy.SnakeCaseLower,
        WsNaming.AsIs => null,
        _ => throw new ArgumentOutOfRangeException(nameof(naming), naming, null),
    };
}
