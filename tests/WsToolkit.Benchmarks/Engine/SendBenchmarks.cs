using System.Buffers;
using System.Net.WebSockets;
using BenchmarkDotNet.Attributes;
using WsToolkit.Framing;

namespace WsToolkit.Benchmarks.Engine;

/// <summary>
/// Sending messages into the same stream: with the platform's WebSocket, with the engine and one write to the stream per message,
/// and with the engine and one write for up to sixteen messages, or 64 KiB.
/// </summary>
[MemoryDiagnoser]
public class SendBenchmarks
{
    private const int Messages = 64;
    private const int MostBatched = 16;
    private const int MostBytesBatched = 64 * 1024;

    private readonly OutputBuffer _output = new();
    private byte[] _message = [];
    private LoopStream _stream = null!;
    private WebSocket _platform = null!;
    private WebSocketMessageType _platformType;
    private FrameConnection _engine = null!;
    private FrameType _type = FrameType.Text;

    [Params(16, 125, 4096, 65536, 1048576)]
    public int Size { get; set; }

    [Params(MessageKind.Text, MessageKind.Binary)]
    public MessageKind Kind { get; set; }

    [Params(FrameRole.Client, FrameRole.Server)]
    public FrameRole Role { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _message = Samples.Message(Kind, Size);
        _stream = new LoopStream([]);
        _platform = Samples.PlatformSocket(_stream, Role);
        _platformType = Samples.PlatformTypeOf(Kind);
        _engine = new FrameConnection(Role);
        _type = Samples.TypeOf(Kind);
    }

    [GlobalCleanup]
    public void Clean()
    {
        _platform.Dispose();
        _engine.Dispose();
        _output.Dispose();
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public async Task SystemNetWebSockets()
    {
        for (var message = 0; message < Messages; message++)
        {
            await _platform.SendAsync(_message.AsMemory(), _platformType, WebSocketMessageFlags.EndOfMessage, default);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public async Task Engine()
    {
        for (var message = 0; message < Messages; message++)
        {
            _engine.Write(_output, _type, _message);
            await FlushAsync();
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public async Task EngineBatched()
    {
        for (var message = 1; message <= Messages; message++)
        {
            _engine.Write(_output, _type, _message);
            if (message % MostBatched == 0 || _output.Length >= MostBytesBatched)
            {
                await FlushAsync();
            }
        }
    }

    private ValueTask FlushAsync()
    {
        if (!_output.TryGetSingleSegment(out var written))
        {
            return FlushAsync(_output.Written);
        }

        var write = _stream.WriteAsync(written);
        if (!write.IsCompletedSuccessfully)
        {
            throw new InvalidOperationException("The stream in memory is done at once.");
        }

        _output.Reset();
        return default;
    }

    private async ValueTask FlushAsync(ReadOnlySequence<byte> written)
    {
        foreach (var segment in written)
        {
            await _stream.WriteAsync(segment);
        }

        _output.Reset();
    }
}
