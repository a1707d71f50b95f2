using System.Runtime.CompilerServices;
using WsToolkit.Dialects;

namespace WsToolkit.Tests.Dialects;

/// <summary>The page from which others write their clients tells the truth.</summary>
public sealed class WireProtocolPageTests
{
    [Fact]
    public void Every_example_is_a_message_in_the_very_form_in_which_it_is_written()
    {
        var kinds = new HashSet<WsEnvelopeKind>();
        foreach (var line in Page().Split('\n').Where(line => line.StartsWith("-> ") || line.StartsWith("<- ")))
        {
            var message = line[3..];
            var envelope = EnvelopeText.Parse(message);
            Assert.True(envelope.Kind != WsEnvelopeKind.Malformed, message);
            kinds.Add(envelope.Kind);
            envelope.Error = envelope.Kind is WsEnvelopeKind.Error or WsEnvelopeKind.StreamError ? DefaultDialect.Instance.ReadError(envelope.Payload) : null;
            Assert.Equal(message, EnvelopeText.Write(envelope, envelope.Error is null ? System.Text.Encoding.UTF8.GetString(envelope.Payload.Span) : ""));
        }

        WsEnvelopeKind[] others = [WsEnvelopeKind.Malformed, WsEnvelopeKind.StreamStart];
        Assert.Equal(Enum.GetValues<WsEnvelopeKind>().Except(others), kinds.Order());
    }

    [Fact]
    public void Every_error_code_that_travels_is_listed()
    {
        var page = Page();
        var codes = typeof(WsErrorCodes).GetFields().Select(field => (string)field.GetRawConstantValue()!);
        foreach (var code in codes.Except([WsErrorCodes.ConnectionLost, WsErrorCodes.TooSlow]))
        {
            Assert.Contains($"\n| `{code}` |", page);
        }
    }

    private static string Page([CallerFilePath] string path = "")
        => File.ReadAllText(Path.Combine(Path.GetDirectoryName(path)!, "..", "..", "..", "docs", "wire-protocol.md"));
}
