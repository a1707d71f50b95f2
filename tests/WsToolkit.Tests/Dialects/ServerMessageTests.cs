using WsToolkit.Dialects;

namespace WsToolkit.Tests.Dialects;

/// <summary>Messages of channels, gaps and going away.</summary>
public sealed class ServerMessageTests
{
    private const string Nothing
        = """{"error":{"message":"Invalid RPC parameters","code":"invalid_request","errors":{"id":"required","method":"required"}}}""";

    [Theory]
    [InlineData("""{"channel":"a","event":"b","data":[1,{}]}""", "Push channel=a event=b payload=[1,{}]")]
    [InlineData("""{"channel":"a","event":"","data":null}""", "Push channel=a payload=null")]
    [InlineData("""{"channel":"a","event":null,"data":1}""", "Push channel=a payload=1")]
    [InlineData("""{"channel":"a","data":"x"}""", """Push channel=a payload="x" """)]
    [InlineData("""{"event":"b","data":{"id":1,"method":"m"},"channel":"a"}""", """Push channel=a event=b payload={"id":1,"method":"m"}""")]
    [InlineData(""" {"data" : 1.50 , "channel" : "a" , "other" : [{}], "other" : 1} """, "Push channel=a payload=1.50")]
    [InlineData("""{"ch\u0061nnel":"\u0061\n","\u0065vent":"\ud83d\ude00","data":1}""", "Push channel=a\n event=😀 payload=1")]
    [InlineData("""{"\ud800":1,"channel":"a","data":1}""", "Push channel=a payload=1")]
    [InlineData("""{"channel":"a","missed":3}""", "Gap channel=a missed=3")]
    [InlineData("""{"missed":9223372036854775807,"channel":"a","event":5}""", "Gap channel=a missed=9223372036854775807")]
    [InlineData("""{"going_away":5000}""", "GoingAway timeout=5000")]
    [InlineData("""{"going_away":0,"data":1}""", "GoingAway")]
    public void What_only_servers_send_is_understood(string message, string expected)
        => Assert.Equal(expected.TrimEnd(' '), EnvelopeText.Describe(EnvelopeText.Parse(message)));

    [Theory]
    [InlineData("""{"channel":"a"}""")]
    [InlineData("""{"channel":"a","event":"b"}""")]
    [InlineData("""{"channel":5,"data":1}""")]
    [InlineData("""{"channel":"","data":1}""")]
    [InlineData("""{"channel":"\ud800","data":1}""")]
    [InlineData("""{"channel":"a","event":5,"data":1}""")]
    [InlineData("""{"channel":"a","channel":"a","data":1}""")]
    [InlineData("""{"channel":"a","data":1,"data":1}""")]
    [InlineData("""{"channel":"a","data":1,"missed":1}""")]
    [InlineData("""{"channel":"a","missed":0}""")]
    [InlineData("""{"channel":"a","missed":1.5}""")]
    [InlineData("""{"channel":"a","missed":"1"}""")]
    [InlineData("""{"channel":"a","going_away":1}""")]
    [InlineData("""{"going_away":-1}""")]
    [InlineData("""{"going_away":true}""")]
    [InlineData("""{"data":1}""")]
    public void What_is_none_of_them_is_answered_as_an_empty_message(string message)
        => Assert.Equal(Nothing, EnvelopeText.Answer(EnvelopeText.Parse(message)));

    [Theory]
    [InlineData("""{"id":1,"method":"m","channel":1,"channel":2,"data":1,"going_away":"x"}""", "Request id=1 method=m")]
    [InlineData("""{"channel":"a","data":1,"method":"m"}""", "Request method=m")]
    [InlineData("""{"channel":"a","data":1,"id":1,"response":2}""", "Response id=1 payload=2")]
    [InlineData("""{"channel":"a","missed":1,"id":1,"cancel":true}""", "Cancel id=1")]
    [InlineData("""{"channel":"a","data":1,"error":{}}""", "Error payload={}")]
    public void Their_members_change_no_other_message(string message, string expected)
        => Assert.Equal(expected, EnvelopeText.Describe(EnvelopeText.Parse(message)));

    [Theory]
    [InlineData("""{"channel":"a","data":1,"id":1}""", """{"id":1,"error":{"message":"Invalid RPC parameters","code":"invalid_request","errors":{"method":"required"}}}""")]
    [InlineData("""{"channel":"a","data":1} x""", """{"error":{"message":"JSON string expected","code":"parse_error"}}""")]
    [InlineData("""{"channel":"a","data":NaN}""", """{"error":{"message":"JSON string expected","code":"parse_error"}}""")]
    public void A_bad_one_is_answered_as_any_bad_message(string message, string expected)
        => Assert.Equal(expected, EnvelopeText.Answer(EnvelopeText.Parse(message)));

    [Fact]
    public void The_bound_of_nesting_counts_for_data()
    {
        var dialect = new DefaultDialect(new DefaultDialectOptions { MaxDepth = 3 });
        Assert.Equal(WsEnvelopeKind.Push, EnvelopeText.Parse("""{"channel":"a","data":[[1]]}""", dialect).Kind);
        Assert.Equal("JSON nested deeper than 3 levels", EnvelopeText.Parse("""{"channel":"a","data":[[[1]]]}""", dialect).Error!.Message);
    }
}
