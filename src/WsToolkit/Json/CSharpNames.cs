using System.Globalization;
using System.Text;

namespace WsToolkit.Json;

/// <summary>Spells types as C# does, for messages.</summary>
internal static class CSharpNames
{
    public static string Of(Type type)
    {
        if (type.IsArray)
        {
            return $"{Of(type.GetElementType()!)}[{new string(',', type.GetArrayRank() - 1)}]";
        }

        if (Nullable.GetUnderlyingType(type) is { } underlying)
        {
            return Of(underlying) + "?";
        }

        var name = type.FullName ?? type.Name;
        if (!type.IsGenericType)
        {
            return name.Replace('+', '.');
        }

        var text = new StringBuilder();
        var arguments = type.GetGenericArguments();
        var used = 0;
        var definition = type.GetGenericTypeDefinition().FullName ?? type.Name;
        foreach (var part in definition.Split('+'))
        {
            var tick = part.IndexOf('`', StringComparison.Ordinal);
            text.Append(text.Length == 0 ? "" : ".").Append(tick < 0 ? part : part[..tick]);
            if (tick >= 0)
            {
                var count = int.Parse(part.AsSpan(tick + 1), CultureInfo.InvariantCulture);
                text.Append('<').AppendJoin(", ", arguments.Skip(used).Take(count).Select(Of)).Append('>');
                used += count;
            }
        }

        return text.ToString();
    }
}
