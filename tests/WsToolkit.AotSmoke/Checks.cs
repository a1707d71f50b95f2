namespace WsToolkit.AotSmoke;

/// <summary>Compares and counts. A call that never ends is a failure as well.</summary>
internal sealed class Checks
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public int Passed { get; private set; }

    public int Failed { get; private set; }

    public void Equal<T>(string name, T expected, T actual)
        => Report(name, EqualityComparer<T>.Default.Equals(expected, actual) ? null : $"expected {expected}, got {actual}");

    public async Task EqualAsync<T>(string name, T expected, Func<Task<T>> call)
    {
        try
        {
            Equal(name, expected, await call().WaitAsync(Patience));
        }
        catch (Exception exception)
        {
            Report(name, exception.ToString());
        }
    }

    public async Task ThrowsAsync<TException>(string name, string expected, Func<Task> call, Func<TException, string> actual)
        where TException : Exception
    {
        try
        {
            await call().WaitAsync(Patience);
            Report(name, $"expected {typeof(TException).Name}");
        }
        catch (TException exception)
        {
            Equal(name, expected, actual(exception));
        }
        catch (Exception exception)
        {
            Report(name, exception.ToString());
        }
    }

    private void Report(string name, string? fault)
    {
        Passed += fault is null ? 1 : 0;
        Failed += fault is null ? 0 : 1;
        Console.WriteLine(fault is null ? $"ok    {name}" : $"FAIL  {name}: {fault}");
    }
}
