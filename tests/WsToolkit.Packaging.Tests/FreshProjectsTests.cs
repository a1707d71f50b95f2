namespace WsToolkit.Packaging.Tests;

/// <summary>Projects that know the toolkit only as packages: they build without a warning, and run.</summary>
[Collection(nameof(Workshop))]
public sealed class FreshProjectsTests(Workshop workshop)
{
    [Fact]
    public async Task A_contracts_library_joins_a_server_and_a_client()
    {
        var program = await workshop.ProgramAsync("Trading.Server");
        using var server = Sdk.Start(Path.GetDirectoryName(program)!, "dotnet", [program]);
        try
        {
            var address = await server.StandardOutput.ReadLineAsync();
            Assert.Matches("^ws://127.0.0.1:[0-9]+/ws$", address);
            Assert.Equal(
                ["SwapQuote { AmountOut = 320000, Route = ETH -> USDT }", "ETH 3200", "ETH 3201"],
                await OutputAsync("Trading.Client", address!));
        }
        finally
        {
            var (exitCode, output) = await Sdk.EndAsync(server);
            Assert.True(exitCode == 0, output);
        }
    }

    [Fact]
    public async Task The_package_for_servers_alone_brings_the_generator()
        => Assert.Equal(["SwapQuote { AmountOut = 320000, Of = Eth }"], await OutputAsync("BothEnds"));

    [Fact]
    public async Task An_older_language_will_do()
        => Assert.Equal(["1 2"], await OutputAsync("OlderLanguage"));

    [Fact]
    public async Task A_language_that_is_too_old_gets_one_message()
    {
        var (exitCode, output) = await workshop.RunAsync("build", "TooOldLanguage", "-c", "Release");
        Assert.NotEqual(0, exitCode);

        // The build repeats it in its summary.
        var error = Assert.Single(output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct());
        Assert.Contains("error WST9001: This project is compiled as C# 11.0", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_project_may_leave_the_json_metadata_to_its_own_context()
        => Assert.Equal(["Placed { Symbol = ETH, Price = 6400 }", "own"], await OutputAsync("OwnContext"));

    [Fact]
    public async Task What_its_own_context_leaves_out_is_told()
    {
        var (exitCode, output) = await workshop.RunAsync("build", "OwnContext", "-c", "Release", "-p:Forgotten=true");
        Assert.NotEqual(0, exitCode);
        var error = Assert.Single(output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Distinct());
        Assert.Contains("error WST2001: ", error, StringComparison.Ordinal);
        Assert.Contains("Placed", error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_native_program_is_published_and_runs()
    {
        var (exitCode, output) = await workshop.RunAsync("publish", "Native", "--output", "Native/published");
        Assert.True(exitCode == 0, output);

        var directory = await workshop.PathOfAsync("Native", "published");
        using var program = Sdk.Start(directory, Path.Combine(directory, "Native"), []);
        Assert.Equal((0, "one Short\ntwo Short\nnative\n"), await Sdk.EndAsync(program));
    }

    // First by the analyzers as the project is compiled, and without them by the native compiler.
    [Theory]
    [InlineData("build")]
    [InlineData("publish", "-p:EnableTrimAnalyzer=false", "-p:EnableAotAnalyzer=false")]
    public async Task A_native_program_whose_handler_needs_reflection_is_refused(string command, params string[] properties)
    {
        var (exitCode, output) = await workshop.RunAsync(
            [command, "Native", "-c", "Release", "-p:Planted=true", "--artifacts-path", "planted", .. properties]);
        Assert.NotEqual(0, exitCode);
        AssertRefused(output);
    }

    [Fact]
    public async Task The_program_that_proves_nativeaot_can_fail()
    {
        var (exitCode, output) = await workshop.BuildInRepositoryAsync("tests/WsToolkit.AotSmoke", "-f", "net9.0", "-p:Planted=true");
        Assert.NotEqual(0, exitCode);
        AssertRefused(output);
    }

    // Both at the planted line, and nothing besides.
    private static void AssertRefused(string output)
    {
        var errors = output.Split('\n').Where(line => line.Contains("error ", StringComparison.Ordinal)).ToList();
        Assert.Contains(errors, line => IsAtPlanted(line, "IL2026"));
        Assert.Contains(errors, line => IsAtPlanted(line, "IL3050"));
        Assert.DoesNotContain(errors, line => line.Contains("error CS", StringComparison.Ordinal));
        Assert.DoesNotContain(errors, line => line.Contains("error WST", StringComparison.Ordinal));
    }

    private static bool IsAtPlanted(string line, string id)
        => line.Contains($"error {id}: ", StringComparison.Ordinal) && line.Contains("Planted", StringComparison.Ordinal);

    private async Task<string[]> OutputAsync(string project, params string[] arguments)
    {
        var program = await workshop.ProgramAsync(project);
        return (await Sdk.SucceedAsync(Path.GetDirectoryName(program)!, [program, .. arguments])).TrimEnd().Split('\n');
    }
}
