using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing.Walkers;

/// <summary>The JSON metadata of a request, which no other type's members are read from: it is generated itself. Holds symbols.</summary>
internal sealed class RequestModel
{
    private const string WhenNull = $"ignore: {KnownNames.Global}{JsonNames.Platform.IgnoreConditionValue}.WhenWritingNull";

    private readonly INamedTypeSymbol _type;
    private readonly EquatableArray<WalkerMemberModel> _members;

    public RequestModel(WalkerAnalysis walker, Compilation compilation)
    {
        _type = walker.Type;
        _members = WalkerParser.Members(walker, new PayloadFields([]));
        var nullable = compilation.GetSpecialType(SpecialType.System_Nullable_T);
        MemberTypes =
        [
            .. walker.GoodMembers.Select(member => member.Symbol.Type is { IsValueType: true, OriginalDefinition.SpecialType: not SpecialType.System_Nullable_T } type
                && !member.IsRequired ? nullable.Construct(type) : member.Symbol.Type),
        ];
    }

    /// <summary>The types of its members: those that may be left out may be null.</summary>
    public IReadOnlyList<ITypeSymbol> MemberTypes { get; }

    public string ShortId => JsonTypeNames.ShortId(_type) + WalkerNames.RequestSuffix;

    public string LongId => JsonTypeNames.LongId(_type) + WalkerNames.RequestSuffix;

    /// <summary>Describes it. It is only written, never read.</summary>
    public JsonObjectModel Describe(string contextNamespace, JsonTypeNames names)
    {
        var self = TypeNesting.Prefix(_type) + _type.Name + WalkerNames.RequestSuffix;
        return new JsonObjectModel
        {
            Namespace = contextNamespace,
            Id = string.Empty,
            Type = self,
            Members = _members.Select((member, index) => new JsonMemberModel
            {
                Name = member.RequestName.TrimStart('@'),
                Type = names.Of(MemberTypes[index]),
                DeclaringType = self,
                Get = JsonAccess.Direct,
                Settings = member.IsRequired
                    ? [$"jsonName: {Literals.Text(member.WireName)}"]
                    : [$"jsonName: {Literals.Text(member.WireName)}", WhenNull],
            }).ToEquatableArray(),
        };
    }
}
