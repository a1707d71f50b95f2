using System.Runtime.InteropServices;
using WsToolkit;

namespace Shop;

[Flags]
public enum Days : byte
{
    None = 0,
    Monday = 1,
    Tuesday = 2,
    Weekend = 0x60,
}

public enum Signed : long
{
    Low = long.MinValue,
    @default = 7,
}

public readonly record struct Money(decimal Amount);

public partial class Defaults
{
    [WsRpcMethod]
    public void Integers(
        byte a = 255, sbyte b = -128, short c = -1, ushort d = 1, int e = int.MinValue, uint f = uint.MaxValue, long g = long.MinValue, ulong h = ulong.MaxValue)
    {
    }

    [WsRpcMethod]
    public void Fractions(
        float a = float.NaN, double b = double.NegativeInfinity, float c = 1.1f, double d = -0.0, decimal e = -79228162514264337593543950335m,
        decimal f = 1.10m, double g = double.Epsilon, float h = float.MaxValue)
    {
    }

    [WsRpcMethod]
    public void Texts(
        string a = "quote \" backslash \\ line \r\n tab \t null \0 {brace} 😀 \u2028", string b = "", string? c = null, char d = '\'', char e = '\u2028',
        char f = '\0', char g = '\ud83d', string h = "lone \ud83d surrogate")
    {
    }

    [WsRpcMethod]
    public void Enums(Days a = Days.Monday, Days b = Days.Monday | Days.Tuesday, Days? c = Days.Weekend, Signed d = Signed.@default, Signed e = (Signed)(-5), DayOfWeek f = DayOfWeek.Friday)
    {
    }

    [WsRpcMethod]
    public void Structs(Money a = default, Guid b = default, DateTime c = default, int? d = null, int? e = 5, Money? f = null, bool g = true, CancellationToken h = default)
    {
    }

    [WsRpcMethod]
    public void Lists(List<int>? a = null, int[]? b = default, object? c = null)
    {
    }

    [WsRpcMethod]
    public void Attributes([Optional] int a, [Optional, DefaultParameterValue("x")] string b, params int[] rest)
    {
    }
}

[WsService]
public partial interface IDefaulting
{
    Task SetAsync(int number, Days days = Days.Weekend, string text = "\"", IProgress<int>? progress = null, CancellationToken cancellationToken = default);

    IAsyncEnumerable<int> CountAsync(double from = double.NaN, CancellationToken cancellationToken = default);
}
