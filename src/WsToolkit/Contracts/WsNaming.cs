namespace WsToolkit;

/// <summary>How C# names become names on the wire, of methods and JSON members alike. A name that is given explicitly always wins.</summary>
public enum WsNaming
{
    /// <summary>What the assembly says with <see cref="WsContractDefaultsAttribute"/>, else <see cref="CamelCase"/>.</summary>
    Default = 0,

    /// <summary><c>EstimateSwapAsync</c> becomes <c>estimateSwap</c>.</summary>
    CamelCase = 1,

    /// <summary><c>EstimateSwapAsync</c> becomes <c>estimate_swap</c>.</summary>
    SnakeCase = 2,

    /// <summary><c>EstimateSwapAsync</c> becomes <c>EstimateSwap</c>.</summary>
    AsIs = 3,
}
