using System.IO.Pipelines;
using WsToolkit.Framing;
using WsToolkit.Sessions;

namespace WsToolkit.Tests.Sessions;

/// <summary>Servers whose other end is a test: it speaks bytes.</summary>
internal static class Servers
{
    /// <summary>Over a stream, or over pipes that have nothing else to abort.</summary>
    public static (DuplexStream Peer, FrameTransport Server) Create(bool pipes, int bufferBytes = 64 * 1024)
    {
        var frames = Frames.Connection(FrameRole.Server, 1000);
        if (!pipes)
        {
            var (peer, stream) = DuplexStream.CreatePair(bufferBytes);
            return (peer, new FrameTransport(stream, frames));
        }

        var options = new PipeOptions(pauseWriterThreshold: bufferBytes, resumeWriterThreshold: bufferBytes / 2, useSynchronizationContext: false);
        var (forth, back) = (new Pipe(options), new Pipe(options));
        return (new DuplexStream(back.Reader, forth.Writer), new FrameTransport(new Ends(forth.Reader, back.Writer), frames));
    }

    private sealed class Ends(PipeReader input, PipeWriter output) : IDuplexPipe
    {
        public PipeReader Input => input;

        public PipeWriter Output => output;
    }
}
