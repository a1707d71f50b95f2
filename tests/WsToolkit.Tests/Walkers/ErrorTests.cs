using System.Text;
using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.Tests.Walkers;

/// <summary>The table of errors, row by row; the connection goes on after each.</summary>
public class ErrorTests
{
    private const string Event = """["event"]""";
    private const string Tags = "'connection', 'walker', 'user', 'channel', 'client', 'change_user'";

    private static readonly HandWalker[] Walkers =
    [
        new("free", static args => Task.CompletedTask),
        new("needy", static args => Task.CompletedTask, valRequired: true),
        new("members_only", static args => Task.CompletedTask, WsWalkerAuthentication.Required, valRequired: true),
        new("register", static args => Task.CompletedTask, WsWalkerAuthentication.None),
        new("broken", static args => throw new InvalidOperationException("secret detail")),
        new("refuses", static args => throw new WsException("no_such_room", "There is no such room.")),
        new("web_only", static args => Task.CompletedTask, methods: WsMethods.Post),
    ];

    public static TheoryData<string, string> Rows => new()
    {
        { """{"type":"walker","walker":"nothing"}""", """{"type":"walker","error":"Invalid request! Please use valid walker event!"}""" },
        { """{"type":"walker","walker":"web_only"}""", """{"type":"walker","error":"Invalid request! Please use valid walker event!"}""" },
        { """{"type":"walker","walker":"change_user","context":{}}""", """{"type":"walker","error":"Invalid request! Please use valid walker event!"}""" },
        { """{"type":"walker","walker":"members_only"}""", """{"type":"walker","error":"Event members_only requires to be authenticated!"}""" },
        { """{"type":"walker","walker":"refuses"}""", """{"type":"walker","error":"There is no such room."}""" },
        { """{"type":"walker","walker":"broken","response":true}""", """{"error":["The call failed."]}""" },
        { """{"type":"walker","walker":"needy"}""", """{"error":[{"type":"missing","loc":["val"],"msg":"Field required"}]}""" },
        {
            """{"type":"walker","walker":"needy","context":{"val":"x"}}""",
            """{"error":[{"type":"invalid_type","loc":["val"],"msg":"Input should be valid for its type"}]}"""
        },
        {
            """{"type":"walker","walker":"needy","context":{"val":1,"val":2}}""",
            """{"error":[{"type":"duplicate","loc":["val"],"msg":"Field given twice"}]}"""
        },
        {
            """{"type":"walker"}""",
            """{"error":[{"type":"missing","loc":["event","walker","walker"],"msg":"Field required","input":{"type":"walker"}}]}"""
        },
        {
            """{"type":"walker","walker":7}""",
            """{"error":[{"type":"string_type","loc":["event","walker","walker"],"msg":"Input should be a valid string","input":7}]}"""
        },
        {
            """{"type":"walker","walker":"free","response":"yes"}""",
            """{"error":[{"type":"bool_type","loc":["event","walker","response"],"msg":"Input should be a valid boolean","input":"yes"}]}"""
        },
        {
            """{"type":"walker","walker":"free","context":[1]}""",
            """{"error":[{"type":"dict_type","loc":["event","walker","context"],"msg":"Input should be a valid dictionary","input":[1]}]}"""
        },
        {
            """{"type":"x"}""",
            $$$"""{"error":[{"type":"union_tag_invalid","loc":{{{Event}}},"msg":"Input tag 'x' found using 'type' does not match any of the expected tags: {{{Tags}}}","input":{"type":"x"},"ctx":{"discriminator":"'type'","tag":"x","expected_tags":"{{{Tags}}}"}}]}"""
        },
        {
            """{"data":1}""",
            """{"error":[{"type":"union_tag_not_found","loc":["event"],"msg":"Unable to extract tag using discriminator 'type'","input":{"data":1},"ctx":{"discriminator":"'type'"}}]}"""
        },
        {
            """[1]""",
            """{"error":[{"type":"union_tag_not_found","loc":["event"],"msg":"Unable to extract tag using discriminator 'type'","input":[1],"ctx":{"discriminator":"'type'"}}]}"""
        },
        {
            """{"type":"user","root_ids":[],"data":{}}""",
            """{"error":[{"type":"too_short","loc":["event","user","root_ids"],"msg":"List should have at least 1 item after validation, not 0","input":[],"ctx":{"field_type":"List","min_length":1,"actual_length":0}}]}"""
        },
        {
            """{"type":"channel","channel_ids":["a",2],"data":{}}""",
            """{"error":[{"type":"string_type","loc":["event","channel","channel_ids",1],"msg":"Input should be a valid string","input":2}]}"""
        },
        {
            """{"type":"client","client_ids":"a","data":{}}""",
            """{"error":[{"type":"list_type","loc":["event","client","client_ids"],"msg":"Input should be a valid list","input":"a"}]}"""
        },
        {
            """{"type":"client","client_ids":["a"]}""",
            """{"error":[{"type":"missing","loc":["event","client","data"],"msg":"Field required","input":{"type":"client","client_ids":["a"]}}]}"""
        },
        {
            """{"type":"client","client_ids":["a"],"data":1}""",
            """{"error":[{"type":"dict_type","loc":["event","client","data"],"msg":"Input should be a valid dictionary","input":1}]}"""
        },
        { """{"type":"user","root_ids":["a"],"data":{}}""", """{"type":"user","error":"The notification is not permitted."}""" },
        { """{"type":"walker""", """{"error":["JSON expected"]}""" },
        { """{"type":"walker","walker":"free"} x""", """{"error":["JSON expected"]}""" },
        {
            """{"type":"walker","walker":"nothing","id":7}""",
            """{"type":"walker","id":7,"error":"Invalid request! Please use valid walker event!","code":"method_not_found"}"""
        },
        {
            """{"type":"walker","walker":"needy","id":"a"}""",
            """{"type":"walker","id":"a","error":[{"type":"missing","loc":["val"],"msg":"Field required"}],"code":"invalid_arguments"}"""
        },
        {
            """{"type":"walker","walker":"free","id":[1]}""",
            """{"error":[{"type":"scalar_type","loc":["event","walker","id"],"msg":"Input should be a short string, a number or a boolean","input":[1]}]}"""
        },
        {
            """{"type":"walker","walker":"free","walker":"free"}""",
            """{"error":[{"type":"duplicate","loc":["event","walker","walker"],"msg":"Field given twice"}]}"""
        },
    };

