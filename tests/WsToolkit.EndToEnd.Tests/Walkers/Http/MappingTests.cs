using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using WsToolkit.EndToEnd.Tests.Door;

namespace WsToolkit.EndToEnd.Tests.Walkers.Http;

/// <summary>What is found out while walkers are mapped.</summary>
public sealed class MappingTests
{
    [Fact]
    public async Task A_policy_that_does_not_exist_is_named_with_its_walker()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => KestrelApp.StartAsync(app => app.MapWalker<DoorPolicy>()));

        Assert.Contains(nameof(DoorPolicy), error.Message);
        Assert.Contains("adult", error.Message);
    }

    [Fact]
    public async Task Two_walkers_cannot_have_one_path()
    {
        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => KestrelApp.StartAsync(
            app => app.MapWalkers("/websocket", "/walker", ws => ws.AddWalker<DoorHttpOnly>().AddWalker<DoorHttpOnlyInCapitals>())));

        Assert.Contains(nameof(DoorHttpOnly), error.Message);
    }

    [Fact]
    public void Without_AddWsToolkit_the_message_says_what_is_missing()
    {
        var app = WebApplication.CreateSlimBuilder().Build();

        var error = Assert.Throws<InvalidOperationException>(() => app.MapWalker<DoorOptional>());

        Assert.Contains("AddWsToolkit", error.Message);
    }

    [Fact]
    public async Task Attributes_of_the_walker_are_metadata_of_its_endpoint_but_for_those_that_the_door_checks()
    {
        var seen = new List<object>();
        await using var app = await KestrelApp.StartAsync(
            app => app.MapWalkers("/websocket", "/walker", ws => ws.AddWalker<DoorPolicy>().AddWalker<DoorLimited>())
                .Finally(endpoint => seen.AddRange(endpoint.Metadata)),
            services => services.AddRateLimiter(_ => { }).AddAuthorizationBuilder().AddPolicy("adult", policy => policy.RequireRole("adult")));

        _ = app.Services.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>().Endpoints;

        Assert.Contains(seen, item => item is Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute);
        Assert.DoesNotContain(seen, item => item is IAuthorizeData);
    }
}
