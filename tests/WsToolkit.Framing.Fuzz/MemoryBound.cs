namespace WsToolkit.Framing.Fuzz;

/// <summary>How much memory a connection may take for what it has received.</summary>
internal static class MemoryBound
{
    // The receive buffer at its regular size, twice while it grows, and the small size of the others.
    private const long Constant = 2 * 64 * 1024 + 4 * 4096;

    /// <summary>The most bytes that may be rented while nothing is going on.</summary>
    /// <param name="settings">The settings of the connection.</param>
    /// <param name="received">The bytes received so far.</param>
    /// <param name="atOnce">The most bytes that were given to it at once.</param>
    public static long Standing(FuzzSettings settings, long received, long atOnce) => Constant + Content(settings, received) + (4 * atOnce);

    /// <summary>The most bytes that may be rented at any moment: where a buffer is replaced by a larger one, both exist.</summary>
    /// <param name="settings">The settings of the connection.</param>
    /// <param name="received">The bytes received so far.</param>
    /// <param name="atOnce">The most bytes that were given to it at once.</param>
    public static long Peak(FuzzSettings settings, long received, long atOnce)
        => Constant + (2 * Content(settings, received)) + (4 * atOnce);

    private static long Content(FuzzSettings settings, long received)
    {
        // What an extension makes of the bytes can be more than they are; two need a place between them.
        if (settings.ExtensionBits != 0)
        {
            return settings.MaxMessageBytes * (settings.Extension == FuzzExtension.Both ? 2 : 1);
        }

        var limit = settings.Delivery switch
        {
            FrameDelivery.Messages => settings.MaxMessageBytes,
            FrameDelivery.Frames => Math.Min(settings.MaxMessageBytes, settings.MaxFrameBytes),
            _ => 4096,
        };
        return Math.Min(limit, 4 * received);
    }
}
