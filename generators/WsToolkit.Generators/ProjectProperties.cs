using Microsoft.CodeAnalysis.Diagnostics;

namespace WsToolkit.Generators;

/// <summary>The properties of the user's project that the generator and the analyzers read.</summary>
internal static class ProjectProperties
{
    public const string RootNamespace = "build_property.RootNamespace";

    /// <summary>Who writes the JSON context: <see cref="UserContext"/>, or anything else for the generator.</summary>
    public const string JsonContext = "build_property.WsToolkitJsonContext";

    public const string AotAnalyzer = "build_property.EnableAotAnalyzer";
    public const string TrimAnalyzer = "build_property.EnableTrimAnalyzer";

    /// <summary>The value of <see cref="JsonContext"/> that turns the generated context off.</summary>
    public const string UserContext = "user";

    /// <summary>Whether the project leaves the JSON metadata of its payload types to the generator.</summary>
    public static bool GeneratesJsonContext(AnalyzerConfigOptions options)
        => !Is(options, JsonContext, UserContext);

    /// <summary>Whether the project is analysed for NativeAOT or trimming, so that reflection is no way out.</summary>
    public static bool IsTrimmed(AnalyzerConfigOptions options) => Is(options, AotAnalyzer, "true") || Is(options, TrimAnalyzer, "true");

    private static bool Is(AnalyzerConfigOptions options, string name, string wanted)
        => options.TryGetValue(name, out var value) && string.Equals(value.Trim(), wanted, StringComparison.OrdinalIgnoreCase);
}
