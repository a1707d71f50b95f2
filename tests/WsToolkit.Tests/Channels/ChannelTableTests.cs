using WsToolkit.Channels;

namespace WsToolkit.Tests.Channels;

public sealed class ChannelTableTests
{
    [Theory]
    [InlineData("orders:{id}", "orders:42", "42")]
    [InlineData("orders:{id}", "orders:a%3Ab", "a%3Ab")]
    [InlineData("orders:{id}", "orders:a:b", null)]
    [InlineData("orders:{id}", "orders:", null)]
    [InlineData("orders:{id}", "orders", null)]
    [InlineData("orders:{id}", "Orders:42", null)]
    [InlineData("orders:{id}", "orders:42:x", null)]
    [InlineData("orders:{id}", "orders:%2a", null)]
    [InlineData("orders:{id}", "orders:a b", null)]
    [InlineData("{a}:{b}", "x:y", "x,y")]
    [InlineData("{a}:{b}", "x::y", null)]
    [InlineData("{a}:{b}", ":y", null)]
    [InlineData("{a}/{b}.json", "x/y.json", "x,y")]
    [InlineData("{a}/{b}.json", "x/.json", null)]
    [InlineData("{a}/{b}.json", "x/y.JSON", null)]
    [InlineData("room-{id}", "room-a-b", "a-b")]
    [InlineData("room-{id}", "room-", null)]
    [InlineData("{id}-feed", "a-b-feed", "a-b")]
    [InlineData("a {id} b", "a 1 b", "1")]
    [InlineData("größe:{id}", "größe:ä", "ä")]
    public void A_name_fits_in_one_way_or_none(string template, string name, string? values)
    {
        var match = new ChannelTemplate(Definition(template)).Match(name);
        Assert.Equal(values, match is null ? null : string.Join(',', match));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a{")]
    [InlineData("a{b")]
    [InlineData("a}b")]
    [InlineData("{a}{b}")]
    [InlineData("{a}-{b}")]
    [InlineData("{a}ä{b}")]
    [InlineData("{a}:{a}")]
    public void A_template_that_cannot_work_is_refused(string template)
        => Assert.Contains("cannot work", Assert.Throws<InvalidOperationException>(() => new ChannelTemplate(Definition(template))).Message);

    [Fact]
    public void Parameters_and_template_belong_together()
    {
        Assert.Throws<InvalidOperationException>(() => new ChannelTemplate(Definition("a:{x}", [new("y", WsChannelText.IsString)])));
        Assert.Throws<InvalidOperationException>(() => new ChannelTemplate(Definition("a", [new("y", WsChannelText.IsString)])));
    }

    [Fact]
    public void Literals_win_and_the_catch_all_comes_last()
    {
        string[] templates = ["{any}", "{kind}:{id}", "orders:{id}", "orders:all", "{kind}:all", "orders:x-{id}", "orders"];
        var table = new ChannelTable<WsChannelDefinition>(templates.Select(template => Definition(template)), definition => definition);
        Assert.Equal("orders:all", Find("orders:all"));
        Assert.Equal("orders:x-{id}", Find("orders:x-1"));
        Assert.Equal("orders:{id}", Find("orders:1"));
        Assert.Equal("{kind}:all", Find("trades:all"));
        Assert.Equal("{kind}:{id}", Find("trades:1"));
        Assert.Equal("orders", Find("orders"));
        Assert.Equal("{any}", Find("trades"));
        Assert.Equal("{any}", Find("a:b:c and d"));
        Assert.Null(Find(""));

        string? Find(string name) => table.Find(name).Entry?.Template;
    }

    [Fact]
    public void A_name_that_does_not_bind_to_one_template_may_fit_another()
    {
        var byId = Definition("orders:{id}", [new("id", WsChannelText.IsGuid)]);
        var table = new ChannelTable<WsChannelDefinition>([byId, Definition("{kind}:{name}")], definition => definition);
        Assert.Same(byId, table.Find("orders:6f9619ff-8b86-d011-b42d-00c04fc964ff").Entry);
        Assert.Equal("{kind}:{name}", table.Find("orders:latest").Entry!.Template);
    }

    [Theory]
    [InlineData("a:{x}", "a:{y}")]
    [InlineData("{x}", "{y}")]
    [InlineData("a", "a")]
    public void Two_templates_of_one_shape_are_refused(string one, string other)
        => Assert.Contains("same shape", Assert.Throws<InvalidOperationException>(
            () => new ChannelTable<WsChannelDefinition>([Definition(one), Definition(other)], definition => definition)).Message);

    private static WsChannelDefinition<int> Definition(string template)
    {
        var names = System.Text.RegularExpressions.Regex.Matches(template, @"\{(\w+)\}").Select(match => match.Groups[1].Value);
        return Definition(template, [.. names.Select(name => new WsChannelParameter(name, WsChannelText.IsString))]);
    }

    private static WsChannelDefinition<int> Definition(string template, IReadOnlyList<WsChannelParameter> parameters)
        => new("Shop.Orders", template, "Orders.Channel", parameters);
}
