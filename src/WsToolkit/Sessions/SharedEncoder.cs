using WsToolkit.Framing;

namespace WsToolkit.Sessions;

/// <summary>Encodes what is sent to many connections, in a buffer of the thread's own. Thread-safe.</summary>
internal static class SharedEncoder
{
    private const int LargestKept = 64 * 1024;

    [ThreadStatic]
    private static OutputBuffer? _spare;

    public static byte[] Encode<TState>(TState state, Action<OutputBuffer, TState> write)
    {
        // Taken away meanwhile: what writes may publish in turn.
        var output = _spare ?? new OutputBuffer();
        _spare = null;
        try
        {
            write(output, state);
            var written = output.Written;
            var bytes = new byte[written.Length];
            System.Buffers.BuffersExtensions.CopyTo(written, bytes);
            return bytes;
        }
        finally
        {
            if (output.Length <= LargestKept)
            {
                output.Reset();
                _spare = output;
            }
            else
            {
                output.Dispose();
            }
        }
    }
}
