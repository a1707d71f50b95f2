using WsToolkit;

namespace Shop;

/// <summary>
/// Sells <i>things</i>.
/// <para>In two paragraphs.</para>
/// </summary>
/// <param name="clock">The clock; see <see cref="TimeProvider"/>.</param>
/// <remarks>See <see cref="Stock.Item"/> and <paramref name="clock"/>.</remarks>
[WsService("documented")]
public partial class DocumentedService(TimeProvider clock)
{
    /// <summary>Sells an item &amp; returns what is left, if <c>a &lt; b</c>.</summary>
    /// <param name="item">What is sold.</param>
    /// <param name="count">How many; more than <paramref name="item"/> has is an error.</param>
    /// <param name="context">The call, which <paramref name="stop"/> ends.</param>
    /// <param name="stop">Ends the sale.</param>
    /// <returns>What is left of <paramref name="context"/>.</returns>
    /// <exception cref="InvalidOperationException">There is nothing left.</exception>
    /// <example>
    /// <code>
    /// if (sold)
    /// {
    ///     var left = await shop.SellAsync(item, 3);
    /// }
    /// </code>
    /// </example>
    [WsRpcMethod]
    public Task<Stock> SellAsync(Stock.Item item, int count, WsCallContext context, CancellationToken stop) => Task.FromResult(new Stock(clock.GetTimestamp()));

    /// <inheritdoc cref="SellAsync"/>
    [WsRpcMethod]
    public void Inherits() { }

    /// <param name="first">There is no summary.</param>
    /// <param name="second">And no text about the result.</param>
    [WsRpcMethod]
    public void Partly(int first, int second) { }

    /// <summary>Overloaded; see <see cref="Partly(int, int)"/> and <seealso cref="List{T}.Add(T)"/>.</summary>
    [WsRpcMethod("many<\"&\">")]
    public void Generics(List<int> numbers) { }

    // No documentation.
    [WsRpcMethod]
    public void Nothing(IProgress<int> progress) { }

    /** <summary>A comment in the other form.</summary> */
    [WsRpcMethod]
    public void Stars() { }
}

/// <summary>What is there.</summary>
/// <param name="Count">How many.</param>
public sealed record Stock(long Count)
{
    /// <summary>A kind of thing.</summary>
    public enum Item
    {
        /// <summary>A nail.</summary>
        Nail,
    }
}

/// <summary>Hears of the shop.</summary>
[WsService]
public partial interface IDocumentedCallback
{
    /// <summary>Something has been sold.</summary>
    /// <param name="item">What.</param>
    /// <returns>Whether it was expected.</returns>
    Task<bool> SoldAsync(Stock.Item item);
}
