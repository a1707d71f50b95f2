using WsToolkit.Dialects.Signing;
using WsToolkit.Framing;

namespace WsToolkit.Dialects;

/// <summary>
/// Speaks a JSON envelope that is described (<see cref="WsEnvelopeDescription"/>): calls with one answer, and channels where the
/// description has
/// them. Immutable and thread-safe; one object serves any number of connections, of one role.
/// </summary>
public sealed class DescribedDialect : WsDialect
{
    private readonly WsDialectRole _role;
    private readonly WsReplayGuard? _replayGuard;
    private WsReplayGuard? _ownGuard;

    private DescribedDialect(
        WsEnvelopeDescription description, WsDialectRole role, WsDescribedClientOptions? client, WsDescribedServerOptions? server)
    {
        ArgumentNullException.ThrowIfNull(description);
        Description = description;
        ClientOptions = client ?? new WsDescribedClientOptions();
        ServerOptions = server ?? new WsDescribedServerOptions();
        Members = new DescribedMembers(description);
        Errors = new DescribedErrors(description);
        Templates = new DescribedTemplates(description, Errors);
        _role = role;
        _replayGuard = ServerOptions.ReplayGuard;
    }

    /// <summary>The dialect of clients.</summary>
    /// <param name="description">The envelope.</param>
    /// <param name="options">What else is needed; the defaults when <see langword="null"/>.</param>
    /// <returns>The dialect.</returns>
    /// <exception cref="FormatException">A path, a condition or a template of the description is none.</exception>
    /// <exception cref="ArgumentException">Messages are to be signed, and credentials are missing or do not have what the recipe asks
    /// for.</exception>
    public static DescribedDialect ForClient(WsEnvelopeDescription description, WsDescribedClientOptions? options = null)
    {
        var dialect = new DescribedDialect(description, WsDialectRole.Client, options, null);
        if (description.Signing is { } recipe)
        {
            var credentials = dialect.ClientOptions.Credentials
                ?? throw new ArgumentException("The description signs messages, for which credentials are needed.", nameof(options));
            if (dialect.Templates.OtherNames.FirstOrDefault(name => credentials.Find(name) is null) is { } missing)
            {
                throw new ArgumentException($"A message has {{{missing}}}, for which the credentials have no value.", nameof(options));
            }

            dialect.Signer = new WsMessageSigner(recipe, credentials);
        }

        return dialect;
    }

    /// <summary>The dialect of servers.</summary>
    /// <param name="description">The envelope.</param>
    /// <param name="options">What else is needed; the defaults when <see langword="null"/>.</param>
    /// <returns>The dialect.</returns>
    /// <exception cref="FormatException">A path, a condition or a template of the description is none.</exception>
    /// <exception cref="ArgumentException">Messages are signed, and the options cannot find secrets.</exception>
    /// <exception cref="NotSupportedException">The recipe is none that a server can check: it has a challenge or sorted parameters, no
    /// login, nothing that is signed, or a text without time stamp or nonce.</exception>
    public static DescribedDialect ForServer(WsEnvelopeDescription description, WsDescribedServerOptions? options = null)
    {
        var dialect = new DescribedDialect(description, WsDialectRole.Server, null, options);
        if (description.Signing is { TextTemplate: { } text })
        {
            if (dialect.ServerOptions.FindSecret is null)
            {
                throw new ArgumentException("The description signs messages, for which the secrets of keys are needed.", nameof(options));
            }

            if (text.Has(TemplateValue.Challenge) || text.Has(TemplateValue.Parameters))
            {
                throw new NotSupportedException("A server cannot check signatures over challenges or sorted parameters.");
            }

            if (dialect.Members.IsLogin is null || !dialect.HasLogin)
            {
                throw new NotSupportedException(
                    $"A server that checks signatures needs a login: the recipe's {nameof(WsSigningRecipe.Login)}, {nameof(WsSignWhen)}."
                    + $"{nameof(WsSignWhen.Login)} and the description's {nameof(WsEnvelopeDescription.IsLogin)}.");
            }

            if (!text.Has(TemplateValue.Timestamp) || !text.Has(TemplateValue.Nonce))
            {
                // What is not signed could be changed, and the message sent once more.
                throw new NotSupportedException("A server needs {ts} and {nonce} in the text that is signed.");
            }
        }
        else if (description.Signing is not null)
        {
            throw new NotSupportedException("A server cannot check a recipe that signs nothing.");
        }

        return dialect;
    }

