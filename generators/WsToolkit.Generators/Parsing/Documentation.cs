using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Carries documentation comments over to the client, without what the client does not have.</summary>
internal static class Documentation
{
    private const string TokenText = "Cancels the call, here and at the server.";

    /// <summary>The documentation of the client interface.</summary>
    public static EquatableArray<string> OfType(INamedTypeSymbol type, string serviceName)
    {
        var elements = Read(type).Where(static element => element.Name.LocalName is not ("param" or "include" or "inheritdoc")).ToList();
        foreach (var element in elements)
        {
            DropReferences(element, static _ => null);
        }

        AddSummary(elements, $"The client of <c>{Escape(serviceName)}</c>.");
        return Print(elements);
    }

    /// <summary>The documentation of a client's method.</summary>
    /// <param name="member">The method.</param>
    /// <param name="token">The name of the client's cancellation token.</param>
    public static EquatableArray<string> OfMethod(ContractMember member, string token)
    {
        var method = member.Method;
        var elements = Read(method);
        if (elements.Exists(static element => element.Name.LocalName == "inheritdoc"))
        {
            return [$"<inheritdoc cref=\"{Escape(method.GetDocumentationCommentId() ?? method.Name)}\"/>"];
        }

        // What the client calls each parameter; nothing where the client does not have it.
        var names = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var parameter in member.Signature.Parameters)
        {
            if (parameter.Travels)
            {
                names[parameter.Symbol.Name] = parameter.Symbol.Name;
            }
            else if (parameter.Kind == ParameterKind.CancellationToken)
            {
                names[parameter.Symbol.Name] = token;
            }
        }

        var described = new Dictionary<string, XElement>(StringComparer.Ordinal);
        foreach (var element in elements.Where(static element => element.Name.LocalName == "param"))
        {
            if (element.Attribute("name") is { } name && names.TryGetValue(name.Value, out var renamed))
            {
                name.Value = renamed;
                described[renamed] = element;
            }
        }

        // The compiler wants all parameters described, or none.
        var parameters = member.Signature.Parameters.Where(static parameter => parameter.Travels).Select(static parameter => parameter.Symbol.Name).Append(token)
            .Select(name => described.TryGetValue(name, out var element) ? element : Invent(name, token));
        elements = elements.Where(static element => element.Name.LocalName is not ("param" or "typeparam" or "include")).ToList();
        foreach (var element in elements.Concat(described.Values))
        {
            DropReferences(element, name => names.TryGetValue(name, out var renamed) ? renamed : null);
        }

