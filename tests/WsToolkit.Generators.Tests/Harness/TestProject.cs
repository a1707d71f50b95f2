using System.Reflection;

namespace WsToolkit.Generators.Tests.Harness;

/// <summary>Where this project's files are.</summary>
internal static class TestProject
{
    /// <summary>The project's directory.</summary>
    public static string Directory { get; } = typeof(TestProject).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(attribute => attribute.Key == "ProjectDirectory").Value!;

    /// <summary>A path below the project's directory.</summary>
    public static string PathOf(params string[] segments) => Path.Combine([Directory, .. segments]);
}
