using System.Buffers;
using System.Collections;
using System.Numerics;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Primitives;

namespace WsToolkit.AspNetCore.Walkers;

/// <summary>
/// Text out of a path or a query as the JSON of a member. What a text stands for is said by the member's type: <c>7</c> is a number for an
/// <see cref="int"/> and a text for a <see cref="string"/>. A text that does not fit becomes a JSON string, which the binder refuses.
/// </summary>
internal static class MemberText
{
    private static readonly HashSet<Type> Numbers =
    [
        typeof(sbyte), typeof(byte), typeof(short), typeof(ushort), typeof(int), typeof(uint), typeof(long), typeof(ulong),
        typeof(Int128), typeof(UInt128), typeof(Half), typeof(float), typeof(double), typeof(decimal), typeof(BigInteger),
    ];

    private static readonly HashSet<Type> Texts =
    [
        typeof(string), typeof(char), typeof(Guid), typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeOnly),
        typeof(TimeSpan), typeof(Uri), typeof(Version), typeof(byte[]), typeof(Memory<byte>), typeof(ReadOnlyMemory<byte>),
    ];

    /// <summary>
    /// Writes the name and the value of a member. One value that stands there several times is written as often, and then refused.
    /// </summary>
    public static void Write(Utf8JsonWriter writer, string name, Type type, StringValues values)
    {
        if (ElementOf(type) is { } element)
        {
            writer.WriteStartArray(name);
            foreach (var value in values)
            {
                WriteValue(writer, element, value ?? "");
            }

            writer.WriteEndArray();
            return;
        }

        foreach (var value in values)
        {
            writer.WritePropertyName(name);
            WriteValue(writer, type, value ?? "");
        }
    }

    private static void WriteValue(Utf8JsonWriter writer, Type type, string text)
    {
        var underlying = Nullable.GetUnderlyingType(type);
        if (underlying is not null && text.Length == 0)
        {
            writer.WriteNullValue();
            return;
        }

        type = underlying ?? type;
        if (type == typeof(bool) && bool.TryParse(text, out var truth))
        {
            writer.WriteBooleanValue(truth);
        }
        else if ((Numbers.Contains(type) || type.IsEnum) && IsJson(text, numberOnly: true, out var number))
        {
            writer.WriteRawValue(number, skipInputValidation: true);
        }
        else if (!IsText(type) && IsJson(text, numberOnly: false, out var json))
        {
            writer.WriteRawValue(json, skipInputValidation: true);
        }
        else
        {
            writer.WriteStringValue(text);
        }
    }

    private static bool IsText(Type type)
        => type == typeof(bool) || type.IsEnum || Numbers.Contains(type) || Texts.Contains(type);

    private static Type? ElementOf(Type type)
    {
        if (Texts.Contains(type))
        {
            return null;
        }

        if (type.IsArray)
        {
            return type.GetElementType();
        }

        return type.IsGenericType && typeof(IEnumerable).IsAssignableFrom(type) && type.GetGenericArguments() is [var element]
            ? element
            : null;
    }

    private static bool IsJson(string text, bool numberOnly, out byte[] json)
    {
        json = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(json);
        try
        {
            if (!reader.Read() || (numberOnly && reader.TokenType != JsonTokenType.Number))
            {
                return false;
            }

            reader.Skip();
            return !reader.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
