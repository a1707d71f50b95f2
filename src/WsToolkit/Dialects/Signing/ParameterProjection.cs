using System.Buffers;
using System.Text.Json;

namespace WsToolkit.Dialects.Signing;

/// <summary>
/// Writes the members of a JSON object as <c>k=v&amp;k=v</c>, in the order of their names' bytes. Texts stand without quotes and escapes,
/// everything else as it stands in the message.
/// </summary>
internal static class ParameterProjection
{
    /// <summary>Writes the parameters.</summary>
    /// <param name="output">Where to write.</param>
    /// <param name="json">The object; nothing where it is none.</param>
    /// <param name="further">Members that the message has besides.</param>
    /// <param name="without">The name of the member that is left out.</param>
    public static void Write(
        IBufferWriter<byte> output, ReadOnlySpan<byte> json, List<(byte[] Name, byte[] Value)> further, ReadOnlySpan<byte> without)
    {
        var parameters = further;
        var reader = new Utf8JsonReader(json);
        if (!json.IsEmpty && reader.Read() && reader.TokenType == JsonTokenType.StartObject)
        {
            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var name = Text(ref reader);
                reader.Read();
                var value = reader.TokenType == JsonTokenType.String ? Text(ref reader) : Raw(ref reader, json);
                if (!without.SequenceEqual(name))
                {
                    parameters.Add((name, value));
                }
            }
        }

        parameters.Sort(static (a, b) => a.Name.AsSpan().SequenceCompareTo(b.Name));
        for (var i = 0; i < parameters.Count; i++)
        {
            output.Write(i == 0 ? ""u8 : "&"u8);
            output.Write(parameters[i].Name);
            output.Write("="u8);
            output.Write(parameters[i].Value);
        }
    }

    private static byte[] Text(ref Utf8JsonReader reader)
    {
        var text = new byte[reader.ValueSpan.Length];
        return text[..reader.CopyString(text)];
    }

    private static byte[] Raw(ref Utf8JsonReader reader, ReadOnlySpan<byte> json)
    {
        var start = (int)reader.TokenStartIndex;
        reader.Skip();
        return json[start..(int)reader.BytesConsumed].ToArray();
    }
}
