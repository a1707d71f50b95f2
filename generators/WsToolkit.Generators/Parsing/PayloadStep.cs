using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing.Walkers;

namespace WsToolkit.Generators.Parsing;

/// <summary>The one walk over the payload types of all services, walkers and notifications of a compilation.</summary>
internal static class PayloadStep
{
    /// <summary>Finds the payload types and what their JSON metadata consists of.</summary>
    /// <param name="compilation">The user's code.</param>
    /// <param name="names">What is generated; the symbols are found again by name.</param>
    /// <param name="contextNamespace">The namespace of the context; <see langword="null"/> when it is turned off.</param>
    /// <param name="cancellationToken">Ends the walk when the code has changed again.</param>
    /// <returns>The model, or <see langword="null"/> when there is no context, as where there is nothing.</returns>
    public static JsonContextModel? Run(
        Compilation compilation, AnnotatedNames names, string? contextNamespace, CancellationToken cancellationToken)
    {
        if (names.IsEmpty || contextNamespace is null)
        {
            return null;
        }

        var walker = new PayloadWalker(compilation, contextNamespace);
        foreach (var name in names.Services)
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

        foreach (var name in names.Walkers)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (compilation.Assembly.GetTypeByMetadataName(name) is { } type)
            {
                AddWalker(walker, WalkerAnalysis.Of(type), compilation);
            }
        }

        foreach (var name in names.Notifications)
        {
            if (compilation.Assembly.GetTypeByMetadataName(name) is { } notification)
            {
                walker.Add(notification);
            }
        }

        return walker.Walk(cancellationToken);
    }

    private static void AddWalker(PayloadWalker payloads, WalkerAnalysis walker, Compilation compilation)
    {
        if (!walker.IsGenerated)
        {
            return;
        }

        foreach (var root in PayloadRoots.Of(walker))
        {
            payloads.Add(root);
        }

        if (!walker.IsDescription && walker.Options.Walker is null && (walker.EmitsServer || walker.EmitsClient))
        {
            payloads.Add(new RequestModel(walker, compilation));
        }
    }
}
