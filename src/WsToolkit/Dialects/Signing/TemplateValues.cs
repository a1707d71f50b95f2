namespace WsToolkit.Dialects.Signing;

/// <summary>What can stand in a template.</summary>
internal enum TemplateValue
{
    Literal,
    Timestamp,
    Nonce,
    Path,
    Method,
    Channel,
    Event,
    Key,
    Body,
    Members,
    Parameters,
    Challenge,
    Signature,
    Id,
    Error,
    Errors,
    Code,

    /// <summary>A further value of the credentials.</summary>
    Other,
}

/// <summary>The values of one message, all as they are to be written.</summary>
internal ref struct TemplateValues
{
    public ReadOnlySpan<byte> Timestamp;
    public ReadOnlySpan<byte> Nonce;
    public ReadOnlySpan<byte> Path;
    public ReadOnlySpan<byte> Method;
    public ReadOnlySpan<byte> Channel;
    public ReadOnlySpan<byte> Event;
    public ReadOnlySpan<byte> Body;
    public ReadOnlySpan<byte> Parameters;
    public ReadOnlySpan<byte> Challenge;
    public ReadOnlySpan<byte> Signature;
    public ReadOnlySpan<byte> Id;
    public ReadOnlySpan<byte> Error;
    public ReadOnlySpan<byte> Errors;
    public ReadOnlySpan<byte> Code;
    public WsCredentials? Credentials;

    public readonly ReadOnlySpan<byte> this[TemplateValue value, string name] => value switch
    {
        TemplateValue.Timestamp => Timestamp,
        TemplateValue.Nonce => Nonce,
        TemplateValue.Path => Path,
        TemplateValue.Method => Method,
        TemplateValue.Channel => Channel,
        TemplateValue.Event => Event,
        TemplateValue.Key => Credentials is null ? default : Credentials.KeyUtf8,
        TemplateValue.Body or TemplateValue.Members => Body,
        TemplateValue.Parameters => Parameters,
        TemplateValue.Challenge => Challenge,
        TemplateValue.Signature => Signature,
        TemplateValue.Id => Id,
        TemplateValue.Error => Error,
        TemplateValue.Errors => Errors,
        TemplateValue.Code => Code,
        _ => Credentials?.Find(name),
    };
}
