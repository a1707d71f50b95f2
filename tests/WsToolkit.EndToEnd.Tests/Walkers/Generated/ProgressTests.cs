using System.Security.Claims;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Dialects;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Testing;

namespace WsToolkit.EndToEnd.Tests.Walkers.Generated;

/// <summary>What generated clients are told of the progress of walkers.</summary>
public class ProgressTests
{
    [Theory]
    [InlineData("tagged")]
    [InlineData("default")]
    public async Task It_is_told_in_order_and_all_of_it_before_the_reply(string dialect)
    {
        await using var host = Host(dialect);
        var client = await ConnectAsync(host, dialect);
        var progress = new Reports<double>();
        var reply = await client.ImportAsync(new() { Rows = 4 }, progress).Soon();
        Assert.Equal([0, 0.25, 0.5, 0.75, 1], progress.All);
        Assert.Equal(["row 1", "row 2", "row 3", "row 4"], reply.Reports);
    }

    [Theory]
    [InlineData("tagged")]
    [InlineData("default")]
    public async Task It_is_told_beside_a_stream_of_reports(string dialect)
    {
        await using var host = Host(dialect);
        var client = await ConnectAsync(host, dialect);
        var progress = new Reports<double>();
        var reports = new List<string>();
        await foreach (var report in client.ImportStreamAsync(new() { Rows = 2 }, progress))
        {
            reports.Add(report);
        }

        Assert.Equal([0, 0.5, 1], progress.All);
        Assert.Equal(["row 1", "row 2"], reports);
    }

    [Theory]
    [InlineData("tagged")]
    [InlineData("default")]
    public async Task Several_types_of_it_are_told_apart(string dialect)
    {
        await using var host = Host(dialect);
        var client = await ConnectAsync(host, dialect);
        var progress = new Reports<Step>();
        Assert.Equal(200, (await client.ClimbAsync(progress: progress).Soon()).Status);
        Assert.Equal([new Moved(1, "up"), new Moved(2, "down"), new Stopped(3)], progress.All);
    }

    [Theory]
    [InlineData("tagged")]
    [InlineData("default")]
    public async Task A_description_says_what_it_is(string dialect)
    {
        await using var host = Host(dialect);
        var client = await ConnectAsync(host, dialect);
        var letters = new Reports<int>();
        Assert.Equal(["Hello you from me"], (await client.GreetAsync(new Greet("you"), letters).Soon()).Reports);
        Assert.Equal([3], letters.All);
    }

    [Fact]
    public async Task Nobody_has_to_be_told()
    {
        await using var host = Host("tagged");
        var client = await ConnectAsync(host, "tagged");
        Assert.Equal(["row 1"], (await client.ImportAsync(new() { Rows = 1 }).Soon()).Reports);
        Assert.Equal(["row 1"], (await client.ImportAsync(new() { Rows = 1 }, progress: null, default).Soon()).Reports);
    }

    [Fact]
    public async Task A_dialect_that_cannot_carry_it_leaves_it_out()
    {
        await using var host = Host("compat");
        var client = await ConnectAsync(host, "compat");
        var progress = new Reports<double>();
        Assert.Equal(["row 1", "row 2"], (await client.ImportAsync(new() { Rows = 2 }, progress).Soon()).Reports);
        await foreach (var report in client.ImportStreamAsync(new() { Rows = 1 }, progress))
        {
            Assert.Equal("row 1", report);
        }

        Assert.Empty(progress.All);
    }

    private static WsDialect Dialect(string name) => name switch
    {
        "tagged" => TaggedDialect.Instance,
        "compat" => TaggedDialect.Compat,
        _ => DefaultDialect.Instance,
    };

    private static WsTestHost Host(string dialect) => WsTestHost.Create(
        static endpoint => endpoint.AddWalker<Import>().AddWalker<Climb>().AddWalker<Greeter>(),
        static services => services.AddSingleton<Log>(),
        options => options.Dialect = Dialect(dialect));

    private static Task<GeneratedClient> ConnectAsync(WsTestHost host, string dialect)
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "me")], "test"));
        return host.ConnectWalkersAsync<GeneratedClient>(new WsClientOptions { Dialect = Dialect(dialect) }, user: user);
    }
}
