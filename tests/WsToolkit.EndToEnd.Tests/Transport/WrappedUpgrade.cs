using Microsoft.AspNetCore.Http.Features;

namespace WsToolkit.EndToEnd.Tests.Transport;

/// <summary>What a middleware does that wants to see the bytes of upgraded connections.</summary>
internal sealed class WrappedUpgrade
{
    private long _read;
    private long _written;

    public long Read => Volatile.Read(ref _read);

    public long Written => Volatile.Read(ref _written);

    public IHttpUpgradeFeature Around(IHttpUpgradeFeature upgrade) => new Feature(upgrade, this);

    private sealed class Feature(IHttpUpgradeFeature upgrade, WrappedUpgrade seen) : IHttpUpgradeFeature
    {
        public bool IsUpgradableRequest => upgrade.IsUpgradableRequest;

        public async Task<Stream> UpgradeAsync() => new CountingStream(await upgrade.UpgradeAsync(), seen);
    }

    private sealed class CountingStream(Stream stream, WrappedUpgrade seen) : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var count = await stream.ReadAsync(buffer, cancellationToken);
            Interlocked.Add(ref seen._read, count);
            return count;
        }

        public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            Interlocked.Add(ref seen._written, buffer.Length);
            return stream.WriteAsync(buffer, cancellationToken);
        }

        public override Task FlushAsync(CancellationToken cancellationToken) => stream.FlushAsync(cancellationToken);

        public override ValueTask DisposeAsync() => stream.DisposeAsync();

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
