#if NET10_0_OR_GREATER
using System.Buffers;
using System.Collections.Concurrent;
using Microsoft.AspNetCore.Connections;

namespace WsToolkit.AspNetCore;

/// <summary>
/// Makes pools that hand out more than they are asked for. The pipes of Kestrel ask for 4 KiB and use all that they get. The memory itself
/// is that of <see cref="ArrayPool{T}.Shared"/>, which lets go of it when it is not needed.
/// </summary>
internal sealed class BlockPoolFactory(int size) : IMemoryPoolFactory<byte>
{
    public MemoryPool<byte> Create(MemoryPoolOptions? options = null) => new BlockPool(size);

    private sealed class BlockPool(int size) : MemoryPool<byte>
    {
        private readonly ConcurrentQueue<Block> _spare = new();

        public override int MaxBufferSize => Array.MaxLength;

        public override IMemoryOwner<byte> Rent(int minBufferSize = -1)
        {
            var array = ArrayPool<byte>.Shared.Rent(Math.Max(minBufferSize, size));
            return (_spare.TryDequeue(out var spare) ? spare : new Block(this)).Over(array);
        }

        public void Return(Block block) => _spare.Enqueue(block);

        protected override void Dispose(bool disposing)
        {
        }
    }

    private sealed class Block(BlockPool pool) : IMemoryOwner<byte>
    {
        private byte[]? _array;

        public Memory<byte> Memory => _array ?? throw new ObjectDisposedException(nameof(Block));

        public Block Over(byte[] array)
        {
            _array = array;
            return this;
        }

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _array, null) is { } array)
            {
                ArrayPool<byte>.Shared.Return(array);
                pool.Return(this);
            }
        }
    }
}
#endif
