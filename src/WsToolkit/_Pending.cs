// Stand-ins so that the library compiles while its parts land. Each goes when its real file comes; then the file goes.
#pragma warning disable
using WsToolkit.Framing;
namespace WsToolkit.Dialects
{
    public abstract class DefaultDialect : WsDialect { public static DefaultDialect Instance => null!; }
}
