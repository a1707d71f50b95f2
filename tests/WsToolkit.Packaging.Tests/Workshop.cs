using System.IO.Compression;
using System.Reflection;
using System.Xml.Linq;

namespace WsToolkit.Packaging.Tests;

/// <summary>
/// Packs the toolkit once, and builds the projects in <c>Projects</c> with these packages, outside the repository and with a package
/// cache of their own. All of it is deleted at the end.
/// </summary>
public sealed class Workshop : IDisposable
{
    public const string Version = "0.1.0-test";

    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("wstoolkit-packaging-");
    private readonly Lazy<Task<string>> _packages;
    private readonly Lazy<Task<string>> _projects;
    private readonly Lazy<Task> _build;

    public Workshop()
    {
        _packages = new(PackAsync);
        _projects = new(CopyProjectsAsync);
        _build = new(BuildAsync);
    }

    private static string ProjectDirectory => typeof(Workshop).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(metadata => metadata.Key == "ProjectDirectory").Value!;

    private static string Repository => Path.GetFullPath(Path.Combine(ProjectDirectory, "..", ".."));

    /// <summary>The names of all files that packing gives.</summary>
    public async Task<string[]> PackagesAsync()
        => [.. Directory.EnumerateFiles(await _packages.Value).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal)];

    /// <summary>Opens a package.</summary>
    public async Task<ZipArchive> OpenAsync(string id, string extension = ".nupkg")
        => ZipFile.OpenRead(Path.Combine(await _packages.Value, $"{id}.{Version}{extension}"));

    /// <summary>The metadata of a package, without its namespace.</summary>
    public async Task<XElement> NuspecAsync(string id)
    {
        using var package = await OpenAsync(id);
        await using var nuspec = await package.GetEntry(id + ".nuspec")!.OpenAsync();
        var metadata = XDocument.Load(nuspec).Root!;
        foreach (var element in metadata.DescendantsAndSelf())
        {
            element.Name = element.Name.LocalName;
        }

        return metadata.Element("metadata")!;
    }

    /// <summary>Builds all projects but those that are to be published or to fail, with every warning an error.</summary>
    /// <returns>The path of a project's program.</returns>
    public async Task<string> ProgramAsync(string project)
    {
        await _build.Value;
        return await PathOfAsync(project, "bin", "Release", "net10.0", project + ".dll");
    }

    /// <summary>Where a file of the projects is.</summary>
    public async Task<string> PathOfAsync(params string[] names) => Path.Combine([await _projects.Value, .. names]);

    /// <summary>Runs <c>dotnet</c> among the projects.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(params string[] arguments)
        => await Sdk.RunAsync(await _projects.Value, arguments, await EnvironmentAsync());

    /// <summary>Builds a project of the repository without touching what the repository has built.</summary>
    public Task<(int ExitCode, string Output)> BuildInRepositoryAsync(string project, params string[] arguments)
        => Sdk.RunAsync(Repository, ["build", project, "--artifacts-path", Path.Combine(_root.FullName, "repository"), .. arguments]);

    public void Dispose() => _root.Delete(recursive: true);

    private async Task<string> PackAsync()
    {
        var packages = _root.CreateSubdirectory("packages").FullName;

        // As the README says, but without touching what the repository has built, and with a version that no cache knows.
        await Sdk.SucceedAsync(Repository,
        [
            "pack", "Packages.slnf", "--output", packages,
            "--artifacts-path", Path.Combine(_root.FullName, "build"), $"-p:Version={Version}",
        ]);
        return packages;
    }

    private Task<string> CopyProjectsAsync()
    {
        var source = Path.Combine(ProjectDirectory, "Projects");
        var target = _root.CreateSubdirectory("projects").FullName;
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(target, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return Task.FromResult(target);
    }

    private async Task BuildAsync()
        => await Sdk.SucceedAsync(await _projects.Value, ["build", "Projects.slnx", "-c", "Release"], await EnvironmentAsync());

    private async Task<Dictionary<string, string>> EnvironmentAsync()
    {
        var global = await Sdk.SucceedAsync(Repository, ["nuget", "locals", "global-packages", "--list"]);
        return new()
        {
            ["WSTOOLKIT_TEST_VERSION"] = Version,
            ["WSTOOLKIT_TEST_PACKAGES"] = await _packages.Value,
            ["WSTOOLKIT_TEST_CACHE"] = Path.Combine(_root.FullName, "cache"),

            // Only read from: what has been downloaded before need not be downloaded again.
            ["WSTOOLKIT_TEST_FALLBACK"] = global[(global.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim(),
        };
    }
}

/// <summary>The tests that share what the workshop has made.</summary>
[CollectionDefinition(nameof(Workshop))]
[System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "It is a collection of tests.")]
public sealed class WorkshopCollection : ICollectionFixture<Workshop>;
