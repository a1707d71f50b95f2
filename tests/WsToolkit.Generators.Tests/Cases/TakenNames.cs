namespace Shop.System
{
    public class Task;
}

namespace Shop.WsToolkit
{
    public class WsMethod;
}

namespace Shop.Microsoft
{
    public class Extensions;
}

namespace Shop
{
    public class String;

    public class Uri;

    public class CancellationToken;

    public class Shop;

    [global::WsToolkit.WsService]
    public partial class Names(global::System.TimeProvider time)
    {
        [global::WsToolkit.WsRpcMethod]
        public global::System.Threading.Tasks.Task<string> RunAsync(string text, global::System.Uri uri, global::System.Threading.CancellationToken stop)
            => global::System.Threading.Tasks.Task.FromResult(text + uri + time);

        [global::WsToolkit.WsRpcMethod]
        public global::System.Collections.Generic.IAsyncEnumerable<Day> DaysAsync(Day from) => throw new global::System.NotSupportedException();
    }

    public enum Day
    {
        One,
    }
}
