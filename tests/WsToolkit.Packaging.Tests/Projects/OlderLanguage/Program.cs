using System;
using System.Collections.Generic;
using System.Threading.Tasks;
using WsToolkit;
using WsToolkit.Testing;

namespace OlderLanguage
{
    public static class Program
    {
        public static async Task Main()
        {
            await using var host = WsTestHost.Create<Words>();
            var words = await host.ConnectAsync<WordsClient>();
            var counted = await words.CountAsync(new Text { Value = "one two two" });
            Console.WriteLine($"{counted["one"]} {counted["two"]}");
        }
    }

    [WsService]
    public partial class Words
    {
        [WsRpcMethod]
        public Dictionary<string, int> Count([WsPayload] Text text)
        {
            var counts = new Dictionary<string, int>();
            foreach (var word in text.Value.Split(' '))
            {
                counts[word] = counts.TryGetValue(word, out var count) ? count + 1 : 1;
            }

            return counts;
        }
    }

    public class Text
    {
        public string Value { get; init; }
    }
}
