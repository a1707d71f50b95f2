namespace WsToolkit.Generators.Tests.Edits;

/// <summary>Edits of files without annotations that change what is generated, each by another way from a contract to a name.</summary>
public sealed class EditsThatMatterTests
{
    [Theory]
    [InlineData(
        "constants of constants",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public int F(int x = A.X) => x; } class A { public const int X = B.X; } }",
        "namespace Shop { class B { public const int X = C.X; } class C { public const int X = 1; } }",
        "namespace Shop { class B { public const int X = C.X; } class C { public const int X = 2; } }")]
    [InlineData(
        "a type that is mentioned in a body too",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public Dto F(Dto x) => new Dto(); } }",
        "namespace Shop { class Dto { public int X { get; set; } } }",
        "namespace Shop { class Dto { public int X { get; set; } public int Y { get; set; } } }")]
    [InlineData(
        "escapes",
        @"namespace Shop { [WsService] public partial class S { [WsRpcMethod] public D\u0074o F(@Dto x) => null!; } }",
        "namespace Shop { class Dto { public int X { get; set; } } }",
        @"namespace Shop { class Dto { public int X { get; set; } public int \u0059 { get; set; } } }")]
    [InlineData(
        "escapes where it is declared",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public Dto F(Dto x) => null!; } }",
        @"namespace Shop { class D\u0074o { public int X { get; set; } } }",
        @"namespace Shop { class D\u0074o { public int Y { get; set; } } }")]
    [InlineData(
        "what an array, a tuple and a type argument hold",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public (int, System.Collections.Generic.List<Dto>[]) F() => default; } }",
        "namespace Shop { class Dto { public int X { get; set; } } }",
        "namespace Shop { class Dto { public int Y { get; set; } } }")]
    [InlineData(
        "inherited nested types",
        "namespace Shop { [WsService] public partial class S : Base { [WsRpcMethod] public Dto F(Dto x) => x; } class Dto { public int X { get; set; } } }",
        "namespace Shop { class Base { public class More; } }",
        "namespace Shop { class Base { public class Dto { public int Z { get; set; } } } }")]
    [InlineData(
        "a base type's base type",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public Dto F() => null!; } class Dto : Middle { } }",
        "namespace Shop { class Middle : Top { } class Top { public int X { get; set; } } }",
        "namespace Shop { class Middle : Top { } class Top { public int Y { get; set; } } }")]
    [InlineData(
        "a type in a nearer namespace",
        "namespace Shop { namespace Inner { [WsService] public partial class S { [WsRpcMethod] public Dto F() => null!; } } class Dto { public int X { get; set; } } }",
        "namespace Shop.Inner { class Other; }",
        "namespace Shop.Inner { class Dto { public int Y { get; set; } } }")]
    [InlineData(
        "a nearer namespace",
        "namespace Shop.Inner { [WsService] public partial class S { [WsRpcMethod] public int F(int x = Tools.A.X) => x; } } namespace Shop.Tools { class A { public const int X = 7; } }",
        "namespace Shop.Inner { class Other; }",
        "namespace Shop.Inner.Tools { class Other; }")]
    [InlineData(
        "a namespace that a name goes through",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public int F(int x = Tools.A.X) => x; } } namespace Tools { class A { public const int X = 7; } }",
        "namespace Other.Tools { class B; }",
        "namespace Shop.Tools { class B; }")]
    [InlineData(
        "a type that comes through a using",
        "namespace Shop { using Tools; [WsService] public partial class S { [WsRpcMethod] public Dto F() => null!; } }",
        "namespace Tools { class Other; }",
        "namespace Tools { class Dto { public int X { get; set; } } }")]
    [InlineData(
        "a constant that comes through using static",
        "namespace Shop { using static Tools.Numbers; [WsService] public partial class S { [WsRpcMethod] public int F(int x = Most) => x; } }",
        "namespace Tools { class Numbers { public const int Most = 1; } }",
        "namespace Tools { class Numbers { public const int Most = 2; } }")]
    [InlineData(
        "an alias",
        "namespace Shop { using N = Tools.Numbers; [WsService] public partial class S { [WsRpcMethod] public int F(int x = N.Most) => x; } }",
        "namespace Tools { class Numbers { public const int Most = 1; } }",
        "namespace Tools { class Numbers { public const int Most = 2; } }")]
    [InlineData(
        "an alias for all files",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public Dto F() => null!; } }",
        "namespace Shop { class Other { public int X { get; set; } } }",
        "global using Dto = Other; class Other { public int X { get; set; } }")]
    [InlineData(
        "a using for all files",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public Dto F() => null!; } } namespace Tools { class Dto { public int X { get; set; } } }",
        "class Other;",
        "global using Tools; class Other;")]
    [InlineData(
        "a part of a payload type",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public Dto F() => null!; } partial class Dto { public int X { get; set; } } }",
        "namespace Shop { class Other; }",
        "namespace Shop { partial class Dto { public int Y { get; set; } } }")]
    [InlineData(
        "a part of a service",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public int F() => 0; } }",
        "namespace Shop { class Other; }",
        "namespace Shop { partial class S { [Obsolete] public S(int x) { } } }")]
    [InlineData(
        "an attribute without its suffix",
        "namespace Shop { [WsService, Mark(1)] public partial class S { [WsRpcMethod] public int F() => 0; } }",
        "namespace Shop { class MarkAttribute : System.Attribute { public MarkAttribute(int x) { } } }",
        "namespace Shop { class MarkAttribute : System.Attribute { public MarkAttribute(long x) { } } }")]
    [InlineData(
        "an attribute that is there twice",
        "namespace Shop { [WsService, Mark(1)] public partial class S { [WsRpcMethod] public int F() => 0; } class Mark : System.Attribute { public Mark(int x) { } } }",
        "namespace Shop { class Other; }",
        "namespace Shop { class MarkAttribute : System.Attribute { public MarkAttribute(int x) { } } }")]
    [InlineData(
        "a reference in a comment",
        "namespace Shop { [WsService] public partial class S { /// <summary>As <see cref=\"Tools.Screen\"/> says.</summary>\n[WsRpcMethod] public int F() => 0; } }",
        "namespace Tools { class Button; }",
        "namespace Tools { class Screen; }")]
    [InlineData(
        "a name that is generated",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public int F() => 0; } }",
        "namespace Shop { class Other; }",
        "namespace Shop { class SDispatcher; }")]
    [InlineData(
        "a name that is generated, and whether it may be extended",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public int F() => 0; } }",
        "namespace Shop { class SClient; }",
        "namespace Shop { partial class SClient; }")]
    [InlineData(
        "a name that is generated for an interface",
        "namespace Shop { [WsService] public partial interface IDesk { System.Threading.Tasks.Task FAsync(); } }",
        "namespace Shop { class Other; }",
        "namespace Shop { class DeskContract; }")]
    [InlineData(
        "the name of a publisher",
        "namespace Shop { [WsService] public partial class S<T> { [WsChannel(\"x\")] public partial WsChannel<int> X { get; } } }",
        "namespace Shop { class Other; }",
        "namespace Shop { class SOfTChannels; }")]
    [InlineData(
        "the name of a walker's request",
        "namespace Shop { [WsWalker(\"w\")] public partial class W { [WsEntry] public void Go() { } } }",
        "namespace Shop { class Other; }",
        "namespace Shop.WRequest { class Other; }")]
    [InlineData(
        "the name of the client of all walkers",
        "namespace Shop { [WsWalker(\"w\")] public partial class W { [WsEntry] public void Go() { } } }",
        "namespace Shop { class Other; }",
        "namespace Shop { class WalkersClient; }")]
    [InlineData(
        "the name of the client of a group",
        "namespace Shop { [WsWalker(\"w\", Group = \"Ch\" + \"at\")] public partial class W { [WsEntry] public void Go() { } } }",
        "namespace Shop { class Other; }",
        "namespace Shop { interface IChatClient; }")]
    [InlineData(
        "a type that differs in case only",
        "namespace Shop { [WsService] public partial class Service { [WsRpcMethod] public int F() => 0; } }",
        "namespace Shop { class Other; }",
        "namespace Shop { class SERVICE; }")]
    [InlineData(
        "a namespace that differs in case only",
        "namespace Shop { [WsService] public partial class Service { [WsRpcMethod] public int F() => 0; } }",
        "namespace More.Inner { class Other; }",
        "namespace More.SHOP { class Other; }")]
    [InlineData(
        "the assembly's defaults",
        "namespace Shop { [WsService] public partial class S { [WsRpcMethod] public int F() => 0; } }",
        "namespace Shop { class Other; }",
        "[assembly: WsToolkit.WsContractDefaults(Naming = WsToolkit.WsNaming.AsIs)] class Other;")]
    [InlineData(
        "an event of a channel",
        "namespace Shop { [WsService] public partial class S { [WsChannel(\"x\")] public partial WsChannel<Note> X { get; } } public class Note; }",
        "namespace Shop { class Other; }",
        "namespace Shop { [WsToolkit.WsEvent(\"more\")] public class More : Note; }")]
    [InlineData(
        "an annotation under another name",
        "namespace Shop { public class Nothing; }",
        "namespace Shop { public partial class S { public int F() => 0; } }",
        "using Mark = WsToolkit.WsRpcMethodAttribute; namespace Shop { public partial class S { [Mark] public int F() => 0; } }")]
    public void Are_seen(string way, string contract, string before, string after)
    {
        Assert.NotEmpty(way);
        Assert.Equal((false, true), EditHarness.Edit("using System; using WsToolkit; " + contract, before, after));
    }

    [Fact]
    public void An_annotation_whose_alias_holds_for_all_files() => Assert.Equal((false, true), EditHarness.Edit(
        "global using Mark = WsToolkit.WsServiceAttribute;", "public partial class S;", "[Mark] public partial class S;"));

    [Theory]
    [InlineData("", "[Mark(\"wire\")]")]
    [InlineData("", "[MarkAttribute(\"wire\")]")]
    [InlineData("namespace Shop { using Wire = MarkAttribute; class Other; }", "[Mark(\"wire\")]")]
    public void An_annotation_whose_alias_for_all_files_has_the_suffix(string more, string attribute) => Assert.Equal((false, true), EditHarness.Edit(
        "global using MarkAttribute = WsToolkit.WsServiceAttribute;" + more, "public partial class S;", attribute + " public partial class S;"));

    [Theory]
    [InlineData("// <auto-generated/>\n")]
    [InlineData("/* <autogenerated /> */ ")]
    [InlineData("\n#define MORE\n// <auto-generated/>\n")]
    public void A_comment_that_says_that_a_file_is_generated(string comment)
    {
        const string Contract = "using WsToolkit; namespace Shop; [WsService] public partial class S { [WsRpcMethod] public Dto F() => null!; }";
        const string Payload = "namespace Shop; public class Dto { public string Text { get; set; } = \"\"; }";

        Assert.Equal((false, true), EditHarness.Edit(Contract, Payload, comment + Payload));
    }

    // What comes of these may be the same; that cannot be known before they are parsed.
    [Theory]
    [InlineData("namespace System { public struct ValueTuple<T> { public int X { get; set; } } }")]
    [InlineData("namespace Microsoft.Extensions { class Other; }")]
    [InlineData("[module: System.Obsolete]")]
    [InlineData("System.Console.WriteLine();")]
    [InlineData("global using Tools;")]
    [InlineData("partial record Record([property: WsToolkit.WsChannel(\"x\")] int Number);")]
    public void Are_parsed_where_there_is_doubt(string after) => Assert.False(EditHarness.Edit(
        EditHarness.Contract + " public partial class Program;", "class Other;", after).Rests);
}
