using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Turns the members of a contract into models.</summary>
internal sealed class MethodParser(ContractAnalysis contract, PayloadFields payloads)
{
    private const string CancellationToken = "cancellationToken";
    private const string TokenType = KnownNames.Global + KnownNames.Platform.CancellationToken;

    // Members of the generated types that a parameter of the same name would hide.
    private static readonly HashSet<string> Members = ["_payloads", "_services", "_timeout", "Connection"];

    private readonly UniqueNames _ids = new(
    [
        .. ChannelMembers.ReservedIds(contract.Type, contract.BaseName),
        .. contract.GoodChannels.SelectMany(static channel => new[] { channel.Id, channel.Id + "Name" }),
    ]);

    public MethodModel Parse(ContractMember member)
    {
        var method = member.Method;
        var names = new UniqueNames(method.Parameters.Select(static parameter => parameter.Name));
        var token = TokenOf(member, names);
        var parameters = ParseParameters(member);
        return new MethodModel
        {
            Id = _ids.Take(UniqueNames.Capitalized(WireNames.WithoutAsync(method.Name)), "Parameters", "Async"),
            WireName = member.WireName,
            MemberName = contract.Type.Name + "." + method.Name,
            Name = Literals.Identifier(method.Name),
            DeclaringInterface = IsInherited(method) ? TypeRef.From(method.ContainingType).Name : null,
            ClientName = Literals.Identifier(member.ClientName),
            ExplicitInterface = member.IsExplicit ? TypeRef.From(method.ContainingType).Name : null,
            Result = member.Signature.Result,
            ResultType = member.Signature.ResultPayload is { } result ? TypeRef.From(result).AnnotatedName : string.Empty,
            ResultPayload = member.Signature.ResultPayload is { } payload ? payloads.For(payload, isArgument: false) : string.Empty,
            OneWay = member.OneWay,
            Idempotent = member.Attribute.Named("Idempotent", false),
            Ordered = member.Attribute.Named("Ordered", contract.Options.Ordered),
            TimeoutMilliseconds = Math.Max(0, member.Attribute.Named("TimeoutMilliseconds", 0)),
            RequiresAuthorization = AttributeParser.RequiresAuthorization(contract.Type, method),
            Metadata = AttributeParser.Metadata(contract.Type, method),
            Parameters = parameters,
            ClientParameters = contract.IsInterface ? parameters : ClientParameters(member, parameters, token),
            CancellationToken = token,
            Locals = Locals(method, names),
            Documentation = contract.IsInterface ? [] : Documentation.OfMethod(member, token),
            Obsolete = AttributeParser.Obsolete(method),
        };
    }

    private bool IsInherited(IMethodSymbol method)
        => contract.IsInterface && !SymbolEqualityComparer.Default.Equals(method.ContainingType, contract.Type);

    private string TokenOf(ContractMember member, UniqueNames names)
    {
        var own = member.Signature.Parameters.FirstOrDefault(static parameter => parameter.Kind == ParameterKind.CancellationToken);
        if (contract.IsInterface)
        {
            return own is null ? "default" : Literals.Identifier(own.Symbol.Name);
        }

        // The client's token is a parameter of its own, unless one that travels already has the name.
        return own?.Symbol.Name == CancellationToken ? CancellationToken : names.Take(CancellationToken);
    }

    private EquatableArray<ParameterModel> ParseParameters(ContractMember member)
    {
        var models = new List<ParameterModel>();
        var index = 0;
        foreach (var parameter in member.Signature.Parameters)
        {
            models.Add(ParseParameter(parameter, parameter.Kind == ParameterKind.Named ? index++ : -1));
        }

        // A default in front of a parameter without one is not allowed; only attributes and params arrays lead to that.
        var allowed = true;
        for (var i = models.Count - 1; i >= 0; i--)
        {
            if (member.Signature.Parameters[i].Travels || contract.IsInterface)
            {
                allowed &= models[i].ClientDefault is not null;
                if (!allowed || member.IsExplicit)
                {
                    models[i] = models[i] with { ClientDefault = null };
                }
            }
        }

        return models.ToEquatableArray();
    }

    private ParameterModel ParseParameter(SignatureParameter parameter, int index)
    {
        var symbol = parameter.Symbol;
        var type = TypeRef.From(symbol.Type);
        if (parameter.Kind == ParameterKind.Named && symbol.Type.IsNamed(JsonNames.Platform.Element))
        {
            // It holds any JSON, null too.
            type = type with { AcceptsNull = true };
        }

        var literal = symbol.HasExplicitDefaultValue ? Literals.DefaultOf(symbol) : null;
        if (literal is "null" or "default" && symbol.Type is { IsValueType: false } && !type.IsAnnotated)
        {
            literal += "!";
        }

        // Nobody has to listen to progress.
        var isOptionalProgress = parameter.Kind == ParameterKind.Progress && !contract.IsInterface;
        return new ParameterModel
        {
            Kind = parameter.Kind,
            Name = Literals.Identifier(symbol.Name),
            WireName = WireNames.OfParameter(symbol.Name, contract.Options.Naming),
            Index = index,
            Type = type,
            ClientType = isOptionalProgress ? type.Name + "?" : type.AnnotatedName,
            Payload = parameter.Payload is { } payload
                ? payloads.For(payload, isArgument: parameter.Kind != ParameterKind.Progress)
                : string.Empty,
            IsRequired = literal is null,
            DefaultValue = literal,
            ClientDefault = isOptionalProgress ? "null" : literal,
        };
    }

    // A class's client takes what travels and, last, a token.
    private static EquatableArray<ParameterModel> ClientParameters(ContractMember member, EquatableArray<ParameterModel> parameters, string token)
    {
        var models = parameters.Where((_, index) => member.Signature.Parameters[index].Travels).ToList();
        models.Add(new ParameterModel
        {
            Kind = ParameterKind.CancellationToken,
            Name = token,
            WireName = string.Empty,
            Index = -1,
            Type = new TypeRef(TokenType, IsValueType: true, AcceptsNull: false, IsAnnotated: false),
            ClientType = TokenType,
            Payload = string.Empty,
            IsRequired = false,
            DefaultValue = null,
            ClientDefault = "default",
        });
        return models.ToEquatableArray();
    }

    private static LocalNames Locals(IMethodSymbol method, UniqueNames names) => new(
        method.Parameters.Any(static parameter => Members.Contains(parameter.Name)) ? "this." : string.Empty,
        names.Take("call"),
        names.Take("arguments"),
        names.Take("parameter"),
        names.Take("service"),
        names.Take("result"),
        names.Take("cancellationToken"),
        names.Take("item"),
        names.Take("Enumerate"));
}
