using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;

namespace WsToolkit.Generators.Parsing;

/// <summary>The one walk over the payload types of all services of a compilation.</summary>
internal static class PayloadStep
{
    /// <summary>Finds the payload types and what their JSON metadata consists of.</summary>
    /// <param name="compilation">The user's code.</param>
    /// <param name="services">The metadata names of the services that are generated, sorted; their symbols are found again by name.</param>
    /// <param name="contextNamespace">The namespace of the context; <see langword="null"/> when it is turned off.</param>
    /// <param name="cancellationToken">Ends the walk when the code has changed again.</param>
    /// <returns>The model, or <see langword="null"/> when there is no context, as where there is no service.</returns>
    public static JsonContextModel? Run(
        Compilation compilation, EquatableArray<string> services, string? contextNamespace, CancellationToken cancellationToken)
    {
        if (services.Count == 0 || contextNamespace is null)
        {
            return null;
        }

        var walker = new PayloadWalker(compilation, contextNamespace);
        foreach (var name in services)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (compilation.Assembly.GetTypeByMetadataName(name) is { } service)
            {
                foreach (var root in PayloadRoots.Of(service, cancellationToken))
                {
                    walker.Add(root);
                }
            }
        }

        return walker.Walk(cancellationToken);
    }
}
