namespace WsToolkit.Dialects;

/// <summary>Where the members of a described dialect stand, and what tells its messages apart. Immutable.</summary>
internal sealed class DescribedMembers
{
    private readonly MemberPaths _paths = new();
    private readonly int _maxDepth;

    /// <exception cref="FormatException">Something is no path, or no condition.</exception>
    public DescribedMembers(WsEnvelopeDescription description)
    {
        _maxDepth = description.MaxDepth;
        Id = description.Correlation == WsCorrelation.Id ? _paths.Add(description.Id) : -1;
        Method = _paths.Add(description.Method);
        Payload = _paths.Add(description.Payload);
        Result = _paths.Add(description.Result);
        Channel = _paths.Add(description.Channel);
        Event = _paths.Add(description.Event);
        Data = _paths.Add(description.Data);
        Challenge = _paths.Add(description.Challenge);
        if (description.Signing is not null)
        {
            Timestamp = _paths.Add(description.Timestamp);
            Nonce = _paths.Add(description.Nonce);
            Signature = _paths.Add(description.Signature);
            Key = _paths.Add(description.Key);
        }

        IsError = EnvelopeCondition.Parse(description.IsError, _paths)!;
        IsPush = EnvelopeCondition.Parse(description.IsPush, _paths);
        IsSubscribed = EnvelopeCondition.Parse(description.IsSubscribed, _paths);
        IsUnsubscribed = EnvelopeCondition.Parse(description.IsUnsubscribed, _paths);
        IsResponse = EnvelopeCondition.Parse(description.IsResponse, _paths)!;
        IsSubscribe = EnvelopeCondition.Parse(description.IsSubscribe, _paths);
        IsUnsubscribe = EnvelopeCondition.Parse(description.IsUnsubscribe, _paths);
        IsPublish = EnvelopeCondition.Parse(description.IsPublish, _paths);
        IsLogin = EnvelopeCondition.Parse(description.IsLogin, _paths);
        IsLoggedIn = EnvelopeCondition.Parse(description.IsLoggedIn, _paths);
    }

    public int Id { get; }

    public int Method { get; }

    public int Payload { get; }

    public int Result { get; }

    public int Channel { get; }

    public int Event { get; }

    public int Data { get; }

    public int Challenge { get; }

    public int Timestamp { get; } = -1;

    public int Nonce { get; } = -1;

    public int Signature { get; } = -1;

    public int Key { get; } = -1;

    public EnvelopeCondition IsError { get; }

    public EnvelopeCondition? IsPush { get; }

    public EnvelopeCondition? IsSubscribed { get; }

    public EnvelopeCondition? IsUnsubscribed { get; }

    public EnvelopeCondition IsResponse { get; }

    public EnvelopeCondition? IsSubscribe { get; }

    public EnvelopeCondition? IsUnsubscribe { get; }

    public EnvelopeCondition? IsPublish { get; }

    public EnvelopeCondition? IsLogin { get; }

    public EnvelopeCondition? IsLoggedIn { get; }

    /// <summary>Whether a server would not take a call for one.</summary>
    public bool MeansSomethingElse(ReadOnlyMemory<byte> call)
    {
        var values = default(MemberValues);
        return _paths.Find(call, _maxDepth, ref values) is null
            && new[] { IsLogin, IsSubscribe, IsUnsubscribe, IsPublish }.Any(condition => Holds(condition, call, values));

        static bool Holds(EnvelopeCondition? condition, ReadOnlyMemory<byte> call, MemberValues values)
            => condition?.Holds(call, in values) == true;
    }

    /// <summary>Finds the members of a message.</summary>
    /// <returns>What is wrong with it; null when nothing is.</returns>
    public WsError? Find(ReadOnlyMemory<byte> message, WsMessageType type, ref MemberValues values)
        => type == WsMessageType.Text ? _paths.Find(message, _maxDepth, ref values) : EnvelopeErrors.TextExpected;
}
