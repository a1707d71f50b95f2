using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.Parsing;

/// <summary>An attribute that demands authorization must not get lost, wherever it stands.</summary>
public sealed class AuthorizationTests
{
    private const string Usings = "using Microsoft.AspNetCore.Authorization; using WsToolkit; namespace Shop;\n";

    [Theory]
    [InlineData("[Authorize] public partial class Service { [WsRpcMethod] public void Run() { } }")]
    [InlineData("public partial class Service { [WsRpcMethod, Authorize] public void Run() { } }")]
    [InlineData("[Authorize] public class Base; public partial class Service : Base { [WsRpcMethod] public void Run() { } }")]
    [InlineData("public class Base { [Authorize] public virtual void Run() { } } public partial class Service : Base { [WsRpcMethod] public override void Run() { } }")]
    [InlineData("public class MembersAttribute : AuthorizeAttribute; [Members] public partial class Service { [WsRpcMethod] public void Run() { } }")]
    [InlineData("[Authorize] public partial class Service { } partial class Service { [WsRpcMethod] public void Run() { } }")]
    [InlineData("[AllowAnonymous] public partial class Service { [WsRpcMethod, Authorize] public void Run() { } }")]
    public void A_demand_is_heard(string source)
    {
        var contract = GeneratorHarness.Run(Usings + source)["Shop.Service.Contract.g.cs"];
        Assert.Contains("RequiresAuthorization = true", contract, StringComparison.Ordinal);
        Assert.Contains("Attribute()", contract, StringComparison.Ordinal);
    }

    [Fact]
    public void A_demand_on_a_base_interface_holds_for_its_methods()
    {
        var run = GeneratorHarness.Run(Usings + """
            [Authorize] public interface IBase { Task RunAsync(); }
            [WsService] public partial interface IService : IBase { Task FreeAsync(); }
            """);
        var contract = run["Shop.IService.Contract.g.cs"];
        var runs = contract.IndexOf("WsMethod Run =", StringComparison.Ordinal);
        var free = contract.IndexOf("WsMethod Free =", StringComparison.Ordinal);
        var demand = contract.IndexOf("RequiresAuthorization = true", StringComparison.Ordinal);
        Assert.InRange(demand, runs, free);
        Assert.Equal(demand, contract.LastIndexOf("RequiresAuthorization = true", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("[Authorize] public partial class Service { [WsRpcMethod, AllowAnonymous] public void Run() { } }")]
    [InlineData("public partial class Service { [WsRpcMethod] public void Run() { } [Authorize] public void Other() { } }")]
    public void No_demand_is_made_up(string source)
        => Assert.DoesNotContain("RequiresAuthorization", GeneratorHarness.Run(Usings + source)["Shop.Service.Contract.g.cs"], StringComparison.Ordinal);
}
