using System.Text;
using WsToolkit.EndToEnd.Tests.Support;
using WsToolkit.Sessions;

namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Thousands of mutilated messages on one connection: it serves on, and nothing is left behind.</summary>
public sealed class FuzzTests
{
    private const int Messages = 20_000;

    private static readonly string[] Seeds =
    [
        """{"id":1,"method":"echo","payload":{"text":"hello"}}""",
        """{"id":"a","method":"add","payload":{"a":1,"b":2}}""",
        """{"id":2,"method":"count","credit":2,"payload":{"to":5}}""",
        """{"id":2,"credit":3}""",
        """{"id":2,"cancel":true}""",
        """{"id":3,"method":"sum"}""",
        """{"id":3,"stream":"values","item":7}""",
        """{"id":3,"stream":"values","end":true}""",
        """{"id":3,"stream":"values","error":{"message":"x","code":"y","errors":{"a":"b"}}}""",
        """{"id":4,"method":"import","progress":true,"timeout":50,"payload":{"count":3}}""",
        """{"method":"note","payload":{"text":"psst"}}""",
        """{"id":5,"method":"place","payload":{"symbol":"ETH","amount":1.5}}""",
        """{"id":6,"method":"ask","timeout":20,"payload":{"question":"why?"}}""",
        """{"id":1,"response":"because"}""",
        """{"id":7,"method":"hold","timeout":20}""",
        """{"id":8,"method":"fail"}""",
        """[{"id":9}]""",
    ];

    [Theory]
    [OverBoth(1)]
    [OverBoth(2)]
    public async Task Twenty_thousand_mutilated_messages_leave_nothing_behind(HostKind over, int seed)
    {
        // Without these bounds, which have tests of their own, the first hundred calls that wait for ever would shield the rest.
        await using var host = await ProbeHost.StartAsync(over, options => options.MaxCallsInFlight = options.MaxConcurrentCalls = int.MaxValue);
        await using var connection = await host.OpenAsync();
        var random = new Random(seed);
        var receiving = ReceiveUntilAsync(connection, "\"the end\"");

        for (var i = 0; i < Messages; i++)
        {
            await connection.SendAsync(Mutilate(random), WsMessageType.Text);
        }

        await connection.SendAsync("""{"id":"good","method":"echo","payload":{"text":"the end"}}""");
        var answers = await receiving;

        Assert.Equal("""{"id":"good","method":"echo","response":"the end"}""", answers[^1]);
        Assert.DoesNotContain(answers, answer => answer.Contains(ProbeState.Secret) || answer.Contains("Exception") || answer.Contains("   at "));
        await connection.CloseAsync();
        await host.State.Disconnected.WaitAsync(RawConnection.Patience);
        Assert.Equal(0, host.State.Running);
        Assert.Equal(0, host.Connections.Count);
    }

    private static async Task<List<string>> ReceiveUntilAsync(RawConnection connection, string end)
    {
        var answers = new List<string>();
        do
        {
            answers.Add(await connection.ReceiveAsync());
        }
        while (!answers[^1].Contains(end));

        return answers;
    }

    /// <summary>A message with a few random edits; always valid UTF-8, because a connection rightly ends with the first that is not.</summary>
    private static byte[] Mutilate(Random random)
    {
        var text = new StringBuilder(Seeds[random.Next(Seeds.Length)]);
        for (var edits = random.Next(4); edits > 0 && text.Length > 0; edits--)
        {
            var at = random.Next(text.Length);
            switch (random.Next(6))
            {
                case 0:
                    text[at] = (char)random.Next(128);
                    break;
                case 1:
                    text.Remove(at, random.Next(1, Math.Min(10, text.Length - at) + 1));
                    break;
                case 2:
                    text.Insert(at, "{}[]\":,0123456789truefalsenul\\e-."[random.Next(33)]);
                    break;
                case 3:
                    text.Insert(at, text.ToString(at, random.Next(1, Math.Min(20, text.Length - at) + 1)));
                    break;
                case 4:
                    text.Length = at;
                    break;
                default:
                    var other = Seeds[random.Next(Seeds.Length)];
                    text.Insert(at, other.AsSpan(random.Next(other.Length)));
                    break;
            }
        }

        return Encoding.UTF8.GetBytes(text.ToString());
    }
}
