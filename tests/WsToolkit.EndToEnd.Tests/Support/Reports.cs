namespace WsToolkit.EndToEnd.Tests.Support;

/// <summary>Receives progress reports where they are made, unlike <see cref="Progress{T}"/>, which posts them elsewhere.</summary>
internal sealed class Reports<T> : IProgress<T>
{
    private readonly Lock _gate = new();
    private readonly List<T> _all = [];

    public Action<T>? OnReport { get; set; }

    public IReadOnlyList<T> All
    {
        get
        {
            lock (_gate)
            {
                return [.. _all];
            }
        }
    }

    public void Report(T value)
    {
        lock (_gate)
        {
            _all.Add(value);
        }

        OnReport?.Invoke(value);
    }
}
