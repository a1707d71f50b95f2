namespace WsToolkit.Generators;

/// <summary>
/// Every name of the runtime libraries that the generator looks for or writes. The generator references none of them; a test checks
/// that each name here exists.
/// </summary>
internal static class KnownNames
{
    public const string Global = "global::";

    /// <summary>What the annotations are called, as metadata names.</summary>
    internal static class Attributes
    {
        public const string RpcMethod = "WsToolkit.WsRpcMethodAttribute";
        public const string Service = "WsToolkit.WsServiceAttribute";
        public const string Payload = "WsToolkit.WsPayloadAttribute";
        public const string ContractDefaults = "WsToolkit.WsContractDefaultsAttribute";
        public const string Channel = "WsToolkit.WsChannelAttribute";
        public const string ChannelHook = "WsToolkit.WsChannelHookAttribute";
        public const string Event = "WsToolkit.WsEventAttribute";
        public const string Walker = "WsToolkit.WsWalkerAttribute";
        public const string Entry = "WsToolkit.WsEntryAttribute";
    }

    /// <summary>Types of the toolkit, as metadata names.</summary>
    internal static class Types
    {
        public const string CallContext = "WsToolkit.WsCallContext";
        public const string Connection = "WsToolkit.WsConnection";
        public const string Naming = "WsToolkit.WsNaming";
        public const string EnumFormat = "WsToolkit.WsEnumFormat";
        public const string Client = "WsToolkit.WsClient";
        public const string ClientOptions = "WsToolkit.WsClientOptions";
        public const string Contract = "WsToolkit.Rpc.WsContract";
        public const string Method = "WsToolkit.Rpc.WsMethod";
        public const string MethodShape = "WsToolkit.Rpc.WsMethodShape";
        public const string Parameter = "WsToolkit.Rpc.WsParameter";
        public const string Dispatcher = "WsToolkit.Rpc.WsDispatcher";
        public const string Call = "WsToolkit.Rpc.WsCall";
        public const string Caller = "WsToolkit.Rpc.WsCaller";
        public const string OutgoingCall = "WsToolkit.Rpc.WsOutgoingCall";
        public const string ArgumentReader = "WsToolkit.Rpc.WsArgumentReader";
        public const string ServiceProvider = "WsToolkit.Rpc.WsServiceProvider`1";
        public const string ContractOf = "WsToolkit.Rpc.IWsContract`1";
        public const string CallableContract = "WsToolkit.Rpc.IWsCallableContract`1";
        public const string ServiceFactory = "WsToolkit.Rpc.IWsService`1";
        public const string ServiceDemand = "WsToolkit.Rpc.WsServiceDemand";
        public const string ClientFactory = "WsToolkit.Rpc.IWsClient`1";
        public const string PayloadCodec = "WsToolkit.Json.WsPayloadCodec";
        public const string PayloadType = "WsToolkit.Json.WsPayloadType`1";
        public const string PayloadUse = "WsToolkit.Json.WsPayloadUse";
        public const string Channel = "WsToolkit.WsChannel`1";
        public const string ChannelContext = "WsToolkit.WsChannelContext";
        public const string ChannelDefinition = "WsToolkit.WsChannelDefinition`1";
        public const string ChannelEvent = "WsToolkit.WsChannelEvent`2";
        public const string ChannelHook = "WsToolkit.WsChannelHook";
        public const string AnyChannelHooks = "WsToolkit.WsChannelHooks";
        public const string ChannelHooks = "WsToolkit.WsChannelHooks`1";
        public const string SlowConsumer = "WsToolkit.WsSlowConsumer";
        public const string Publisher = "WsToolkit.WsPublisher`1";
        public const string ChannelType = "WsToolkit.Channels.WsChannelType`1";
        public const string ChannelSource = "WsToolkit.Channels.WsChannelSource";
        public const string ChannelService = "WsToolkit.Channels.IWsChannelService";
        public const string ChannelText = "WsToolkit.Channels.WsChannelText";
        public const string ChannelNames = "WsToolkit.Channels.WsChannelNames";
        public const string ChannelSnapshot = "WsToolkit.Channels.WsChannelSnapshot";
        public const string ClientChannels = "WsToolkit.Client.WsClientChannels";
        public const string WalkerContext = "WsToolkit.WsWalkerContext";
        public const string WalkerOf = "WsToolkit.Walkers.IWsWalker`1";
        public const string WalkerDefinition = "WsToolkit.Walkers.WsWalkerDefinition";
        public const string WalkerMember = "WsToolkit.Walkers.WsWalkerMember";
        public const string WalkerRunner = "WsToolkit.Walkers.WsWalkerRunner";
        public const string WalkerRun = "WsToolkit.Walkers.WsWalkerRun";
        public const string WalkerOperation = "WsToolkit.Walkers.WsWalkerOperation`1";
        public const string ReportingOperation = "WsToolkit.Walkers.WsWalkerOperation`2";
        public const string WalkerClient = "WsToolkit.WsWalkerClient";
        public const string WalkerClientOf = "WsToolkit.Client.IWsWalkerClient`1";
        public const string WalkerReply = "WsToolkit.WsWalkerReply";
        public const string WalkerReplyOf = "WsToolkit.WsWalkerReply`1";
        public const string WalkerConnectionInfo = "WsToolkit.WsWalkerConnectionInfo";
        public const string Notification = "WsToolkit.IWsEvent`1";
        public const string JsonOptions = "WsToolkit.Json.WsJsonOptions";
    }

