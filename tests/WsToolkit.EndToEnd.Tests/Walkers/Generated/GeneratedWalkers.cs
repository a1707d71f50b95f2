using System.Runtime.CompilerServices;
using System.Text.Json.Serialization;

namespace WsToolkit.EndToEnd.Tests.Walkers.Generated;

/// <summary>What the walkers here did, in order.</summary>
public sealed class Log
{
    private readonly List<string> _lines = [];

    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_lines)
            {
                return [.. _lines];
            }
        }
    }

    public void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }
}

public enum Shade
{
    Light,
    DarkBlue,
}

/// <summary>Shows how its members were bound.</summary>
[WsWalker("gen_bind", Group = "Generated", Naming = WsNaming.SnakeCase)]
public partial class Bind(Log log) : BindBase, IAsyncDisposable
{
    public required string ChannelId { get; init; }

    public required int? Maybe { get; set; }

    public int Times { get; init; } = 3;

    public List<int> Numbers { get; set; } = [1, 2];

    public Shade Shade { get; set; } = Shade.DarkBlue;

    [JsonPropertyName("else")]
    public string? Otherwise { get; init; } = "else";

    [JsonIgnore]
    public string Ignored { get; set; } = "ignored";

    public string Own { get; private set; } = "own";

    [WsEntry]
    public string Show()
        => $"{ChannelId} {Maybe?.ToString() ?? "null"} {Times} {string.Join('+', Numbers)} {Shade} {Otherwise ?? "null"} {Ignored} {Own} {Inherited}";

    public ValueTask DisposeAsync()
    {
        log.Add("disposed");
        return ValueTask.CompletedTask;
    }
}

public abstract class BindBase
{
    public double Inherited { get; init; } = 0.5;
}

/// <summary>Counts.</summary>
/// <param name="To">To where.</param>
/// <param name="By">In which steps.</param>
[WsWalker("gen_count", Group = "Generated")]
public sealed partial record CountTo(int To, int By = 2)
{
    public string Unit { get; init; } = "m";

    [WsEntry]
    public async IAsyncEnumerable<string> RunAsync([EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var number = By; number <= To; number += By)
        {
            await Task.Yield();
            cancellationToken.ThrowIfCancellationRequested();
            yield return $"{number}{Unit}";
        }
    }
}

[JsonDerivedType(typeof(Moved), "moved")]
[JsonDerivedType(typeof(Stopped), "stopped")]
public abstract record Step(int Number);

public sealed record Moved(int Number, string Where) : Step(Number);

public sealed record Stopped(int Number) : Step(Number);

/// <summary>Has entries of every shape, in an order of their own.</summary>
[WsWalker("gen_walk", Group = "Generated", Reports = typeof(Step))]
public partial class WalkAbout(Log log)
{
    [WsEntry(Order = 5)]
    public Stopped Last()
    {
        log.Add("last");
        return new Stopped(9);
    }

    [WsEntry]
    public void First() => log.Add("first");

    [WsEntry]
    public async ValueTask<Moved> SecondAsync()
    {
        await Task.Yield();
        log.Add("second");
        return new Moved(1, "east");
    }

    [WsEntry]
    internal async Task ThirdAsync(WsWalkerContext context)
    {
        await Task.Yield();
        context.Status = 201;
        log.Add("third");
    }
}

/// <summary>Reports progress, from two entries.</summary>
[WsWalker("gen_import", Group = "Generated")]
public sealed partial record Import(int Rows)
{
    [WsEntry]
    public void Prepare(IProgress<double> progress) => progress.Report(0);

    [WsEntry]
    public async IAsyncEnumerable<string> RunAsync(IProgress<double> progress)
    {
        for (var row = 1; row <= Rows; row++)
        {
            await Task.Yield();
            progress.Report((double)row / Rows);
            yield return $"row {row}";
        }
    }
}

/// <summary>Reports progress and nothing else, of several types.</summary>
[WsWalker("gen_climb", Group = "Generated", Progress = typeof(Step))]
public sealed partial class Climb
{
    [WsEntry]
    public void Up(IProgress<Moved> progress) => progress.Report(new Moved(1, "up"));

    [WsEntry]
    public Task DownAsync(IProgress<Step> progress)
    {
        progress.Report(new Moved(2, "down"));
        progress.Report(new Stopped(3));
        return Task.CompletedTask;
    }
}

/// <summary>Is handled by another class.</summary>
[WsWalker("gen_greet", Group = "Generated", Reports = typeof(string), Progress = typeof(int))]
public sealed record Greet(string Name)
{
    public string Greeting { get; init; } = "Hello";
}

[WsWalker(typeof(Greet), Authentication = WsWalkerAuthentication.Required)]
internal sealed partial class Greeter(Log log) : IDisposable
{
    [WsEntry]
    public string Run(Greet greet, WsWalkerContext context, IProgress<int> letters)
    {
        letters.Report(greet.Name.Length);
        return $"{greet.Greeting} {greet.Name} from {context.User.Identity?.Name}";
    }

    public void Dispose() => log.Add("greeter disposed");
}

/// <summary>Tells its caller how far it is.</summary>
[WsWalker("gen_tell", Group = "Generated")]
public partial class Tell
{
    public required string Message { get; init; }

    [WsEntry]
    public ValueTask RunAsync(WsWalkerContext context, CancellationToken cancellationToken)
        => context.NotifySelfAsync(new ToldMessage(Message, Shade.DarkBlue), cancellationToken);
}

[WsEvent("gen_told")]
public sealed partial record ToldMessage(string Message, Shade Shade);
