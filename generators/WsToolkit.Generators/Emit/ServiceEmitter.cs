using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Emit;

/// <summary>Prints the files of a service.</summary>
internal static class ServiceEmitter
{
    public static void Emit(SourceProductionContext output, ServiceModel service, string contextNamespace)
    {
    }
}
