using System.Text;
using WsToolkit;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace Quickstart;

/// <summary>A transport around another that shows every message that passes.</summary>
internal sealed class WireTap(WsTransport inner, Story story) : WsTransport
{
    private OutputMark _start;

    public override async ValueTask<WsMessage> ReceiveAsync(CancellationToken cancellationToken)
    {
        var message = await inner.ReceiveAsync(cancellationToken);
        if (message.Type != WsMessageType.Close)
        {
            story.Message("<-", Encoding.UTF8.GetString(message.Data.Span));
        }

        return message;
    }

    public override OutputReservation BeginMessage(OutputBuffer output, WsMessageType type)
    {
        var reservation = inner.BeginMessage(output, type);
        _start = output.Mark();
        return reservation;
    }

    public override void EndMessage(OutputBuffer output, OutputReservation reservation, WsMessageType type)
    {
        story.Message("->", Encoding.UTF8.GetString(output.WrittenSince(_start)));
        inner.EndMessage(output, reservation, type);
    }

    public override ValueTask SendAsync(OutputBuffer output, CancellationToken cancellationToken) => inner.SendAsync(output, cancellationToken);

    public override ValueTask CloseAsync(WsCloseCode code, string? reason, CancellationToken cancellationToken)
        => inner.CloseAsync(code, reason, cancellationToken);

    public override void Abort() => inner.Abort();

    public override ValueTask DisposeAsync() => inner.DisposeAsync();
}
