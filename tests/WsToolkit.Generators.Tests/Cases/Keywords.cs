using WsToolkit;

namespace Shop.@namespace.@static
{
    public sealed record @event(string @string, int? @int = null);

    public partial class @class
    {
        [WsRpcMethod] public Task<@event> @return(@event @params, int @in = 3, CancellationToken @default = default) => Task.FromResult(@params);

        [WsRpcMethod] public void @async(IAsyncEnumerable<int> @await, IProgress<@event> @yield) { }

        [WsRpcMethod] public void @var([WsPayload] @event @record, WsCallContext @this) { }

        [WsRpcMethod] public IAsyncEnumerable<@event> @foreach(bool @true) => throw new NotSupportedException();
    }

    [WsService]
    public partial interface @interface
    {
        Task @void(int @out, CancellationToken @ref);
    }

    // Contextual keywords that mean something where types are declared, or in asynchronous code.
    public partial class @record<@await>
    {
        public partial class @file
        {
            [WsRpcMethod] public Task<@required> @await(@required await, @required yield) => Task.FromResult(await);
        }
    }

    public sealed record @required(int field, string? value);
}
