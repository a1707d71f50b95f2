using BenchmarkDotNet.Attributes;
using WsToolkit.Framing;

namespace WsToolkit.Benchmarks.Engine;

/// <summary>
/// What reading a large masked binary message costs, beside a plain copy of as many bytes. The copy out of the stream is part of reading.
/// </summary>
[MemoryDiagnoser]
public class CopyBenchmarks
{
    private const int Messages = 16;

    private byte[] _frames = [];
    private byte[] _copy = [];
    private LoopStream _stream = null!;
    private FrameConnection _engine = null!;

    [Params(65536, 262144, 1048576)]
    public int Size { get; set; }

    [GlobalSetup]
    public void Prepare()
    {
        _frames = Samples.Frames(FrameRole.Server, MessageKind.Binary, Size);
        _copy = new byte[Size];
        _stream = new LoopStream(_frames);
        _engine = new FrameConnection(FrameRole.Server);
    }

    [GlobalCleanup]
    public void Clean() => _engine.Dispose();

    [Benchmark(Baseline = true, OperationsPerInvoke = Messages)]
    public void PlainCopy()
    {
        for (var message = 0; message < Messages; message++)
        {
            _frames.AsSpan(_frames.Length - Size).CopyTo(_copy);
        }
    }

    [Benchmark(OperationsPerInvoke = Messages)]
    public async Task ReadMaskedMessage()
    {
        for (var message = 0; message < Messages; message++)
        {
            while (!_engine.TryRead(out _))
            {
                _engine.AdvanceReceived(await _stream.ReadAsync(_engine.GetReceiveMemory()));
            }
        }
    }
}
