using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Security.Cryptography;

namespace WsToolkit.Framing;

/// <summary>
/// Masking of payloads (RFC 6455, section 5.3). A key is held as its four bytes lie in memory, so that the same code serves both byte orders.
/// </summary>
internal static class Masking
{
    private const int KeysAhead = 128;

    /// <summary>From this length on the widest blocks pay.</summary>
    private const int LongLength = 512;

    [ThreadStatic]
    private static uint[]? _keys;

    [ThreadStatic]
    private static int _keysLeft;

    /// <summary>A key from the cryptographic generator, which section 5.3 demands. Drawn ahead, because drawing costs more than masking.</summary>
    public static uint NextKey()
    {
        var keys = _keys ??= new uint[KeysAhead];
        if (_keysLeft == 0)
        {
            RandomNumberGenerator.Fill(MemoryMarshal.AsBytes(keys.AsSpan()));
            _keysLeft = KeysAhead;
        }

        var index = --_keysLeft;
        var key = keys[index];
        keys[index] = 0;
        return key;
    }

    /// <summary>The key for what follows a number of masked bytes.</summary>
    public static uint Rotate(uint key, int count)
    {
        var bits = 8 * (count & 3);
        return BitConverter.IsLittleEndian ? BitOperations.RotateRight(key, bits) : BitOperations.RotateLeft(key, bits);
    }

    /// <summary>Masks or unmasks in place.</summary>
    public static void Apply(Span<byte> bytes, uint key) => Copy(bytes, ref MemoryMarshal.GetReference(bytes), key);

    /// <summary>Masks or unmasks while copying.</summary>
    /// <param name="source">The bytes.</param>
    /// <param name="destination">Where they go; at least as long.</param>
    /// <param name="key">The key.</param>
    public static void Copy(ReadOnlySpan<byte> source, Span<byte> destination, uint key)
        => Copy(source, ref MemoryMarshal.GetReference(destination[..source.Length]), key);

    private static void Copy(ReadOnlySpan<byte> source, ref byte to, uint key)
    {
        ref var from = ref MemoryMarshal.GetReference(source);
        var length = (nuint)source.Length;
        if (length < (nuint)Vector128<byte>.Count)
        {
            CopyShort(ref from, ref to, length, key);
            return;
        }

        // The last bytes are taken before anything is stored, because it may be stored to the source. They overlap the blocks before.
        var end = length - (nuint)Vector128<byte>.Count;
        var last = Vector128.LoadUnsafe(ref from, end) ^ Vector128.Create(Rotate(key, (int)end)).AsByte();
        nuint index = 0;
        if (Vector256.IsHardwareAccelerated && length >= LongLength)
        {
            index = CopyLong(ref from, ref to, length, key);
            key = Rotate(key, (int)(index & 3));
        }

        var narrow = Vector128.Create(key).AsByte();
        for (; length - index >= 16; index += 16)
        {
            (Vector128.LoadUnsafe(ref from, index) ^ narrow).StoreUnsafe(ref to, index);
        }

        last.StoreUnsafe(ref to, end);
    }

    /// <summary>Copies in the widest blocks, aligned where they are stored, because payloads begin anywhere.</summary>
    /// <returns>How many bytes from the start are done.</returns>
    private static nuint CopyLong(ref byte from, ref byte to, nuint length, uint key)
    {
        var address = (nuint)Unsafe.ByteOffset(ref Unsafe.NullRef<byte>(), ref to);
        var index = (nuint)Vector512<byte>.Count - (address & ((nuint)Vector512<byte>.Count - 1));
        var first = Vector256.LoadUnsafe(ref from) ^ Vector256.Create(key).AsByte();
        var second = Vector256.LoadUnsafe(ref from, 32) ^ Vector256.Create(key).AsByte();
        key = Rotate(key, (int)(index & 3));
        if (Vector512.IsHardwareAccelerated)
        {
            var mask = Vector512.Create(key).AsByte();
            for (; length - index >= 256; index += 256)
            {
                var a = Vector512.LoadUnsafe(ref from, index) ^ mask;
                var b = Vector512.LoadUnsafe(ref from, index + 64) ^ mask;
                var c = Vector512.LoadUnsafe(ref from, index + 128) ^ mask;
                var d = Vector512.LoadUnsafe(ref from, index + 192) ^ mask;
                a.StoreUnsafe(ref to, index);
                b.StoreUnsafe(ref to, index + 64);
                c.StoreUnsafe(ref to, index + 128);
                d.StoreUnsafe(ref to, index + 192);
            }
        }
        else
        {
            var mask = Vector256.Create(key).AsByte();
            for (; length - index >= 128; index += 128)
            {
                var a = Vector256.LoadUnsafe(ref from, index) ^ mask;
                var b = Vector256.LoadUnsafe(ref from, index + 32) ^ mask;
                var c = Vector256.LoadUnsafe(ref from, index + 64) ^ mask;
                var d = Vector256.LoadUnsafe(ref from, index + 96) ^ mask;
                a.StoreUnsafe(ref to, index);
                b.StoreUnsafe(ref to, index + 32);
                c.StoreUnsafe(ref to, index + 64);
                d.StoreUnsafe(ref to, index + 96);
            }
        }

        // What lies before the first block, stored last: it overlaps that block, and would have changed what it is made of.
        first.StoreUnsafe(ref to);
        second.StoreUnsafe(ref to, 32);
        return index;
    }

    private static void CopyShort(ref byte from, ref byte to, nuint length, uint key)
    {
        if (length >= sizeof(ulong))
        {
            var end = length - sizeof(ulong);
            var last = Unsafe.ReadUnaligned<ulong>(ref Unsafe.Add(ref from, end)) ^ Twice(Rotate(key, (int)end));
            Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<ulong>(ref from) ^ Twice(key));
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, end), last);
        }
        else if (length >= sizeof(uint))
        {
            var end = length - sizeof(uint);
            var last = Unsafe.ReadUnaligned<uint>(ref Unsafe.Add(ref from, end)) ^ Rotate(key, (int)end);
            Unsafe.WriteUnaligned(ref to, Unsafe.ReadUnaligned<uint>(ref from) ^ key);
            Unsafe.WriteUnaligned(ref Unsafe.Add(ref to, end), last);
        }
        else
        {
            ref var bytes = ref Unsafe.As<uint, byte>(ref key);
            for (nuint index = 0; index < length; index++)
            {
                Unsafe.Add(ref to, index) = (byte)(Unsafe.Add(ref from, index) ^ Unsafe.Add(ref bytes, index));
            }
        }
    }

    private static ulong Twice(uint key) => key | ((ulong)key << 32);
}
