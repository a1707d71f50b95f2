using WsToolkit.EndToEnd.Tests.BadInput;

namespace WsToolkit.EndToEnd.Tests.Compat;

/// <summary>
/// What one connection to the original server sent (<c>&gt;</c>), what came back (<c>&lt;</c>), word for word, and with what code the server then closed it.
/// Sections of a file are separated by an empty line and stand for a connection each.
/// </summary>
internal sealed class Exchange(string name, IReadOnlyList<string> lines)
{
    public string Name => name;

    public int Messages => lines.Count(line => line.StartsWith('>'));

    public static IReadOnlyList<Exchange> Read(string file)
        => [.. File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Compat", file)).ReplaceLineEndings("\n").Split("\n\n").Select(Parse)];

    /// <summary>Sends it again and compares every answer. Nothing else may come.</summary>
    public async Task ReplayAsync(RawConnection connection)
    {
        var last = "";
        foreach (var line in lines)
        {
            switch (line[0])
            {
                case '>':
                    last = line;
                    await connection.SendAsync(line.Length > 2 ? line[2..] : "");
                    break;
                case '<':
                    Assert.Equal($"{last}\n{line}", $"{last}\n< {await connection.ReceiveAsync()}");
                    break;
                default:
                    var (code, reason) = await connection.ReceiveCloseAsync(nothingBefore: true);
                    Assert.Equal($"{last}\n{line}", $"{last}\nclose {(int)code}{reason}");
                    return;
            }
        }

        // Closed by both ends, so that the server has counted it out before the next one comes.
        Assert.Equal("""{"id": "last", "method": "echo", "response": {}}""", await connection.AskAsync("""{"id":"last","method":"echo"}"""));
        await connection.CloseAsync();
        if (connection is TransportConnection)
        {
            await connection.ReceiveCloseAsync(nothingBefore: true);
        }
    }

    private static Exchange Parse(string section)
    {
        var lines = section.Split('\n', StringSplitOptions.RemoveEmptyEntries).ToLookup(line => line.StartsWith('#'));
        return new Exchange(lines[true].FirstOrDefault("#")[1..].Trim(), [.. lines[false]]);
    }
}
