using System.Diagnostics.CodeAnalysis;
using WsToolkit.Dialects;

namespace WsToolkit.Testing;

/// <summary>
/// Checks a dialect of your own, whatever your test framework: a round trip of every kind of message that its <see
/// cref="WsDialect.Features"/>
/// promise, answers that find their calls though they come in another order, errors, bytes that are no messages, and mutated messages, of
/// which
/// nothing may be thrown and nothing may stay. Throws <see cref="WsDialectConformanceException"/> with a clear text.
/// </summary>
/// <remarks>
/// The dialect is looked at by itself, without connections. How a contract fares over it shows a test with <see cref="WsTestHost"/>.
/// </remarks>
public sealed class WsDialectConformance
{
    /// <summary>Creates the checks of a dialect that is the same object at both ends.</summary>
    /// <param name="dialect">The dialect.</param>
    public WsDialectConformance(WsDialect dialect)
        : this(dialect, dialect)
    {
    }

    /// <summary>Creates the checks of a dialect.</summary>
    /// <param name="server">The dialect as a server has it.</param>
    /// <param name="client">The dialect as a client has it.</param>
    public WsDialectConformance(WsDialect server, WsDialect client)
    {
        Server = server ?? throw new ArgumentNullException(nameof(server));
        Client = client ?? throw new ArgumentNullException(nameof(client));
    }

    /// <summary>The dialect as a server has it.</summary>
    public WsDialect Server { get; }

    /// <summary>The dialect as a client has it.</summary>
    public WsDialect Client { get; }

    /// <summary>Names of methods that the dialect can carry, at least two. Default: <c>echo</c>, <c>hold</c> and <c>noop</c>.</summary>
    public IReadOnlyList<string> Methods { get; init; } = ["echo", "hold", "noop"];

    /// <summary>The name of a channel. Default: <c>news:a</c>.</summary>
    public string Channel { get; init; } = "news:a";

    /// <summary>Makes a payload out of a number, in the dialect's format. Default: <c>{"n":1}</c> in JSON.</summary>
    public Func<int, ReadOnlyMemory<byte>> Payload { get; init; }
        = static number => System.Text.Encoding.UTF8.GetBytes($"{{\"n\":{number}}}");

    /// <summary>Whether an error says which of several calls it is about. Default: <see langword="true"/>.</summary>
    public bool ErrorsAreAttributed { get; init; } = true;

    /// <summary>The seed of everything that is chosen by chance. Default: 1.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Mutated messages that are read at each end. Default: 5,000.</summary>
    public int Mutations { get; init; } = 5000;

    /// <summary>
    /// By how many bytes what a connection remembers may have grown after a further <see cref="Mutations"/>. Default: 64 KiB.
    /// </summary>
    public long MaxGrowthBytes { get; init; } = 64 * 1024;

    /// <summary>The clock of the connections. Default: the system's.</summary>
    public TimeProvider TimeProvider { get; init; } = TimeProvider.System;

    /// <summary>
    /// Brings the two ends of a new connection, server and client, to where calls begin, such as behind a login. Default: <see
    /// langword="null"/>, nothing
    /// has to be done.
    /// </summary>
    public Action<WsDialect, WsDialect>? Prepare { get; init; }

    /// <summary>Checks everything.</summary>
    /// <exception cref="WsDialectConformanceException">Something is not as it has to be.</exception>
    [RequiresUnreferencedCode("Looks at everything that the dialect's objects refer to.")]
    public void Run()
    {
        CheckRoundTrips();
        CheckCorrelation();
        CheckMalformed();
        CheckMutations();
    }

    /// <summary>Every kind of message that the features promise arrives as it was sent.</summary>
    /// <exception cref="WsDialectConformanceException">One does not.</exception>
    public void CheckRoundTrips() => new ConformanceRoundTrips(this).Run();

    /// <summary>Answers find their calls, in every order that the dialect allows.</summary>
    /// <exception cref="WsDialectConformanceException">One does not.</exception>
    public void CheckCorrelation() => new ConformanceCorrelation(this).Run();

    /// <summary>What is no message is no exception either.</summary>
    /// <exception cref="WsDialectConformanceException">It is.</exception>
    public void CheckMalformed() => new ConformanceHostility(this).RunMalformed();

    /// <summary>Mutated messages throw nothing, and nothing of them stays.</summary>
    /// <exception cref="WsDialectConformanceException">One does.</exception>
    [RequiresUnreferencedCode("Looks at everything that the dialect's objects refer to.")]
    public void CheckMutations() => new ConformanceHostility(this).RunMutations();
}
