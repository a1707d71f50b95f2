using System.Text;
using WsToolkit.Dialects;
using WsToolkit.Dialects.Signing;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Framing;

namespace WsToolkit.Tests.Dialects;

/// <summary>The ends of a connection of signed operations, without a connection.</summary>
public class DescribedConnectionTests
{
    private static readonly WsCredentials Credentials = new("key", "secret");
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void As_many_errors_as_calls_fail_them_all()
    {
        var client = Client(oneCallInFlight: false);
        Call(client, "1", "swap");
        Call(client, "2", "who");
        client.Parse(Encoding.UTF8.GetBytes("""{"error":"a"}"""), WsMessageType.Text, out var envelope);
        Assert.True(envelope.Id.IsEmpty);
        Assert.False(envelope.HasMore);
        client.Parse(Encoding.UTF8.GetBytes("""{"error":"b"}"""), WsMessageType.Text, out envelope);
        Assert.Equal("1", Encoding.UTF8.GetString(envelope.Id.Span));
        Assert.Equal("a", client.ReadError(envelope.Payload).Message);
        Assert.True(envelope.HasMore);
        Assert.True(client.ParseNext(out envelope));
        Assert.Equal((WsEnvelopeKind.Error, "2"), (envelope.Kind, Encoding.UTF8.GetString(envelope.Id.Span)));
        Assert.Equal("b", client.ReadError(envelope.Payload).Message);
        Assert.False(client.ParseNext(out _));
    }

    [Fact]
    public void One_call_in_flight_is_not_followed_by_another()
    {
        var client = Client(oneCallInFlight: true);
        Call(client, "1", "swap");
        Assert.Equal(WsErrorCodes.TooManyCalls, Assert.Throws<WsException>(() => Call(client, "2", "who")).Code);
        client.Parse(Encoding.UTF8.GetBytes("""{"op":"swap","data":1}"""), WsMessageType.Text, out _);
        Call(client, "3", "who");
    }

    [Theory]
    [InlineData(300, true)]
    [InlineData(-300, true)]
    [InlineData(0, false)]
    public void A_server_takes_off_what_was_added_to_the_time(int seconds, bool passes)
    {
        var recipe = WsSigningRecipe.SignedOperations with { TimestampOffset = TimeSpan.FromSeconds(seconds) };
        var server = (DescribedServerConnection)DescribedDialect
            .ForServer(SignedDialect.Description with { Signing = recipe }, SignedDialect.ServerOptions(static (_, _) => ValueTask.FromResult<string?>(null)))
            .ForConnection(new WsDialectContext(WsDialectRole.Server, _time));
        var signer = new WsMessageSigner(recipe, Credentials);
        var memory = new byte[WsStamp.MaxBytes];
        var when = passes ? _time.GetUtcNow() : _time.GetUtcNow().AddSeconds(300);
        var login = signer.CreateLogin(WsStamp.For(recipe, when, memory));
        Assert.Equal(passes, server.CheckLogin(login, WsMessageType.Text, [signer]) is null);
    }

    [Fact]
    public void A_time_that_would_be_before_all_times_is_refused()
    {
        var recipe = WsSigningRecipe.SignedOperations with { TimestampOffset = TimeSpan.MaxValue };
        var server = (DescribedServerConnection)DescribedDialect
            .ForServer(SignedDialect.Description with { Signing = recipe }, SignedDialect.ServerOptions(static (_, _) => ValueTask.FromResult<string?>(null)))
            .ForConnection(new WsDialectContext(WsDialectRole.Server, _time));
        var signer = new WsMessageSigner(recipe, Credentials);
        var login = signer.CreateLogin(WsStamp.Of("1", "n"));
        Assert.Equal(WsSigningErrorCodes.OutsideWindow, server.CheckLogin(login, WsMessageType.Text, [signer])?.Code);
    }

    private static void Call(WsDialect client, string id, string method)
    {
        var envelope = new WsEnvelope
        {
            Kind = WsEnvelopeKind.Request,
            Id = Encoding.UTF8.GetBytes(id),
            Method = Encoding.UTF8.GetBytes(method),
            Credit = -1,
        };
        using var output = new OutputBuffer(16);
        var start = output.Mark();
        client.Begin(output, in envelope);
        Assert.True(client.Finish(output, in envelope, start, output.Mark()));
    }

    private WsDialect Client(bool oneCallInFlight)
        => SignedDialect.ForClient(Credentials, oneCallInFlight).ForConnection(new WsDialectContext(WsDialectRole.Client, _time));
}
