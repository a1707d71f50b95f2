using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace WsToolkit.Client;

/// <summary>Reads what a server says of a connection: <c>{"type":"connection","data":{…},"error":…}</c>.</summary>
internal static class ConnectionReader
{
    /// <summary>Reads a message.</summary>
    /// <returns>False when it is no such message.</returns>
    public static bool TryRead(ReadOnlySpan<byte> message, [NotNullWhen(true)] out WsWalkerConnectionInfo? connection)
    {
        connection = null;
        string? clientId = null;
        string? userId = null;
        string? channelId = null;
        string? error = null;
        var isConnection = false;
        try
        {
            var reader = new Utf8JsonReader(message, new JsonReaderOptions { MaxDepth = 1001 });
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
            {
                return false;
            }

            while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
            {
                var isType = reader.ValueTextEquals("type"u8);
                var isData = reader.ValueTextEquals("data"u8);
                var isError = reader.ValueTextEquals("error"u8);
                reader.Read();
                if (isType && reader.TokenType == JsonTokenType.String)
                {
                    isConnection = reader.ValueTextEquals("connection"u8);
                }
                else if (isError && reader.TokenType == JsonTokenType.String)
                {
                    error = reader.GetString();
                }
                else if (isData && reader.TokenType == JsonTokenType.StartObject)
                {
                    ReadIds(ref reader, ref clientId, ref userId, ref channelId);
                }
                else
                {
                    reader.Skip();
                }
            }
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }

        if (!isConnection || clientId is null || userId is null || channelId is null)
        {
            return false;
        }

        connection = new WsWalkerConnectionInfo(new WsWalkerIdentity(clientId, userId, channelId), error);
        return true;
    }

    private static void ReadIds(ref Utf8JsonReader reader, ref string? clientId, ref string? userId, ref string? channelId)
    {
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var isClient = reader.ValueTextEquals("client_id"u8);
            var isUser = reader.ValueTextEquals("root_id"u8);
            var isChannel = reader.ValueTextEquals("channel_id"u8);
            reader.Read();
            if (reader.TokenType != JsonTokenType.String)
            {
                reader.Skip();
            }
            else if (isClient)
            {
                clientId = reader.GetString();
            }
            else if (isUser)
            {
                userId = reader.GetString();
            }
            else if (isChannel)
            {
                channelId = reader.GetString();
            }
        }
    }
}