    [Theory]
    [MemberData(nameof(Rows))]
    public async Task A_mistake_is_answered_and_the_connection_goes_on(string message, string answer)
    {
        await using var host = new WalkerHost(Walkers);
        var (client, identity) = await host.JoinAsync();
        await using (client)
        {
            Assert.Equal(answer, await client.AskAsync(message));
            Assert.Equal(identity, WalkerHost.Identity(await client.AskAsync("""{"type":"connection"}""")));
        }
    }

    [Fact]
    public async Task A_walker_for_who_is_not_authenticated_refuses_who_is()
    {
        await using var host = new WalkerHost(Walkers);
        var (client, _) = await host.JoinAsync(WalkerHost.User("alice"));
        await using (client)
        {
            Assert.Equal(
                """{"type":"walker","error":"Event register requires to be unauthenticated!"}""",
                await client.AskAsync("""{"type":"walker","walker":"register"}"""));
            Assert.Equal(
                """{"error":[{"type":"missing","loc":["val"],"msg":"Field required"}]}""",
                await client.AskAsync("""{"type":"walker","walker":"members_only"}"""));
        }
    }

    [Fact]
    public async Task A_binary_message_is_answered()
    {
        await using var host = new WalkerHost(Walkers);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            await client.SendAsync(Encoding.UTF8.GetBytes("""{"type":"connection"}"""), WsMessageType.Binary);
            Assert.Equal("""{"error":["Text message expected"]}""", await client.ReceiveAsync());
        }
    }

    [Fact]
    public async Task What_is_nested_too_deep_is_answered()
    {
        await using var host = new WalkerHost(Walkers);
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            var deep = new string('[', 70) + new string(']', 70);
            Assert.Equal("""{"error":["JSON nested deeper than 64 levels"]}""", await client.AskAsync($$"""{"type":"connection","x":{{deep}}}"""));
        }
    }

    [Fact]
    public async Task The_compatible_profile_takes_no_notice_of_ids_and_takes_the_last_of_two_members()
    {
        await using var host = new WalkerHost(Walkers, endpoint: builder => builder.UseWalkersCompat());
        var (client, _) = await host.JoinAsync();
        await using (client)
        {
            Assert.Equal(
                """{"status":200,"reports":[]}""",
                await client.AskAsync("""{"type":"walker","walker":"nothing","id":7,"response":true,"walker":"free"}"""));
            Assert.Equal(
                """{"type":"walker","error":"Invalid request! Please use valid walker event!"}""",
                await client.AskAsync("""{"type":"walker","walker":"nothing","id":7}"""));
            Assert.Contains("union_tag_invalid", await client.AskAsync("""{"type":"cancel","id":7}"""));
        }
    }

    [Fact]
    public void A_walker_cannot_have_the_name_of_an_event()
    {
        var walker = new HandWalker("change_user", static args => Task.CompletedTask);
        var error = Assert.Throws<InvalidOperationException>(() => new WalkerHost([walker]));
        Assert.Contains("change_user", error.Message);
    }

    [Fact]
    public void Two_walkers_cannot_have_one_name()
        => Assert.Throws<InvalidOperationException>(
            () => new WalkerHost([new HandWalker("a", static args => Task.CompletedTask), new HandWalker("a", static args => Task.CompletedTask)]));

    [Fact]
    public void A_dialect_without_notifications_is_refused()
    {
        var error = Assert.Throws<NotSupportedException>(() => new WalkerHost(Walkers, endpoint: builder => builder.UseCompat()));
        Assert.Contains("free", error.Message);
    }
}
