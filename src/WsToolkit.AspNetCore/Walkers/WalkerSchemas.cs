using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;
using HttpJsonOptions = Microsoft.AspNetCore.Http.Json.JsonOptions;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>The types of a walker's HTTP door, for documents.</summary>
/// <param name="Body">The type with the members that callers can send.</param>
/// <param name="Reply">The type of the reply.</param>
internal sealed record WalkerSchema(Type Body, Type Reply);

/// <summary>
/// Lets documents describe the types of walkers as walkers write them. OpenAPI documents take every schema from the application's JSON
/// options for HTTP, whose names are camelCase, and which may not know these types at all: so these options are given the walkers' own
/// metadata, for documents only. What the application itself writes over HTTP stays as it is.
/// </summary>
internal sealed class WalkerSchemas : IJsonTypeInfoResolver
{
    private readonly Dictionary<Type, JsonSerializerOptions> _types = [];
    private readonly Dictionary<Type, Dictionary<string, WsParameter>> _bodies = [];
    private readonly HttpJsonOptions _http;

    private WalkerSchemas(HttpJsonOptions http) => _http = http;

    /// <summary>Gets what describes the walkers of an application; null where its options have been used already.</summary>
    public static WalkerSchemas? For(IServiceProvider services)
    {
        if (services.GetService<IOptions<HttpJsonOptions>>()?.Value is not { } http)
        {
            return null;
        }

        if (http.SerializerOptions.TypeInfoResolverChain.OfType<WalkerSchemas>().FirstOrDefault() is { } known)
        {
            return known;
        }

        if (http.SerializerOptions.IsReadOnly)
        {
            return null;
        }

        var schemas = new WalkerSchemas(http);
        http.SerializerOptions.TypeInfoResolverChain.Insert(0, schemas);
        return schemas;
    }

    /// <summary>Takes up the types of a walker.</summary>
    /// <param name="walker">The walker.</param>
    /// <param name="codec">The format of its payloads.</param>
    /// <param name="body">The members that come from the body, which is all of the context that a type describes.</param>
    public WalkerSchema Add(WsWalkerDefinition walker, JsonPayloadCodec codec, IEnumerable<WsWalkerMember> body)
    {
        foreach (var type in new[] { walker.ContextType, walker.ReportType })
        {
            if (type is not null)
            {
                AddWithContent(type, codec.Options);
            }
        }

        if (walker.ContextType is { } context)
        {
            _bodies[context] = body.ToDictionary(static member => member.Parameter.Name, static member => member.Parameter);
        }

        return new WalkerSchema(walker.ContextType ?? typeof(JsonElement), ReplyOf(walker.ReportType));
    }

    public JsonTypeInfo? GetTypeInfo(Type type, JsonSerializerOptions options)
    {
        // The application's own options write what its own endpoints say. Documents are written with a copy of them.
        if (ReferenceEquals(options, _http.SerializerOptions))
        {
            return null;
        }

        if (!_types.TryGetValue(type, out var own) || own.TypeInfoResolver?.GetTypeInfo(type, options) is not { } info)
        {
            return ((IJsonTypeInfoResolver)WalkerReplyJson.Default).GetTypeInfo(type, options);
        }

        var named = own.GetTypeInfo(type).Properties;
        for (var i = 0; named.Count == info.Properties.Count && i < named.Count; i++)
        {
            info.Properties[i].Name = named[i].Name;
        }

        // Numbers are numbers for walkers, whatever the application does elsewhere.
        info.NumberHandling = JsonNumberHandling.Strict;
        if (_bodies.TryGetValue(type, out var body))
        {
            DescribeBody(info, body);
        }

        return info;
    }

    // The type is what clients send, where whatever can be left out can be null. A server says more exactly what it takes.
    private static void DescribeBody(JsonTypeInfo info, Dictionary<string, WsParameter> body)
    {
        for (var i = info.Properties.Count - 1; i >= 0; i--)
        {
            var property = info.Properties[i];
            if (!body.TryGetValue(property.Name, out var parameter))
            {
                info.Properties.RemoveAt(i);
                continue;
            }

            // Metadata of what clients only send cannot set; nothing is ever read with these.
            property.Set ??= static (_, _) => { };
            property.IsRequired = parameter.Required;
            if (!property.PropertyType.IsValueType)
            {
                property.IsGetNullable = parameter.Nullable;
                property.IsSetNullable = parameter.Nullable;
            }
        }
    }

    private void AddWithContent(Type type, JsonSerializerOptions options)
    {
        if (!options.TryGetTypeInfo(type, out var info) || !_types.TryAdd(type, options))
        {
            return;
        }

        var members = info.Properties.Select(static property => property.PropertyType);
        foreach (var inner in new[] { info.ElementType, info.KeyType }.Concat(members))
        {
            if (inner is not null)
            {
                AddWithContent(inner, options);
            }
        }
    }

    [UnconditionalSuppressMessage("Trimming", "IL2055", Justification = "The parameter of WalkerReply<T> demands nothing.")]
    private static Type ReplyOf(Type? report)
        => report is null || !RuntimeFeature.IsDynamicCodeSupported || !JsonSerializer.IsReflectionEnabledByDefault
            ? typeof(WalkerReply)
            : typeof(WalkerReply<>).MakeGenericType(report);
}

/// <summary>The reply of a walker that does not report, as documents describe it.</summary>
internal sealed record WalkerReply([property: JsonPropertyName("status")] int Status);

/// <summary>The reply of a walker, as documents describe it.</summary>
internal sealed record WalkerReply<TReport>(
    [property: JsonPropertyName("status")] int Status, [property: JsonPropertyName("reports")] IReadOnlyList<TReport> Reports);

/// <summary>What documents need where there is no reflection.</summary>
[JsonSerializable(typeof(WalkerReply))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(JsonElement))]
internal sealed partial class WalkerReplyJson : JsonSerializerContext;
