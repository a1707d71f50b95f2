namespace WsToolkit.Framing;

/// <summary>
/// Negotiates permessage-deflate (RFC 7692): messages compressed each with a flag of its own. Immutable and safe for any number of
/// threads.
/// </summary>
public sealed class PerMessageDeflate : ExtensionNegotiator
{
    private readonly PerMessageDeflateOptions _options;

    /// <summary>Creates a negotiator.</summary>
    /// <param name="options">What this end wants; <see langword="null"/> for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A window is not of 8 to 15 bits, a size is negative, or the level is unknown.
    /// </exception>
    public PerMessageDeflate(PerMessageDeflateOptions? options = null) => _options = (options ?? new()).CheckedCopy();

    /// <inheritdoc/>
    public override string Name => PerMessageDeflateParameters.ExtensionName;

    /// <summary>
    /// The extension as it stands where both ends know, without a handshake, that they have the same options.
    /// </summary>
    /// <param name="role">Which end this is.</param>
    /// <returns>The extension, for one connection.</returns>
    public PerMessageDeflateExtension Create(FrameRole role) => Create(
        role,
        _options.ServerNoContextTakeover,
        _options.ClientNoContextTakeover,
        _options.ServerMaxWindowBits,
        _options.ClientMaxWindowBits);

    /// <inheritdoc/>
    public override IReadOnlyList<ExtensionHeader> Offer()
    {
        var offer = new PerMessageDeflateParameters
        {
            ServerNoContextTakeover = _options.ServerNoContextTakeover,
            ClientNoContextTakeover = _options.ClientNoContextTakeover,
            ServerMaxWindowBits = Demand(_options.ServerMaxWindowBits),
            HasClientMaxWindowBits = true,
            ClientMaxWindowBits = Demand(_options.ClientMaxWindowBits),
        };
        return [offer.ToHeader()];
    }

    /// <inheritdoc/>
    public override FrameExtension? Accept(ExtensionHeader offer, out ExtensionHeader? response)
    {
        ArgumentNullException.ThrowIfNull(offer);
        response = null;
        if (PerMessageDeflateParameters.Parse(offer) is not { } offered)
        {
            return null;
        }

        var serverBits = Math.Min(
            offered.ServerMaxWindowBits ?? PerMessageDeflateParameters.LargestWindowBits, _options.ServerMaxWindowBits);
        if (serverBits < _options.MinWindowBits)
        {
            return null;
        }

        // Section 7.1.2.2: a client that does not say that it can limit itself cannot be asked to.
        var clientBits = offered.HasClientMaxWindowBits
            ? Math.Min(offered.ClientMaxWindowBits ?? PerMessageDeflateParameters.LargestWindowBits, _options.ClientMaxWindowBits)
            : PerMessageDeflateParameters.LargestWindowBits;
        var tellClientBits = offered.ClientMaxWindowBits is not null || clientBits < PerMessageDeflateParameters.LargestWindowBits;
        var accepted = new PerMessageDeflateParameters
        {
            ServerNoContextTakeover = offered.ServerNoContextTakeover || _options.ServerNoContextTakeover,
            ClientNoContextTakeover = offered.ClientNoContextTakeover || _options.ClientNoContextTakeover,
            ServerMaxWindowBits = offered.ServerMaxWindowBits is null ? Demand(serverBits) : serverBits,
            HasClientMaxWindowBits = tellClientBits,
            ClientMaxWindowBits = tellClientBits ? clientBits : null,
        };
        response = accepted.ToHeader();
        return Create(FrameRole.Server, accepted.ServerNoContextTakeover, accepted.ClientNoContextTakeover, serverBits, clientBits);
    }

    /// <inheritdoc/>
    public override FrameExtension? Confirm(ExtensionHeader response)
    {
        ArgumentNullException.ThrowIfNull(response);
        if (PerMessageDeflateParameters.Parse(response) is not { } accepted)
        {
            return null;
        }

        var serverBits = accepted.ServerMaxWindowBits ?? PerMessageDeflateParameters.LargestWindowBits;
        var clientBits = accepted.ClientMaxWindowBits ?? _options.ClientMaxWindowBits;
        var refused = (_options.ServerNoContextTakeover && !accepted.ServerNoContextTakeover)
            || serverBits > _options.ServerMaxWindowBits
            || clientBits > _options.ClientMaxWindowBits
            || clientBits < _options.MinWindowBits
            || (accepted.HasClientMaxWindowBits && accepted.ClientMaxWindowBits is null);
        return refused
            ? null
            : Create(
                FrameRole.Client,
                accepted.ServerNoContextTakeover,
                accepted.ClientNoContextTakeover || _options.ClientNoContextTakeover,
                serverBits,
                clientBits);
    }

    /// <summary>A window as it has to be put in words: not at all if it is the largest.</summary>
    private static int? Demand(int bits) => bits < PerMessageDeflateParameters.LargestWindowBits ? bits : null;

    private PerMessageDeflateExtension Create(FrameRole role, bool serverForgets, bool clientForgets, int serverBits, int clientBits)
        => role == FrameRole.Server
            ? new PerMessageDeflateExtension(_options, serverBits, !serverForgets, clientBits, !clientForgets)
            : new PerMessageDeflateExtension(_options, clientBits, !clientForgets, serverBits, !serverForgets);
}
