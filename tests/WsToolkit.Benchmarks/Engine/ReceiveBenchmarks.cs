using System.Net.WebSockets;
using BenchmarkDotNet.Attributes;
using WsToolkit.Framing;

namespace WsToolkit.Benchmarks.Engine;

/// <summary>Receiving messages: the same stream with the same frames, read by the platform's WebSocket and by the engine.</summary>
[MemoryDiagnoser]
public class ReceiveBenchmarks
{
    private const int Messages = 64;

    private byte[] _message = [];
    private LoopStream _stream = null!;
    private LoopStream _platformStream = null!;
    private WebSocket _platform = null!;
    private FrameConnection _engine = null!;

    [Params(16, 125, 4096, 65536, 1048576)]
    public int Size { get; set; }

    [Params(MessageKind.Text, MessageKind.Binary)]
    public MessageKind Kind { get; set; }

    [Params(FrameRole.Client, FrameRole.Server)]
    public FrameRole Role { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        var frames = Samples.Frames(Role, Kind, Size);
        _message = new byte[Size];
        _stream = new LoopStream(frames);
        _platformStream = new LoopStream(frames);
        _platform = Samples.PlatformSocket(_platformStream, Role);
        _engine = new FrameConnection(Role);
    }

    [GlobalCleanup]
    public void Clean()
    {
        _platform.Dispose();
        _engine.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public async Task SystemNetWebSockets()
    {
        for (var message = 0; message < Messages; message++)
        {
            ValueWebSocketReceiveResult result;
            var length = 0;
            do
            {
                result = await _platform.ReceiveAsync(_message.AsMemory(length), default);
                length += result.Count;
            }
            while (!result.EndOfMessage);
            Check(length);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public async Task Engine()
    {
        for (var message = 0; message < Messages; message++)
        {
            FrameEvent received;
            while (!_engine.TryRead(out received))
            {
                _engine.AdvanceReceived(await _stream.ReadAsync(_engine.GetReceiveMemory()));
            }

            Check(received.Payload.Length);
        }
    }

    private void Check(int length)
    {
        if (length != Size)
        {
            throw new InvalidOperationException($"Received {length} bytes instead of {Size}.");
        }
    }
}
