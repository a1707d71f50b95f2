using System.Net;
using System.Text;
using WsToolkit.Walkers;

namespace WsToolkit.Tests.Walkers;

/// <summary>The client over HTTP: where it puts members, and what it makes of answers.</summary>
public class HttpClientTests
{
    private readonly Answers _answers = new();

    [Fact]
    public async Task Members_are_the_body_and_the_reply_is_typed()
    {
        var client = Client();
        _answers.Next = Json(HttpStatusCode.Created, """{"status":201,"reports":["a","b"]}""");
        var reply = await client.CallAsync(Operation(), new Request("x y", 3));
        Assert.Equal("""POST /walker/send {"room":"x y","count":3}""", _answers.Last);
        Assert.Equal(201, reply.Status);
        Assert.Equal(["a", "b"], reply.Reports);
    }

    [Fact]
    public async Task Members_go_where_the_walker_wants_them()
    {
        var client = Client();
        _answers.Next = Json(HttpStatusCode.OK, """{"status":200,"reports":[]}""");
        await client.CallAsync(Operation(path: "{ROOM}/messages", query: ["count"]), new Request("a/b ä", 3, ["1", "&"]));
        Assert.Equal("""POST /walker/send/a%2Fb%20%C3%A4/messages?count=3 {"tags":["1","&"]}""", _answers.Last);
        await client.CallAsync(Operation(methods: WsMethods.Get), new Request("a", 3, ["1", "&"]));
        Assert.Equal("GET /walker/send?room=a&count=3&tags=1&tags=%26 ", _answers.Last);
    }

    [Fact]
    public async Task A_status_of_the_walkers_own_is_a_reply()
    {
        var client = Client();
        _answers.Next = Json(HttpStatusCode.NotFound, """{"status":404,"reports":["none"]}""");
        var reply = await client.CallAsync(Operation(), new Request("a", 1));
        Assert.Equal(404, reply.Status);
        Assert.Equal(["none"], reply.Reports);
    }

    [Fact]
    public async Task Problem_details_are_an_exception()
    {
        var client = Client();
        _answers.Next = Json(
            HttpStatusCode.UnprocessableEntity,
            """{"title":"x","status":422,"detail":"Invalid","code":"invalid_arguments","error":[{}],"errors":{"room":["required"]}}""",
            "application/problem+json");
        var error = await Assert.ThrowsAsync<WsException>(() => client.CallAsync(Operation(), new Request("a", 1)));
        Assert.Equal((WsErrorCodes.InvalidArguments, "Invalid", 422), (error.Code, error.Message, error.Status));
        Assert.Equal("required", error.Errors["room"]);
    }

    [Theory]
    [InlineData(401, WsErrorCodes.Unauthorized)]
    [InlineData(403, WsErrorCodes.Forbidden)]
    [InlineData(502, WsErrorCodes.Internal)]
    public async Task Without_details_the_status_has_to_do(int status, string code)
    {
        var client = Client();
        _answers.Next = new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("<html>") };
        var error = await Assert.ThrowsAsync<WsException>(() => client.CallAsync(Operation(), new Request("a", 1)));
        Assert.Equal(code, error.Code);
    }

    [Fact]
    public async Task An_answer_that_makes_no_sense_is_an_exception()
    {
        var client = Client();
        _answers.Next = Json(HttpStatusCode.OK, """{"reports":[1""");
        var error = await Assert.ThrowsAsync<WsException>(() => client.CallAsync(Operation(), new Request("a", 1)));
        Assert.Equal(WsErrorCodes.InvalidResult, error.Code);
    }

    [Fact]
    public async Task A_token_goes_into_the_header_of_further_calls()
    {
        var client = Client();
        _answers.Next = Json(HttpStatusCode.OK, "7");
        Assert.Null(await client.ChangeUserAsync("abc"));
        var reply = await client.CallAsync(Operation(), new Request("a", 1));
        Assert.Equal("Bearer abc", _answers.Authorization);
        Assert.Equal("7", Encoding.UTF8.GetString(reply.Body.Span));
        await client.ChangeUserAsync(null);
        await client.CallAsync(Operation(), new Request("a", 1));
        Assert.Null(_answers.Authorization);
    }

    [Fact]
    public async Task What_has_no_door_over_HTTP_says_so()
    {
        var client = Client();
        var error = await Assert.ThrowsAsync<NotSupportedException>(() => client.CallAsync(Operation(methods: WsMethods.WebSocket), new Request("a", 1)));
        Assert.Contains("Test.SendAsync", error.Message);
        await Assert.ThrowsAsync<NotSupportedException>(() => client.GetConnectionAsync());
    }

    private static WsWalkerOperation<Request, string> Operation(
        string? path = null, string[]? query = null, WsMethods methods = WsMethods.WebSocket | WsMethods.Post)
        => new("send", "Test.SendAsync", HandWalker.Resolver) { Naming = WsNaming.SnakeCase, Methods = methods, Path = path, Query = query ?? [] };

    private static HttpResponseMessage Json(HttpStatusCode status, string content, string type = "application/json")
        => new(status) { Content = new StringContent(content, Encoding.UTF8, type) };

    private WsWalkerClient Client() => WsWalkerClient.OverHttp(new HttpClient(_answers) { BaseAddress = new Uri("http://localhost/") });

    public sealed record Request(
        string Room,
        int Count,
        [property: System.Text.Json.Serialization.JsonIgnore(Condition = System.Text.Json.Serialization.JsonIgnoreCondition.WhenWritingNull)] string[]? Tags = null);

    private sealed class Answers : HttpMessageHandler
    {
        public HttpResponseMessage? Next { get; set; }

        public string? Last { get; private set; }

        public string? Authorization { get; private set; }

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var content = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Last = $"{request.Method} {request.RequestUri!.PathAndQuery} {content}";
            Authorization = request.Headers.Authorization?.ToString();
            return new HttpResponseMessage(Next!.StatusCode)
            {
                Content = new ByteArrayContent(await Next.Content.ReadAsByteArrayAsync(cancellationToken))
                {
                    Headers = { ContentType = Next.Content.Headers.ContentType },
                },
            };
        }
    }
}
