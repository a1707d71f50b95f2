namespace WsToolkit.Dialects.Signing;

/// <summary>How a secret is written down: the bytes behind it are what the key is made of.</summary>
public enum WsSecretEncoding
{
    /// <summary>The text's own bytes in UTF-8.</summary>
    Utf8,

    /// <summary>Base64, with or without padding; base64url too.</summary>
    Base64,

    /// <summary>Hexadecimal digits in either case.</summary>
    Hex,
}

/// <summary>How the key of the MAC is made of the secret's bytes.</summary>
public enum WsKeyDerivation
{
    /// <summary>They are the key.</summary>
    None,

    /// <summary>The key is the ASCII text of the padded base64url of their SHA-256.</summary>
    Sha256Base64Url,

    /// <summary>The key is the ASCII text of the lower-case hexadecimal SHA-256.</summary>
    Sha256Hex,

    /// <summary>The key is their SHA-256.</summary>
    Sha256,
}

/// <summary>The message authentication code (RFC 2104).</summary>
public enum WsMac
{
    /// <summary>HMAC with SHA-256.</summary>
    HmacSha256,

    /// <summary>HMAC with SHA-384.</summary>
    HmacSha384,

    /// <summary>HMAC with SHA-512.</summary>
    HmacSha512,
}

/// <summary>How the bytes of a signature are written as text.</summary>
public enum WsSignatureEncoding
{
    /// <summary>Lower-case hexadecimal digits.</summary>
    Hex,

    /// <summary>Upper-case hexadecimal digits.</summary>
    HexUpper,

    /// <summary>Base64 with padding (RFC 4648, section 4).</summary>
    Base64,

    /// <summary>Base64url without padding (RFC 4648, section 5).</summary>
    Base64Url,
}

/// <summary>How a time stamp is written.</summary>
public enum WsTimestampFormat
{
    /// <summary>Whole seconds since 1970.</summary>
    Seconds,

    /// <summary>Whole milliseconds since 1970.</summary>
    Milliseconds,

    /// <summary>Whole microseconds since 1970.</summary>
    Microseconds,

    /// <summary>ISO 8601 in UTC with milliseconds: <c>2026-11-21T18:50:00.000Z</c>.</summary>
    Iso8601,
}

/// <summary>Which messages of a client carry a signature.</summary>
[Flags]
public enum WsSignWhen
{
    /// <summary>None: what is needed stands in the address or the headers of the handshake.</summary>
    Never = 0,

    /// <summary>The login, in front of everything else.</summary>
    Login = 1,

    /// <summary>Each call.</summary>
    Calls = 2,

    /// <summary>Each subscribing.</summary>
    Subscribes = 4,
}
