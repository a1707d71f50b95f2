using WsToolkit.Generators.Tests.Harness;

namespace WsToolkit.Generators.Tests.AnalyzerTests;

/// <summary>The contracts of which the generator's output is known: nothing is said about what is generated and works, and of the rest nothing is missed.</summary>
public sealed class ContractCasesTests
{
    // In the order of the source: what is generated only in part, or not at all, and payloads that are generated but do not work.
    private static readonly Dictionary<string, string[]> Mistakes = new()
    {
        ["ChannelEvents"] = ["WST1152 Stranger"],
        ["ChannelNesting"] = ["WST2007 T", "WST2007 T"],
        ["ChannelsSkipped"] =
        [
            "WST1083 \"bad:{id\"",
            "WST1081 static",
            "WST1081 <T>",
            "WST1082 Task<(int Count, string? Name)[]?>",
            "WST1088 \"good:{name}\"",
            "WST1082 void",
            "WST1080 Whole",
            "WST1101 string",
            "WST1007 TakenFeed",
            "WST1093 Good",
            "WST1015 WsChannel(\"more\")",
        ],
        ["Constructors"] = ["WST2003 object[]", "WST1012 Secretive", "WST1012 Demanding"],
        ["DefaultValues"] = ["WST2003 object?"],
        ["GenericService"] = ["WST2007 TKey", "WST2007 TValue", "WST2007 T"],
        ["InterfaceNames"] = ["WST2002 WsClientOptions?", "WST2004 WsClientOptions?", "WST2023 WsClientOptions?"],
        ["Nullability"] = ["WST2008 (string? Name, int Count)?", "WST2008 (Row Row, string?)?", "WST2008 ValueTuple<int>"],
        ["Payloads"] = ["WST2003 object", "WST2008 Queue<(int, string?)>"],
        ["Results"] = ["WST2008 (int Count, string? Name)"],
        ["Skipped"] =
        [
            "WST1022 <T>",
            "WST1060 ref",
            "WST1060 out",
            "WST1060 in",
            "WST1061 ReadOnlySpan<byte>",
            "WST1061 Func<int>",
            "WST1061 Task<int>",
            "WST1041 Task<IAsyncEnumerable<int>>",
            "WST1041 Task<Task>",
            "WST1040 ref int",
            "WST1041 dynamic",
            "WST1021 static",
            "WST1027 Good",
            "WST1028 GoodAsync",
            "WST1026 \"\"",
            "WST1043 int",
            "WST1044 IAsyncEnumerable<int>",
            "WST1066 WsPayload",
            "WST1066 WsPayload",
            "WST1065 IProgress<int>",
            "WST1064 CancellationToken",
            "WST1023 Private",
            "WST1001 NotPartial",
            "WST1002 NotPartialOutside",
            "WST1020 Bad",
            "WST1004 StaticService",
            "WST1005 FileLocal",
        ],
    };

    [Theory]
    [MemberData(nameof(ContractCase.Names), MemberType = typeof(ContractCase))]
    public async Task Only_what_is_skipped_is_told_about(string name)
    {
        var diagnostics = await AnalyzerHarness.AnalyzeAsync(ContractCase.Named(name).Run().Output);
        Assert.Equal(
            Mistakes.GetValueOrDefault(name, []),
            diagnostics.Select(diagnostic => $"{diagnostic.Id} {diagnostic.Underlined()}"));
    }
}