    /// <summary>The envelope.</summary>
    public WsEnvelopeDescription Description { get; }

    /// <inheritdoc/>
    public override string Name => Description.Name;

    /// <inheritdoc/>
    public override string? Subprotocol => Description.Subprotocol;

    /// <inheritdoc/>
    public override WsDialectFeatures Features
        => WsDialectFeatures.NamedArguments | (Description.Subscribe is null ? WsDialectFeatures.None : WsDialectFeatures.Channels);

    /// <inheritdoc/>
    public override int? MaxMessageBytes => Description.MaxMessageBytes;

    /// <inheritdoc/>
    public override int? MaxUnansweredCalls => ClientOptions.OneCallInFlight ? 1 : null;

    internal WsDescribedClientOptions ClientOptions { get; }

    internal WsDescribedServerOptions ServerOptions { get; }

    internal DescribedMembers Members { get; }

    internal DescribedErrors Errors { get; }

    internal DescribedTemplates Templates { get; }

    /// <summary>Signs what a client sends; null when nothing is signed.</summary>
    internal WsMessageSigner? Signer { get; private set; }

    /// <summary>Whether a connection logs in before everything else.</summary>
    internal bool HasLogin => Description.Signing is { LoginTemplate: not null } recipe && recipe.When.HasFlag(WsSignWhen.Login);

    /// <inheritdoc/>
    /// <exception cref="InvalidOperationException">The dialect was made for the other end.</exception>
    public override WsDialect ForConnection(WsDialectContext connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        if (connection.Role != _role)
        {
            throw new InvalidOperationException(
                $"This dialect was made by {nameof(DescribedDialect)}.For{_role} and cannot be used at the other end.");
        }

        return _role == WsDialectRole.Client
            ? new DescribedClientConnection(this, connection.TimeProvider)
            : new DescribedServerConnection(this, GuardFor(connection.TimeProvider));
    }

    /// <inheritdoc/>
    public override string? RefuseMethodName(string name)
        => Members.MeansSomethingElse(Templates.CreateSampleCall(name)) ? "a message with that name means something else in it." : null;

    /// <inheritdoc/>
    public override IWsAuthenticator? GetAuthenticator(WsDialectRole role)
        => role == WsDialectRole.Server
            ? HasLogin ? new DescribedAdmission(this) : null
            : HasLogin || Description.AskChallenge is not null || ClientOptions.GetServerTime is not null ? new DescribedLogin(this) : null;

    /// <inheritdoc/>
    /// <remarks>Messages are read by the object of their connection; this one finds nothing in any.</remarks>
    public override void Parse(ReadOnlyMemory<byte> message, WsMessageType type, out WsEnvelope envelope)
        => envelope = new WsEnvelope { Kind = WsEnvelopeKind.Malformed, Credit = -1 };

    /// <inheritdoc/>
    public override void Begin(OutputBuffer output, in WsEnvelope envelope) => Templates.Begin(output, in envelope, null);

    /// <inheritdoc/>
    public override void End(OutputBuffer output, in WsEnvelope envelope)
    {
    }

    /// <inheritdoc/>
    public override bool Finish(OutputBuffer output, in WsEnvelope envelope, OutputMark start, OutputMark payload)
    {
        Templates.Finish(output, in envelope, start, payload, null);
        return true;
    }

    /// <inheritdoc/>
    public override WsError ReadError(ReadOnlyMemory<byte> payload) => Errors.Read(payload);

    /// <summary>Makes the message by which a client asks for a challenge.</summary>
    internal byte[] CreateChallengeRequest()
    {
        var template = SigningTemplate.Parse(Description.AskChallenge!, json: true, TemplateValue.Key, TemplateValue.Other);
        return System.Text.Encoding.UTF8.GetBytes(template.Render(new TemplateValues { Credentials = ClientOptions.Credentials }));
    }

    private WsReplayGuard GuardFor(TimeProvider time)
        => _replayGuard ?? LazyInitializer.EnsureInitialized(ref _ownGuard, () => new WsReplayGuard(time));
}
