using System.IO.Compression;
using System.Reflection.Metadata;
using System.Text;
using System.Xml.Linq;

namespace WsToolkit.Packaging.Tests;

/// <summary>What is in the packages, and what they say about themselves.</summary>
[Collection(nameof(Workshop))]
public sealed class PackageTests(Workshop workshop)
{
    private const string Repository = "https://github.com/wstoolkit/wstoolkit";

    // CustomDebugInformation of a portable PDB.
    private static readonly Guid SourceLink = new("CC110556-A091-4D38-9FEC-25AB9A351A6A");

    private static readonly string[] AllIds = ["WsToolkit", "WsToolkit.AspNetCore", "WsToolkit.Framing", "WsToolkit.Testing"];

    public static TheoryData<string> Ids => new(AllIds);

    [Fact]
    public async Task There_is_a_package_with_symbols_for_each_library_and_none_besides()
        => Assert.Equal(
            AllIds.SelectMany(id => new[] { $"{id}.{Workshop.Version}.nupkg", $"{id}.{Workshop.Version}.snupkg" })
                .Order(StringComparer.Ordinal),
            await workshop.PackagesAsync());

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_package_says_what_it_is(string id)
    {
        var nuspec = await workshop.NuspecAsync(id);
        Assert.Equal("MIT", nuspec.Element("license")!.Value);
        Assert.Equal("README.md", nuspec.Element("readme")!.Value);
        Assert.Equal(Repository, nuspec.Element("projectUrl")!.Value);
        Assert.Equal($"{Repository}.git", nuspec.Element("repository")!.Attribute("url")!.Value);
        Assert.Matches("^[0-9a-f]{40}$", nuspec.Element("repository")!.Attribute("commit")!.Value);
        Assert.All(["description", "authors", "copyright", "tags", "releaseNotes"], name => Assert.NotEmpty(nuspec.Element(name)!.Value));

        using var package = await workshop.OpenAsync(id);
        Assert.StartsWith($"# {id}\n", await ReadAsync(package, "README.md"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task A_package_has_a_library_with_documentation_for_both_targets(string id)
    {
        using var package = await workshop.OpenAsync(id);
        Assert.Equal(
            [$"lib/net10.0/{id}.dll", $"lib/net10.0/{id}.xml", $"lib/net9.0/{id}.dll", $"lib/net9.0/{id}.xml"],
            Files(package, "lib/"));
        Assert.Contains($"<name>{id}</name>", await ReadAsync(package, $"lib/net9.0/{id}.xml"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Ids))]
    public async Task The_symbols_say_where_the_sources_are(string id)
    {
        using var symbols = await workshop.OpenAsync(id, ".snupkg");
        Assert.Equal([$"lib/net10.0/{id}.pdb", $"lib/net9.0/{id}.pdb"], Files(symbols, "lib/"));

        using var pdb = new MemoryStream();
        await using (var entry = await symbols.GetEntry($"lib/net10.0/{id}.pdb")!.OpenAsync())
        {
            await entry.CopyToAsync(pdb);
        }

        pdb.Position = 0;
        using var provider = MetadataReaderProvider.FromPortablePdbStream(pdb);
        var reader = provider.GetMetadataReader();
        var link = reader.CustomDebugInformation.Select(reader.GetCustomDebugInformation)
            .Single(information => reader.GetGuid(information.Kind) == SourceLink);
        Assert.Matches(
            """"^\{"documents":\{.*"https://raw\.githubusercontent\.com/[^"]+/[0-9a-f]{40}/\*"\}\}$"""",
            Encoding.UTF8.GetString(reader.GetBlobBytes(link.Value)));
    }

    [Fact]
    public async Task The_generator_its_analyzers_and_fixes_are_in_one_place_of_one_package()
    {
        foreach (var id in AllIds)
        {
            using var package = await workshop.OpenAsync(id);
            string[] expected = id == "WsToolkit"
                ? ["analyzers/dotnet/cs/WsToolkit.CodeFixes.dll", "analyzers/dotnet/cs/WsToolkit.Generators.dll"]
                : [];

            // Nothing of the compiler, which the editor brings, and no folder for a version of it: older projects load all of them at once.
            Assert.Equal(expected, Files(package, "analyzers/"));
        }
    }

    [Fact]
    public async Task Packages_show_properties_to_the_generator_and_change_nothing_else_in_a_build()
    {
        foreach (var id in AllIds)
        {
            using var package = await workshop.OpenAsync(id);
            string[] expected = id == "WsToolkit" ? ["buildTransitive/WsToolkit.props"] : [];
            Assert.Equal(expected, Files(package, "build"));
            foreach (var file in expected)
            {
                var items = XDocument.Parse(await ReadAsync(package, file)).Root!.Elements("ItemGroup").Elements().ToList();
                Assert.NotEmpty(items);
                Assert.All(items, item => Assert.Equal("CompilerVisibleProperty", item.Name.LocalName));
            }
        }
    }

    [Theory]
    [InlineData("WsToolkit", "WsToolkit.Framing", false)]
    [InlineData("WsToolkit.AspNetCore", "WsToolkit", true)]
    [InlineData("WsToolkit.Testing", "WsToolkit", true)]
    public async Task The_generator_reaches_those_who_install_a_package_on_top(string id, string dependency, bool carriesGenerator)
    {
        var dependencies = (await workshop.NuspecAsync(id)).Descendants("dependency")
            .Where(element => element.Attribute("id")!.Value == dependency).ToList();
        Assert.Equal(2, dependencies.Count);
        Assert.All(dependencies, element =>
        {
            Assert.Equal(Workshop.Version, element.Attribute("version")!.Value);
            Assert.Equal(carriesGenerator ? "All" : null, element.Attribute("include")?.Value);
            Assert.Equal(carriesGenerator ? null : "Build,Analyzers", element.Attribute("exclude")?.Value);
        });
    }

    [Fact]
    public async Task The_engine_depends_on_nothing()
        => Assert.Empty((await workshop.NuspecAsync("WsToolkit.Framing")).Descendants("dependency"));

    [Fact]
    public async Task No_package_depends_on_the_compiler_or_on_the_generators_projects()
    {
        foreach (var id in AllIds)
        {
            Assert.All((await workshop.NuspecAsync(id)).Descendants("dependency").Select(element => element.Attribute("id")!.Value), name =>
            {
                Assert.DoesNotContain("CodeAnalysis", name, StringComparison.Ordinal);
                Assert.DoesNotContain("Generators", name, StringComparison.Ordinal);
                Assert.DoesNotContain("CodeFixes", name, StringComparison.Ordinal);
            });
        }
    }

    private static IEnumerable<string> Files(ZipArchive package, string folder) => package.Entries
        .Select(entry => entry.FullName)
        .Where(name => name.StartsWith(folder, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    private static async Task<string> ReadAsync(ZipArchive package, string file)
    {
        using var reader = new StreamReader(await package.GetEntry(file)!.OpenAsync());
        return await reader.ReadToEndAsync();
    }
}