        AddSummary(elements, $"Calls <c>{Escape(member.WireName)}</c>.");
        var afterSummary = elements.FindIndex(static element => element.Name.LocalName == "summary") + 1;
        elements.InsertRange(afterSummary, parameters);
        return Print(elements);
    }

    /// <summary>The documentation of a member that opens a channel.</summary>
    /// <param name="channel">The channel.</param>
    /// <param name="publisher">The name of the publisher that the member takes first, or <see langword="null"/> on a client.</param>
    public static EquatableArray<string> OfChannel(ChannelMember channel, string? publisher)
    {
        var elements = Read(channel.Symbol);
        if (elements.Exists(static element => element.Name.LocalName == "inheritdoc"))
        {
            return [$"<inheritdoc cref=\"{Escape(channel.Symbol.GetDocumentationCommentId() ?? channel.Symbol.Name)}\"/>"];
        }

        var described = elements.Where(static element => element.Name.LocalName == "param" && element.Attribute("name") is not null)
            .GroupBy(static element => element.Attribute("name")!.Value)
            .ToDictionary(static group => group.Key, static group => group.First());
        var parameters = channel.Parameters
            .Select(parameter => described.TryGetValue(parameter.Name, out var element)
                ? element
                : new XElement("param", new XAttribute("name", parameter.Name), $"The channel's <c>{parameter.Name}</c>.".Parse())).ToList();
        elements.RemoveAll(static element => element.Name.LocalName is "param" or "typeparam" or "include" or "value" or "returns");
        foreach (var element in elements.Concat(parameters))
        {
            DropReferences(element, name => channel.Parameters.Any(parameter => parameter.Name == name) ? name : null);
        }

        AddSummary(elements, $"The channel <c>{Escape(channel.Template.Text)}</c>.");
        if (publisher is not null)
        {
            parameters.Insert(0, new XElement("param", new XAttribute("name", publisher), "The publisher."));
        }

        if (publisher is not null || !channel.IsProperty)
        {
            parameters.Add(new XElement("returns", "The channel."));
        }

        elements.InsertRange(elements.FindIndex(static element => element.Name.LocalName == "summary") + 1, parameters);
        return Print(elements);
    }

    /// <summary>The documentation of a property, without what only a walker has.</summary>
    public static EquatableArray<string> OfProperty(IPropertySymbol property)
    {
        var elements = Read(property).Where(static element => element.Name.LocalName is not ("include" or "inheritdoc" or "value")).ToList();
        foreach (var element in elements)
        {
            DropReferences(element, static _ => null);
        }

        // A parameter of a record is documented with the record.
        if (elements.Count == 0 && ParameterOf(property) is { } parameter)
        {
            parameter.Name = "summary";
            parameter.RemoveAttributes();
            DropReferences(parameter, static _ => null);
            elements.Add(parameter);
        }

        AddSummary(elements, $"The member <c>{Escape(property.Name)}</c>.");
        return Print(elements);
    }

    /// <summary>The first sentence of a type's documentation as plain text, or <see langword="null"/>.</summary>
    public static string? SummaryOf(INamedTypeSymbol type)
    {
        var summary = Read(type).FirstOrDefault(static element => element.Name.LocalName == "summary");
        foreach (var reference in summary?.Descendants().Where(static element => element.IsEmpty && element.HasAttributes).ToList() ?? [])
        {
            reference.ReplaceWith(reference.FirstAttribute.Value.Split('.', ':').Last());
        }

        var words = summary?.Value.Split([' ', '\t', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries) ?? [];
        var end = Array.FindIndex(words, static word => word.EndsWith(".", StringComparison.Ordinal));
        return words.Length == 0 ? null : string.Join(" ", words.Take(end < 0 ? words.Length : end + 1));
    }

    /// <summary>The summary and the remarks of a type, with a summary of one's own where it has none.</summary>
    public static EquatableArray<string> OfSummary(INamedTypeSymbol type, string otherwise)
    {
        var elements = Read(type).Where(static element => element.Name.LocalName is "summary" or "remarks").ToList();
        foreach (var element in elements)
        {
            DropReferences(element, static _ => null);
        }

        AddSummary(elements, otherwise);
        return Print(elements);
    }

    private static XElement? ParameterOf(IPropertySymbol property) => Read(property.ContainingType)
        .FirstOrDefault(element => element.Name.LocalName == "param" && element.Attribute("name")?.Value == property.Name);

    private static XElement Invent(string name, string token)
        => new("param", new XAttribute("name", name), name == token ? TokenText : $"The argument <c>{name}</c>.".Parse());

    private static object[] Parse(this string xml) => XElement.Parse($"<x>{xml}</x>", LoadOptions.PreserveWhitespace).Nodes().ToArray<object>();

    private static void AddSummary(List<XElement> elements, string text)
    {
        if (!elements.Exists(static element => element.Name.LocalName == "summary"))
        {
            elements.Insert(0, new XElement("summary", text.Parse()));
        }
    }

    private static List<XElement> Read(ISymbol symbol)
    {
        var xml = symbol.GetDocumentationCommentXml();
        if (string.IsNullOrWhiteSpace(xml))
        {
            return [];
        }

        try
        {
            // A lone element without the enclosing member appears where the compiler does not read comments.
            var root = XElement.Parse(xml, LoadOptions.PreserveWhitespace);
            return root.Name.LocalName is "member" or "doc" ? root.Elements().ToList() : [];
        }
        catch (XmlException)
        {
            return [];
        }
    }

    private static void DropReferences(XElement element, Func<string, string?> rename)
    {
        foreach (var reference in element.Descendants("paramref").ToList())
        {
            var name = reference.Attribute("name")?.Value ?? string.Empty;
            if (rename(name) is { } renamed)
            {
                reference.SetAttributeValue("name", renamed);
            }
            else
            {
                reference.ReplaceWith(new XElement("c", name));
            }
        }
    }

    private static EquatableArray<string> Print(List<XElement> elements)
        => elements.SelectMany(static element => Lines(element.ToString(SaveOptions.DisableFormatting))).ToEquatableArray();

    // The lines after the first keep only their indentation relative to each other.
    private static IEnumerable<string> Lines(string xml)
    {
        var lines = xml.Replace("\r\n", "\n").Split('\n').Select(static line => line.TrimEnd()).ToList();
        var indentation = lines.Skip(1).Where(static line => line.Length > 0).Select(static line => line.Length - line.TrimStart().Length).DefaultIfEmpty(0).Min();
        return lines.Select((line, index) => index == 0 || line.Length == 0 ? line : line.Substring(indentation));
    }

    private static string Escape(string text) => text.Replace("&", "&amp;").Replace("<", "&lt;").Replace(">", "&gt;").Replace("\"", "&quot;");
}