    /// <summary>Types of the platform, as metadata names.</summary>
    internal static class Platform
    {
        public const string CancellationToken = "System.Threading.CancellationToken";
        public const string Task = "System.Threading.Tasks.Task";
        public const string TaskOf = "System.Threading.Tasks.Task`1";
        public const string ValueTask = "System.Threading.Tasks.ValueTask";
        public const string ValueTaskOf = "System.Threading.Tasks.ValueTask`1";
        public const string AsyncEnumerable = "System.Collections.Generic.IAsyncEnumerable`1";
        public const string Enumerable = "System.Collections.Generic.IEnumerable`1";
        public const string ReadOnlyList = "System.Collections.Generic.IReadOnlyList`1";
        public const string Equatable = "System.IEquatable`1";
        public const string Formattable = "System.IFormattable";
        public const string Guid = "System.Guid";
        public const string NotSupported = "System.NotSupportedException";
        public const string Progress = "System.IProgress`1";
        public const string AsyncDisposable = "System.IAsyncDisposable";
        public const string ServiceProvider = "System.IServiceProvider";
        public const string Obsolete = "System.ObsoleteAttribute";
        public const string Experimental = "System.Diagnostics.CodeAnalysis.ExperimentalAttribute";
        public const string SetsRequiredMembers = "System.Diagnostics.CodeAnalysis.SetsRequiredMembersAttribute";
        public const string AttributeUsage = "System.AttributeUsageAttribute";
        public const string EnumeratorCancellation = "System.Runtime.CompilerServices.EnumeratorCancellationAttribute";
        public const string CallerLineNumber = "System.Runtime.CompilerServices.CallerLineNumberAttribute";
        public const string CallerFilePath = "System.Runtime.CompilerServices.CallerFilePathAttribute";
        public const string CallerMemberName = "System.Runtime.CompilerServices.CallerMemberNameAttribute";
        public const string CallerArgumentExpression = "System.Runtime.CompilerServices.CallerArgumentExpressionAttribute";
        public const string GeneratedCode = "System.CodeDom.Compiler.GeneratedCodeAttribute";
        public const string HttpClient = "System.Net.Http.HttpClient";
        public const string Action = "System.Action`1";
        public const string AsyncEnumerableExtensions = "System.Threading.Tasks.TaskAsyncEnumerableExtensions";
        public const string JsonTypeInfoResolver = "System.Text.Json.Serialization.Metadata.IJsonTypeInfoResolver";
    }

    /// <summary>Types of the hosting libraries, as metadata names. A contract assembly need not reference them.</summary>
    internal static class Hosting
    {
        public const string AuthorizeData = "Microsoft.AspNetCore.Authorization.IAuthorizeData";
        public const string AllowAnonymous = "Microsoft.AspNetCore.Authorization.IAllowAnonymous";
        public const string FromKeyedServices = "Microsoft.Extensions.DependencyInjection.FromKeyedServicesAttribute";
        public const string ActivatorConstructor = "Microsoft.Extensions.DependencyInjection.ActivatorUtilitiesConstructorAttribute";
        public const string ServiceExtensions = "Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions";
        public const string KeyedServiceExtensions = "Microsoft.Extensions.DependencyInjection.ServiceProviderKeyedServiceExtensions";
    }

    /// <summary>The name of the generated JSON context, in the namespace that <see cref="Parsing.ContextNamespace"/> decides.</summary>
    public const string JsonContext = "WsJsonContext";
}
