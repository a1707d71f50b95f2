using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>Turns annotated types into models.</summary>
internal static class ServiceParser
{
    public static ServiceModel? FromService(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => null;

    public static ServiceModel? FromMethod(GeneratorAttributeSyntaxContext context, CancellationToken cancellationToken) => null;
}
