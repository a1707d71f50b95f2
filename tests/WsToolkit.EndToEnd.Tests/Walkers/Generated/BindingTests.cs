using System.Buffers;
using System.Security.Claims;
using System.Text;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.Server;
using WsToolkit.Walkers;

namespace WsToolkit.EndToEnd.Tests.Walkers.Generated;

/// <summary>What is generated for walkers, run without a door: members, entries, reports, handlers.</summary>
public sealed class BindingTests
{
    private readonly Log _log = new();

    [Theory]
    [InlineData(
        """{"channel_id":"a","maybe":null}""",
        "a null 3 1+2 DarkBlue else ignored own 0.5")]
    [InlineData(
        """{"numbers":[],"else":null,"times":0,"inherited":2.5,"maybe":7,"shade":"Light","channel_id":"b","ignored":"no","own":"no","more":{}}""",
        "b 7 0  Light null ignored own 2.5")]
    public async Task Members_are_bound_and_those_left_out_keep_their_values(string members, string shown)
    {
        Assert.Equal($$"""{"status":200,"reports":["{{shown}}"]}""", await RunAsync<Bind>(members));
        Assert.Equal(["disposed"], _log.Lines);
    }

    [Theory]
    [InlineData("""{"maybe":1}""", "channel_id", "required")]
    [InlineData("", "maybe", "required")]
    [InlineData("""{"channel_id":null,"maybe":1}""", "channel_id", "must not be null")]
    [InlineData("""{"channel_id":"a","maybe":1,"maybe":2}""", "maybe", "given twice")]
    [InlineData("""{"channel_id":"a","maybe":"x"}""", "maybe", "not valid type")]
    [InlineData("""{"channel_id":"a","maybe":1,"shade":"Pink"}""", "shade", "not valid type")]
    public async Task Members_that_do_not_fit_are_named(string members, string name, string fault)
    {
        var exception = await Assert.ThrowsAsync<WsException>(() => RunAsync<Bind>(members));
        Assert.Equal(WsErrorCodes.InvalidArguments, exception.Code);
        Assert.Equal(fault, exception.Errors[name]);
        Assert.Empty(_log.Lines);
    }

    [Theory]
    [InlineData("""{"to":5}""", """["2m","4m"]""")]
    [InlineData("""{"by":1,"unit":"s","to":2}""", """["1s","2s"]""")]
    [InlineData("""{"to":0}""", "[]")]
    public async Task The_parameters_of_a_record_are_members(string members, string reports)
        => Assert.Equal($$"""{"status":200,"reports":{{reports}}}""", await RunAsync<CountTo>(members));

    [Fact]
    public async Task Entries_run_in_order_and_report_as_their_base()
    {
        Assert.Equal(
            """{"status":201,"reports":[{"$type":"moved","where":"east","number":1},{"$type":"stopped","number":9}]}""",
            await RunAsync<WalkAbout>("{}"));
        Assert.Equal(["first", "second", "third", "last"], _log.Lines);
    }

    [Fact]
    public async Task A_class_handles_the_record_of_another()
    {
        var user = new ClaimsPrincipal(new ClaimsIdentity([new Claim(ClaimTypes.Name, "me")], "test"));
        Assert.Equal("""{"status":200,"reports":["Hello you from me"]}""", await RunAsync<Greeter>("""{"name":"you"}""", user));
        Assert.Equal(["greeter disposed"], _log.Lines);

        var exception = await Assert.ThrowsAsync<WsException>(() => RunAsync<Greeter>("""{"name":"you"}"""));
        Assert.Equal(WsErrorCodes.Unauthorized, exception.Code);
    }

    [Fact]
    public void The_walkers_of_the_assembly_are_listed_once()
    {
        var names = DefinitionsOf<Bind>().Select(walker => walker.Name).ToList();
        Assert.Equal(names.Distinct(), names);
        Assert.Equal(
            ["gen_bind", "gen_climb", "gen_count", "gen_greet", "gen_import", "gen_tell", "gen_walk"],
            names.Where(name => name.StartsWith("gen_", StringComparison.Ordinal)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_description_says_what_documents_need()
    {
        var definition = DefinitionOf<Bind>();
        Assert.Equal(typeof(BindRequest), definition.ContextType);
        Assert.Equal(typeof(string), definition.ReportType);
        Assert.Equal(
            ["Inherited inherited False", "ChannelId channel_id True", "Maybe maybe True", "Times times False", "Numbers numbers False", "Shade shade False", "Otherwise else False"],
            definition.Members.Select(member => $"{member.Name} {member.Parameter.Name} {member.Parameter.Required}"));
        Assert.Equal(typeof(Greet), DefinitionOf<Greeter>().ContextType);
    }

    private async Task<string> RunAsync<TWalker>(string members, ClaimsPrincipal? user = null)
        where TWalker : class, IWsWalker<TWalker>
    {
        await using var services = new ServiceCollection().AddSingleton(_log).BuildServiceProvider();
        var invoker = new WsWalkerInvoker(services, TWalker.Definition, new WsServerOptions());
        using var result = await invoker.InvokeAsync(
            Encoding.UTF8.GetBytes(members), user ?? new ClaimsPrincipal(new ClaimsIdentity()), services, CancellationToken.None);
        return Encoding.UTF8.GetString(result.Body.ToArray());
    }

    private static WsWalkerDefinition DefinitionOf<TWalker>()
        where TWalker : class, IWsWalker<TWalker>
        => TWalker.Definition;

    private static IReadOnlyList<WsWalkerDefinition> DefinitionsOf<TWalker>()
        where TWalker : class, IWsWalker<TWalker>
        => TWalker.AssemblyWalkers;
}
