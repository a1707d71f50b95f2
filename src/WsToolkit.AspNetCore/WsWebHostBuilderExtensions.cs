#if NET10_0_OR_GREATER
using System.Buffers;
using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using WsToolkit.AspNetCore;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>How Kestrel receives.</summary>
public static class WsWebHostBuilderExtensions
{
    private const int Smallest = 4 * 1024;
    private const int Largest = 1024 * 1024;

    /// <summary>
    /// Lets Kestrel receive more at once than its 4 KiB, so that many messages that arrive together are also answered together. A connection
    /// holds such blocks only while there is something in them, unless <c>SocketTransportOptions.WaitForDataBeforeAllocatingBuffer</c> is off. Applies to all connections of the server, and takes the place of another
    /// <see cref="IMemoryPoolFactory{T}"/>. Needs .NET 10.
    /// </summary>
    /// <param name="host">The server.</param>
    /// <param name="size">The size of a block in bytes, from 4 KiB to 1 MiB; rounded up to a power of two. Default: 16 KiB.</param>
    /// <returns>The server.</returns>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="size"/> is too small or too large.</exception>
    public static IWebHostBuilder UseWsReceiveBlocks(this IWebHostBuilder host, int size = 16 * 1024)
    {
        ArgumentNullException.ThrowIfNull(host);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, Smallest);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, Largest);
        return host.ConfigureServices(
            services => services.Replace(ServiceDescriptor.Singleton<IMemoryPoolFactory<byte>>(new BlockPoolFactory(size))));
    }
}
#endif
