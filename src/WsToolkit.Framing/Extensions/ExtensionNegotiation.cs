namespace WsToolkit.Framing;

/// <summary>
/// Negotiates the extensions of a connection (RFC 6455, section 9.1) from the values of <c>Sec-WebSocket-Extensions</c>, wherever those
/// come from. Hostile values are answered with an <see cref="ExtensionAgreement.Error"/>, never with an exception. Safe for any number of
/// threads.
/// </summary>
public static class ExtensionNegotiation
{
    /// <summary>A client's offer.</summary>
    /// <param name="negotiators">The extensions that the client can use, the most wanted first.</param>
    /// <returns>The value of the header; <see langword="null"/> where there is nothing to offer and the header is to be left out.</returns>
    /// <exception cref="ArgumentException">A negotiator offers something that cannot be written.</exception>
    public static string? Offer(IReadOnlyList<ExtensionNegotiator> negotiators)
    {
        ArgumentNullException.ThrowIfNull(negotiators);
        if (negotiators.Count == 0)
            return null;
        var value = ExtensionHeader.Format(negotiators.SelectMany(negotiator => negotiator.Offer()));
        return value.Length == 0 ? null : value;
    }

    /// <summary>A server's answer to a client's offer.</summary>
    /// <param name="headerValues">The values of the request's header fields; empty or <see langword="null"/> where it has none.</param>
    /// <param name="negotiators">The extensions that the server can use. The client's order decides, not theirs.</param>
    /// <returns>
    /// The extensions and the value to answer with. <see cref="ExtensionAgreement.Error"/> where the values do not follow the grammar:
    /// the request is to be refused with 400 then.
    /// </returns>
    public static ExtensionAgreement Accept(IEnumerable<string?>? headerValues, IReadOnlyList<ExtensionNegotiator> negotiators)
        => ExtensionHeader.TryParse(headerValues ?? [], out var offers)
            ? Accept(offers, negotiators)
            : ExtensionAgreement.Failed("Sec-WebSocket-Extensions is malformed.");

    /// <summary>
    /// A server's answer to a client's offer. The first acceptable element of each name wins; an element that would need a reserved bit
    /// that is taken already is declined.
    /// </summary>
    /// <param name="offers">The elements of the offer.</param>
    /// <param name="negotiators">The extensions that the server can use.</param>
    /// <returns>The extensions and the value to answer with.</returns>
    public static ExtensionAgreement Accept(IReadOnlyList<ExtensionHeader> offers, IReadOnlyList<ExtensionNegotiator> negotiators)
    {
        ArgumentNullException.ThrowIfNull(offers);
        ArgumentNullException.ThrowIfNull(negotiators);
        var agreed = new List<FrameExtension>();
        var elements = new List<ExtensionHeader>();
        var taken = ReservedBits.None;
        try
        {
            foreach (var offer in offers)
            {
                foreach (var negotiator in negotiators)
                {
                    if (!IsNamed(negotiator.Name, offer) || elements.Exists(element => IsNamed(element.Name, offer)))
                        continue;
                    var extension = negotiator.Accept(offer, out var response);
                    if (extension is null)
                        continue;
                    if ((extension.ReservedBits & taken) != 0)
                    {
                        extension.Dispose();
                        continue;
                    }

                    agreed.Add(extension);
                    elements.Add(response ?? throw new InvalidOperationException(
                        $"The negotiator of {negotiator.Name} accepted an offer without saying what to answer."));
                    taken |= extension.ReservedBits;
                }
            }

            return ExtensionAgreement.Agreed(agreed, elements);
        }
        catch
        {
            DisposeAll(agreed);
            throw;
        }
    }

    /// <summary>A client's check of the server's answer.</summary>
    /// <param name="headerValues">The values of the response's header fields; empty or <see langword="null"/> where it has none.</param>
    /// <param name="negotiators">The same as were given to <see cref="Offer"/>.</param>
    /// <returns>
    /// The extensions, or an <see cref="ExtensionAgreement.Error"/>, upon which the client has to fail the connection (RFC 6455, section
    /// 4.1): the values do not follow the grammar, or an extension was not offered, stands there twice, has parameters that are not valid
    /// or shares a reserved bit with another.
    /// </returns>
    public static ExtensionAgreement Confirm(IEnumerable<string?>? headerValues, IReadOnlyList<ExtensionNegotiator> negotiators)
    {
        ArgumentNullException.ThrowIfNull(negotiators);
        if (!ExtensionHeader.TryParse(headerValues ?? [], out var elements))
            return ExtensionAgreement.Failed("Sec-WebSocket-Extensions is malformed.");

        var agreed = new List<FrameExtension>();
        var confirmed = new List<ExtensionHeader>();
        try
        {
            var error = Confirm(elements, negotiators, agreed, confirmed);
            if (error is null)
                return ExtensionAgreement.Agreed(agreed, confirmed);
            DisposeAll(agreed);
            return ExtensionAgreement.Failed(error);
        }
        catch
        {
            DisposeAll(agreed);
            throw;
        }
    }

    private static string? Confirm(
        IReadOnlyList<ExtensionHeader> elements,
        IReadOnlyList<ExtensionNegotiator> negotiators,
        List<FrameExtension> agreed,
        List<ExtensionHeader> confirmed)
    {
        var taken = ReservedBits.None;
        foreach (var element in elements)
        {
            if (confirmed.Exists(earlier => IsNamed(earlier.Name, element)))
                return "The server answered with an extension twice.";

            // Negotiators need not offer what they could do; what was not offered cannot be agreed on.
            var candidates = negotiators.Where(negotiator => IsNamed(negotiator.Name, element) && negotiator.Offer().Count > 0).ToList();
            if (candidates.Count == 0)
                return "The server answered with an extension that was not offered.";

            var extension = candidates.Select(negotiator => negotiator.Confirm(element)).FirstOrDefault(found => found is not null);
            if (extension is null)
                return $"The server answered with parameters of {candidates[0].Name} that are not valid or were not offered.";

            agreed.Add(extension);
            confirmed.Add(element);
            if ((extension.ReservedBits & taken) != 0)
                return "The server agreed to two extensions that use the same reserved bit.";
            taken |= extension.ReservedBits;
        }

        return null;
    }

    private static bool IsNamed(string name, ExtensionHeader element)
        => string.Equals(name, element.Name, StringComparison.OrdinalIgnoreCase);

    private static void DisposeAll(List<FrameExtension> extensions) => extensions.ForEach(extension => extension.Dispose());
}
