using System.Globalization;

namespace WsToolkit.Benchmarks;

/// <summary>The arguments of a command: <c>--name value</c>, each at most once.</summary>
internal sealed class Arguments
{
    private readonly Dictionary<string, string> _values = [];

    /// <param name="arguments">What follows the command.</param>
    /// <param name="known">The names that the command knows, without dashes.</param>
    public Arguments(IReadOnlyList<string> arguments, params string[] known)
    {
        for (var index = 0; index < arguments.Count; index += 2)
        {
            var name = arguments[index].TrimStart('-');
            if (!known.Contains(name) || index + 1 == arguments.Count)
            {
                throw new ArgumentException(
                    $"'{arguments[index]}' is not an option with a value. The options are: --{string.Join(", --", known)}.");
            }

            _values[name] = arguments[index + 1];
        }
    }

    public string Text(string name, string otherwise) => _values.GetValueOrDefault(name, otherwise);

    public int Number(string name, int otherwise, int most) => Numbers(name, [otherwise], most)[0];

    public int[] Numbers(string name, int[] otherwise, int most)
    {
        if (!_values.TryGetValue(name, out var text))
        {
            return otherwise;
        }

        var numbers = text.Split(',').Select(number => int.Parse(number, CultureInfo.InvariantCulture)).ToArray();
        return numbers.All(number => number > 0 && number <= most)
            ? numbers
            : throw new ArgumentException($"--{name} takes numbers from 1 to {most}.");
    }
}
