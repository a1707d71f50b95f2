namespace WsToolkit.Generators.Emit;

/// <summary>The names that generated code uses, as it spells them.</summary>
internal static class Spelled
{
    public static readonly string CancellationToken = Of(KnownNames.Platform.CancellationToken);
    public static readonly string Task = Of(KnownNames.Platform.Task);
    public static readonly string ValueTask = Of(KnownNames.Platform.ValueTask);
    public static readonly string Progress = Of(KnownNames.Platform.Progress);
    public static readonly string AsyncEnumerable = Of(KnownNames.Platform.AsyncEnumerable);
    public static readonly string AsyncDisposable = Of(KnownNames.Platform.AsyncDisposable);
    public static readonly string ServiceProvider = Of(KnownNames.Platform.ServiceProvider);
    public static readonly string JsonTypeInfoResolver = Of(KnownNames.Platform.JsonTypeInfoResolver);
    public static readonly string EnumeratorCancellation = Of("System.Runtime.CompilerServices.EnumeratorCancellation");
    public static readonly string TimeSpan = Of("System.TimeSpan");
    public static readonly string Uri = Of("System.Uri");
    public static readonly string Utf8Name = Of("System.ReadOnlySpan") + "<byte>";
    public static readonly string OutOfRange = Of("System.ArgumentOutOfRangeException");
    public static readonly string SequenceEqual = Of("System.MemoryExtensions") + ".SequenceEqual";
    public static readonly string ConfigureAwait = Of("System.Threading.Tasks.TaskAsyncEnumerableExtensions") + ".ConfigureAwait";

    public static readonly string Naming = Of(KnownNames.Types.Naming);
    public static readonly string EnumFormat = Of(KnownNames.Types.EnumFormat);
    public static readonly string Client = Of(KnownNames.Types.Client);
    public static readonly string ClientOptions = Of(KnownNames.Types.ClientOptions);
    public static readonly string Contract = Of(KnownNames.Types.Contract);
    public static readonly string Method = Of(KnownNames.Types.Method);
    public static readonly string MethodShape = Of(KnownNames.Types.MethodShape);
    public static readonly string Parameter = Of(KnownNames.Types.Parameter);
    public static readonly string Dispatcher = Of(KnownNames.Types.Dispatcher);
    public static readonly string Call = Of(KnownNames.Types.Call);
    public static readonly string Caller = Of(KnownNames.Types.Caller);
    public static readonly string ServiceSource = Of(KnownNames.Types.ServiceProvider);
    public static readonly string ContractOf = Of(KnownNames.Types.ContractOf);
    public static readonly string CallableContract = Of(KnownNames.Types.CallableContract);
    public static readonly string ServiceFactory = Of(KnownNames.Types.ServiceFactory);
    public static readonly string Demand = Of(KnownNames.Types.ServiceDemand);
    public static readonly string DemandList = $"{Of("System.Collections.Generic.IReadOnlyList")}<{Demand}>";
    public static readonly string ClientFactory = Of(KnownNames.Types.ClientFactory);
    public static readonly string PayloadCodec = Of(KnownNames.Types.PayloadCodec);
    public static readonly string PayloadType = Of(KnownNames.Types.PayloadType);
    public static readonly string PayloadUse = Of(KnownNames.Types.PayloadUse);

    public static readonly string Channel = Of(KnownNames.Types.Channel);
    public static readonly string ChannelDefinition = Of(KnownNames.Types.ChannelDefinition);
    public static readonly string ChannelEvent = Of(KnownNames.Types.ChannelEvent);
    public static readonly string ChannelHooks = Of(KnownNames.Types.ChannelHooks);
    public static readonly string ChannelHooksList = $"{Of(KnownNames.Platform.ReadOnlyList)}<{Of(KnownNames.Types.AnyChannelHooks)}>";
    public static readonly string SlowConsumer = Of(KnownNames.Types.SlowConsumer);
    public static readonly string Publisher = Of(KnownNames.Types.Publisher);
    public static readonly string ChannelType = Of(KnownNames.Types.ChannelType);
    public static readonly string ChannelSource = Of(KnownNames.Types.ChannelSource);
    public static readonly string ChannelService = Of(KnownNames.Types.ChannelService);
    public static readonly string ChannelText = Of(KnownNames.Types.ChannelText);
    public static readonly string ChannelNames = Of(KnownNames.Types.ChannelNames);
    public static readonly string ChannelSnapshot = Of(KnownNames.Types.ChannelSnapshot);
    public static readonly string ClientChannels = Of(KnownNames.Types.ClientChannels);
    public static readonly string WalkerOf = Of(KnownNames.Types.WalkerOf);
    public static readonly string WalkerDefinition = Of(KnownNames.Types.WalkerDefinition);
    public static readonly string WalkerList = $"{Of(KnownNames.Platform.ReadOnlyList)}<{WalkerDefinition}>";
    public static readonly string WalkerRunner = Of(KnownNames.Types.WalkerRunner);
    public static readonly string WalkerRun = Of(KnownNames.Types.WalkerRun);
    public static readonly string WalkerOperation = Of(KnownNames.Types.WalkerOperation);
    public static readonly string WalkerClient = Of(KnownNames.Types.WalkerClient);
    public static readonly string WalkerClientOf = Of(KnownNames.Types.WalkerClientOf);
    public static readonly string WalkerReply = Of(KnownNames.Types.WalkerReply);
    public static readonly string WalkerConnectionInfo = Of(KnownNames.Types.WalkerConnectionInfo);
    public static readonly string Notification = Of(KnownNames.Types.Notification);
    public static readonly string JsonOptions = Of(KnownNames.Types.JsonOptions);
    public static readonly string HttpClient = Of(KnownNames.Platform.HttpClient);
    public static readonly string Action = Of(KnownNames.Platform.Action);
    public static readonly string WithCancellation = Of(KnownNames.Platform.AsyncEnumerableExtensions) + ".WithCancellation";
    public static readonly string UnsafeAccessor = Of(JsonNames.Platform.UnsafeAccessor);
    public static readonly string UnsafeAccessorKind = Of(JsonNames.Platform.UnsafeAccessorKind);
    public static readonly string NotSupported = Of(KnownNames.Platform.NotSupported);

    /// <summary>Hides what is public for generated code only.</summary>
    public static readonly string NotBrowsable =
        $"[{Of("System.ComponentModel.EditorBrowsable")}({Of("System.ComponentModel.EditorBrowsableState")}.Never)]";

    /// <summary>What stands for the JSON context where none is generated.</summary>
    public static readonly string NoJsonContext = Of(JsonNames.Types.Metadata) + ".Nothing";

    /// <summary>The signature of the generator, on every type that is wholly generated.</summary>
    public static readonly string GeneratedCode =
        $"[{Of("System.CodeDom.Compiler.GeneratedCode")}(\"{GeneratorInfo.Name}\", \"{GeneratorInfo.Version}\")]";

    private static string Of(string metadataName)
    {
        var arity = metadataName.IndexOf('`');
        return KnownNames.Global + (arity < 0 ? metadataName : metadataName.Substring(0, arity));
    }
}
