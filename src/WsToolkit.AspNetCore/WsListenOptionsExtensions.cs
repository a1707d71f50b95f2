using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using WsToolkit;
using WsToolkit.AspNetCore;
using WsToolkit.Rpc;
using WsToolkit.Server;

namespace Microsoft.AspNetCore.Hosting;

/// <summary>
/// WebSockets on a port of Kestrel without its HTTP stack: the toolkit does the opening handshake itself. Such a port serves nothing
/// else. It takes what
/// HTTP servers refuse, such as targets that begin with <c>ws://</c>. <c>UseHttps()</c>, called before, gives it TLS.
/// </summary>
public static class WsListenOptionsExtensions
{
    /// <summary>Serves a service to every connection, whatever path it asks for.</summary>
    /// <typeparam name="TService">The annotated class.</typeparam>
    /// <param name="listen">The port.</param>
    /// <returns>The port.</returns>
    /// <exception cref="InvalidOperationException">The endpoint cannot work; the message names the method.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata, or the dialect cannot carry a method.</exception>
    public static ListenOptions UseWs<TService>(this ListenOptions listen)
        where TService : class, IWsContract<TService>, IWsService<TService>
        => listen.UseWs(static ws => ws.Add<TService>());

    /// <summary>Serves an endpoint to every connection, whatever path it asks for.</summary>
    /// <param name="listen">The port.</param>
    /// <param name="configure">Puts the endpoint together.</param>
    /// <returns>The port.</returns>
    /// <exception cref="InvalidOperationException">The endpoint cannot work; the message names the method.</exception>
    /// <exception cref="NotSupportedException">A payload type has no metadata, or the dialect cannot carry a method.</exception>
    public static ListenOptions UseWs(this ListenOptions listen, Action<WsEndpointBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(configure);
        var services = listen.ApplicationServices;
        var door = new WebSocketDoor(EndpointFactory.Create(services, configure, "UseWs()"), services);
        listen.Run(door.InvokeAsync);
        return listen;
    }

    /// <summary>Hands every connection to a handler of messages, without services or an envelope.</summary>
    /// <param name="listen">The port.</param>
    /// <param name="handler">Handles the messages of one connection.</param>
    /// <param name="options">What is accepted; <see langword="null"/> for the defaults.</param>
    /// <returns>The port.</returns>
    /// <exception cref="ArgumentException">An option cannot work.</exception>
    public static ListenOptions UseWsFrames(this ListenOptions listen, WsFramesHandler handler, WsFramesOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(listen);
        ArgumentNullException.ThrowIfNull(handler);
        options ??= new WsFramesOptions();
        options.Validate();
        var door = new FramesDoor(options, handler, listen.ApplicationServices);
        listen.Run(async connection =>
        {
            var handshake = new RawHandshake(connection, options, door.Logger);
            if (await handshake.AcceptAsync().ConfigureAwait(false) is { } transport)
            {
                await door.RunAsync(transport, handshake.Subprotocol, handshake.Request!.Path, handshake.Request.Query).ConfigureAwait(false);
            }
        });
        return listen;
    }
}
