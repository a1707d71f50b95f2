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
        nuint index = 0;
        var length = (nuint)source.Length;
        if (Vector256.IsHardwareAccelerated && length >= (nuint)Vector256<byte>.Count)
        {
            var wide = Vector256.Create(key).AsByte();
            for (; length - index >= 128; index += 128)
            {
                var a = Vector256.LoadUnsafe(ref from, index) ^ wide;
                var b = Vector256.LoadUnsafe(ref from, index + 32) ^ wide;
                var c = Vector256.LoadUnsafe(ref from, index + 64) ^ wide;
                var d = Vector256.LoadUnsafe(ref from, index + 96) ^ wide;
                a.StoreUnsafe(ref to, index);
                b.StoreUnsafe(ref to, index + 32);
                c.StoreUnsafe(ref to, index + 64);
                d.StoreUnsafe(ref to, index + 96);
            }

            for (; length - index >= 32; index += 32)
            {
                (Vector256.LoadUnsafe(ref from, index) ^ wide).StoreUnsafe(ref to, index);
            }
        }

        var narrow = Vector128.Create(key).AsByte();
        for (; length - index >= 16; index += 16)
        {
            (Vector128.LoadUnsafe(ref from, index) ^ narrow).StoreUnsafe(ref to, index);
        }

        for (; index < length; index++)
        {
            Unsafe.Add(ref to, index) =
                (byte)(Unsafe.Add(ref from, index) ^ narrow.GetElement((int)index & 3));
        }
    }
}
