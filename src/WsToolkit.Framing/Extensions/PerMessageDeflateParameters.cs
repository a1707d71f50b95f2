using System.Globalization;

namespace WsToolkit.Framing;

/// <summary>The parameters of permessage-deflate in one element of an offer or an answer (RFC 7692, section 7.1).</summary>
internal sealed record PerMessageDeflateParameters
{
    public const string ExtensionName = "permessage-deflate";
    public const int SmallestWindowBits = 8;
    public const int LargestWindowBits = 15;

    private const string ServerNoContextTakeoverName = "server_no_context_takeover";
    private const string ClientNoContextTakeoverName = "client_no_context_takeover";
    private const string ServerMaxWindowBitsName = "server_max_window_bits";
    private const string ClientMaxWindowBitsName = "client_max_window_bits";

    public bool ServerNoContextTakeover { get; init; }

    public bool ClientNoContextTakeover { get; init; }

    /// <summary>The value, or null if the parameter is not there.</summary>
    public int? ServerMaxWindowBits { get; init; }

    /// <summary>The value, or null if the parameter is not there or has none.</summary>
    public int? ClientMaxWindowBits { get; init; }

    /// <summary>Whether <c>client_max_window_bits</c> is there, with or without a value.</summary>
    public bool HasClientMaxWindowBits { get; init; }

    /// <summary>Reads an element.</summary>
    /// <param name="header">The element.</param>
    /// <returns>
    /// The parameters; null for a wrong name, a parameter that is not known or there twice, or a value that it cannot have (section 7.1).
    /// </returns>
    public static PerMessageDeflateParameters? Parse(ExtensionHeader header)
    {
        if (!IsName(header.Name, ExtensionName))
        {
            return null;
        }

        var parameters = new PerMessageDeflateParameters();
        foreach (var (name, value) in header.Parameters)
        {
            if (parameters.With(name, value) is not { } more)
            {
                return null;
            }

            parameters = more;
        }

        return parameters;
    }

    public ExtensionHeader ToHeader()
    {
        var list = new List<KeyValuePair<string, string?>>(4);
        if (ServerNoContextTakeover)
        {
            list.Add(new(ServerNoContextTakeoverName, null));
        }

        if (ClientNoContextTakeover)
        {
            list.Add(new(ClientNoContextTakeoverName, null));
        }

        if (ServerMaxWindowBits is { } server)
        {
            list.Add(new(ServerMaxWindowBitsName, server.ToString(CultureInfo.InvariantCulture)));
        }

        if (HasClientMaxWindowBits)
        {
            list.Add(new(ClientMaxWindowBitsName, ClientMaxWindowBits?.ToString(CultureInfo.InvariantCulture)));
        }

        return new ExtensionHeader(ExtensionName, list);
    }

    private static bool IsName(string name, string expected) => string.Equals(name, expected, StringComparison.OrdinalIgnoreCase);

    /// <summary>Reads 8 to 15, without leading zeros (sections 7.1.2.1 and 7.1.2.2).</summary>
    private static int? ReadBits(string? value) => value switch
    {
        "8" => 8,
        "9" => 9,
        ['1', >= '0' and <= '5'] => 10 + (value[1] - '0'),
        _ => null,
    };

    private PerMessageDeflateParameters? With(string name, string? value)
    {
        if (IsName(name, ServerNoContextTakeoverName))
        {
            return value is null && !ServerNoContextTakeover ? this with { ServerNoContextTakeover = true } : null;
        }

        if (IsName(name, ClientNoContextTakeoverName))
        {
            return value is null && !ClientNoContextTakeover ? this with { ClientNoContextTakeover = true } : null;
        }

        var bits = ReadBits(value);
        if (IsName(name, ServerMaxWindowBitsName))
        {
            return bits is not null && ServerMaxWindowBits is null ? this with { ServerMaxWindowBits = bits } : null;
        }

        return IsName(name, ClientMaxWindowBitsName) && (bits is not null || value is null) && !HasClientMaxWindowBits
            ? this with { ClientMaxWindowBits = bits, HasClientMaxWindowBits = true }
            : null;
    }
}
