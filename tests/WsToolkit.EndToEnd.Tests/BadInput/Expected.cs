namespace WsToolkit.EndToEnd.Tests.BadInput;

/// <summary>Answers as <c>docs/wire-protocol.md</c> has them.</summary>
internal static class Expected
{
    /// <summary>The error that names what is wrong by field.</summary>
    /// <param name="id">The id as it stood in the message; empty when the answer has none.</param>
    /// <param name="method">The method; empty when the answer has none.</param>
    /// <param name="code">The error's code.</param>
    /// <param name="errors">The member <c>errors</c>, as JSON.</param>
    public static string InvalidParameters(string id, string method, string code, string errors)
        => "{" + (id.Length == 0 ? "" : $"\"id\":{id},") + (method.Length == 0 ? "" : $"\"method\":\"{method}\",")
            + $$"""
            "error":{"message":"Invalid RPC parameters","code":"{{code}}","errors":{{errors}}
            """ + "}}";
}
