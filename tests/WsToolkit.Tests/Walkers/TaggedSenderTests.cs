using System.Text;
using WsToolkit.Dialects;

namespace WsToolkit.Tests.Walkers;

/// <summary>What another client has sent through the server is a notification, whatever else it says of itself.</summary>
public class TaggedSenderTests
{
    [Theory]
    [InlineData(false, """{"error":"lost","sender":{"client_id":"x","root_id":"y"}}""")]
    [InlineData(false, """{"id":1,"error":"lost","sender":{"client_id":"x","root_id":"y"}}""")]
    [InlineData(true, """{"error":["lost"],"sender":{"client_id":"x","root_id":"y"}}""")]
    [InlineData(true, """{"status":200,"sender":{"client_id":"x","root_id":"y"}}""")]
    public void A_message_with_a_sender_is_a_notification(bool compat, string message)
    {
        Assert.Equal(WsEnvelopeKind.Notification, KindOf(compat, message));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void An_error_without_one_is_the_servers(bool compat)
    {
        Assert.Equal(WsEnvelopeKind.Error, KindOf(compat, """{"error":"lost"}"""));
    }

    private static WsEnvelopeKind KindOf(bool compat, string message)
    {
        var dialect = compat ? TaggedDialect.Compat : TaggedDialect.Instance;
        var client = dialect.ForConnection(new WsDialectContext(WsDialectRole.Client, TimeProvider.System));
        client.Parse(Encoding.UTF8.GetBytes(message), WsMessageType.Text, out var envelope);
        return envelope.Kind;
    }
}
