using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.AspNetCore.Mvc;
using WsToolkit.Walkers;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>What documents such as OpenAPI, and other parts of the framework, are told of a walker's HTTP door.</summary>
internal static class WalkerDescription
{
    private const string Json = "application/json";
    private const string Problem = "application/problem+json";

    /// <summary>The metadata of its endpoint. What the walker's own attributes say comes last, and so wins.</summary>
    public static IReadOnlyList<object> Describe(WsWalkerDefinition walker, MemberSources sources, WalkerSchema? schema)
    {
        // Without a method in its metadata, an endpoint of a plain request delegate is in no document.
        List<object> metadata = [typeof(WalkerDoor).GetMethod(nameof(WalkerDoor.InvokeAsync))!, new TagsAttribute("walker")];
        if (walker.Summary is { } summary)
        {
            metadata.Add(new EndpointSummaryAttribute(summary));
        }

        foreach (var member in sources.Path)
        {
            metadata.Add(new MemberMetadata(member, isOptional: false));
        }

        foreach (var member in sources.Query)
        {
            metadata.Add(new MemberMetadata(member, isOptional: !member.Parameter.Required));
        }

        if (sources.HasBody)
        {
            var isOptional = sources.Body.All(static member => !member.Parameter.Required);
            metadata.Add(new AcceptsMetadata([Json], schema?.Body, isOptional));
        }

        metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, schema?.Reply, [Json]));
        foreach (var status in Problems(walker, sources))
        {
            metadata.Add(new ProducesResponseTypeMetadata(status, typeof(ProblemDetails), [Problem]));
        }

        // Authorization is the door's own, which answers with the walkers' own words; all else is for the framework.
        metadata.AddRange(walker.Metadata.Where(static item => item is not IAuthorizeData));
        return metadata;
    }

    private static IEnumerable<int> Problems(WsWalkerDefinition walker, MemberSources sources)
    {
        if (walker.Authentication == WsWalkerAuthentication.Required || walker.RequiresAuthorization)
        {
            yield return StatusCodes.Status401Unauthorized;
        }

        if (walker.Authentication == WsWalkerAuthentication.None || walker.RequiresAuthorization)
        {
            yield return StatusCodes.Status403Forbidden;
        }

        if (sources.Path.Count + sources.Query.Count + sources.Body.Count > 0)
        {
            yield return StatusCodes.Status422UnprocessableEntity;
        }
    }

    /// <summary>A member out of the path or the query, as a parameter of a method.</summary>
    private sealed class MemberMetadata(WsWalkerMember member, bool isOptional) : IParameterBindingMetadata
    {
        public string Name => member.Parameter.Name;

        public bool HasTryParse => true;

        public bool HasBindAsync => false;

        public bool IsOptional => isOptional;

        public ParameterInfo ParameterInfo { get; } = new MemberParameter(member);
    }

    private sealed class MemberParameter : ParameterInfo
    {
        public MemberParameter(WsWalkerMember member)
        {
            NameImpl = member.Parameter.Name;
            ClassImpl = member.Type;
            AttrsImpl = ParameterAttributes.None;
            MemberImpl = typeof(WalkerDoor).GetMethod(nameof(WalkerDoor.InvokeAsync))!;
        }

        public override object[] GetCustomAttributes(bool inherit) => [];

        [UnconditionalSuppressMessage("AOT", "IL3050", Justification = "Attributes are classes, and arrays of classes share their code.")]
        public override object[] GetCustomAttributes(Type attributeType, bool inherit) => (object[])Array.CreateInstance(attributeType, 0);

        public override IList<CustomAttributeData> GetCustomAttributesData() => [];

        public override bool IsDefined(Type attributeType, bool inherit) => false;

        public override bool HasDefaultValue => false;

        public override object? DefaultValue => DBNull.Value;

        public override object? RawDefaultValue => DBNull.Value;
    }
}
