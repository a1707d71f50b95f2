using System.Text.Json.Serialization.Metadata;
using WsToolkit.Json;
using WsToolkit.Rpc;
using WsToolkit.Walkers;

namespace WsToolkit.Tests.Walkers;

/// <summary>What the generator would write, with one member: a walker that does what it is told.</summary>
internal sealed class HandWalker : WsWalkerDefinition
{
    private readonly WsParameter[] _members;
    private readonly Func<Args, Task> _run;

    public HandWalker(
        string name,
        Func<Args, Task> run,
        WsWalkerAuthentication authentication = WsWalkerAuthentication.Optional,
        TimeSpan? timeout = null,
        WsMethods methods = WsMethods.WebSocket | WsMethods.Post,
        bool valRequired = false)
        : base(name, name)
    {
        _run = run;
        _members = [new("val", valRequired, nullable: false), new("text", required: false, nullable: true)];
        Methods = methods;
        Authentication = authentication;
        Timeout = timeout;
        Naming = WsNaming.SnakeCase;
    }

    public static IJsonTypeInfoResolver Resolver { get; } = new DefaultJsonTypeInfoResolver();

    public override IJsonTypeInfoResolver JsonTypeInfoResolver => Resolver;

    public override WsWalkerRunner CreateRunner(WsPayloadCodec codec) => new Runner(this, codec);

    /// <summary>A run with its members bound.</summary>
    public sealed record Args(WsWalkerRun Run, int Val, string? Text, WsPayloadType<string> Texts, WsPayloadType<int> Numbers)
    {
        public WsWalkerContext Context => Run.Context;

        public ValueTask ReportAsync(string text) => Run.ReportAsync(text, Texts);

        public ValueTask ReportAsync(int number) => Run.ReportAsync(number, Numbers);
    }

    private sealed class Runner(HandWalker walker, WsPayloadCodec codec) : WsWalkerRunner
    {
        private readonly WsPayloadType<int> _numbers = codec.GetPayloadType<int>();
        private readonly WsPayloadType<string> _texts = codec.GetPayloadType<string>();

        public override ValueTask RunAsync(WsWalkerRun run)
        {
            var val = 0;
            string? text = null;
            var members = run.ReadMembers(walker._members);
            while (members.Next(out var member))
            {
                if (member == 0)
                {
                    val = members.Get(_numbers);
                }
                else
                {
                    text = members.Get(_texts);
                }
            }

            return GoAsync(run, val, text);
        }

        private async ValueTask GoAsync(WsWalkerRun run, int val, string? text)
        {
            await run.EnterAsync();
            await walker._run(new Args(run, val, text, _texts, _numbers));
            await run.CompleteAsync();
        }
    }
}

/// <summary>A typed notification.</summary>
internal sealed record Chat(string Message) : IWsEvent<Chat>
{
    static string IWsEvent<Chat>.EventName => "chat";

    static IJsonTypeInfoResolver IWsEvent<Chat>.JsonTypeInfoResolver => HandWalker.Resolver;

    static WsNaming IWsEvent<Chat>.Naming => WsNaming.SnakeCase;

    static WsEnumFormat IWsEvent<Chat>.Enums => WsEnumFormat.Strings;
}
