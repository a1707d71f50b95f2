using WsToolkit;

namespace Läden;

public partial class Größenrechner
{
    [WsRpcMethod] public double Größe(double länge, double ĉeno) => länge * ĉeno;

    [WsRpcMethod] public void Åpne(string 名前) { }

    [WsRpcMethod("say \"hi\"\\\n\u2028")] public void Quoted() { }

    [WsRpcMethod("emoji 😀 {0}")] public void Emoji(IAsyncEnumerable<string> поток) { }

    [WsRpcMethod("ab")] public void TwoBytes() { }

    [WsRpcMethod("ä")] public void TwoBytesAsWell() { }
}
