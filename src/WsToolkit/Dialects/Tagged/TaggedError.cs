namespace WsToolkit.Dialects;

/// <summary>
/// What is wrong with a message, in the structure of the original: <c>{"error":[{"type":…,"loc":[…],"msg":…,"input":…,"ctx":…}]}</c>.
/// </summary>
/// <param name="Kind">The kind of the error.</param>
/// <param name="Location">Where in the message: a JSON array.</param>
/// <param name="Message">A text for people.</param>
/// <param name="Input">What was given, JSON; empty to leave it out.</param>
/// <param name="Context">What the text is about: a JSON object, or null.</param>
internal sealed record TaggedError(string Kind, string Location, string Message, ReadOnlyMemory<byte> Input, string? Context = null)
    : WsError(WsErrorCodes.InvalidRequest, Message)
{
    // What the sender has sent is repeated to it only while it is small.
    private const int LargestInput = 1024;

    private const string Tags = "{\"discriminator\":\"'type'\"}";

    /// <summary>An input as it may be repeated.</summary>
    public static ReadOnlyMemory<byte> Repeat(ReadOnlyMemory<byte> input) => input.Length > LargestInput ? default : input.ToArray();

    public static TaggedError NoTag(ReadOnlyMemory<byte> input)
        => new("union_tag_not_found", "[\"event\"]", "Unable to extract tag using discriminator 'type'", Repeat(input), Tags);

    public static TaggedError BadTag(string tag, ReadOnlyMemory<byte> input)
    {
        tag = tag.Length > 64 ? tag[..64] : tag;
        var quoted = System.Text.Json.JsonEncodedText.Encode(tag, System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping);
        return new TaggedError(
            "union_tag_invalid",
            "[\"event\"]",
            $"Input tag '{tag}' found using 'type' does not match any of the expected tags: {TaggedEvents.Expected}",
            Repeat(input),
            $"{{\"discriminator\":\"'type'\",\"tag\":\"{quoted}\",\"expected_tags\":\"{TaggedEvents.Expected}\"}}");
    }

    public static TaggedError Missing(string type, TaggedMember member, ReadOnlyMemory<byte> input)
        => At("missing", type, member, "Field required", input);

    public static TaggedError NotText(string type, TaggedMember member, ReadOnlyMemory<byte> input)
        => At("string_type", type, member, "Input should be a valid string", input);

    public static TaggedError NotTruth(string type, TaggedMember member, ReadOnlyMemory<byte> input)
        => At("bool_type", type, member, "Input should be a valid boolean", input);

    public static TaggedError NotNumber(string type, TaggedMember member, ReadOnlyMemory<byte> input)
        => At("int_type", type, member, "Input should be a valid integer", input);

    public static TaggedError NotObject(string type, TaggedMember member, ReadOnlyMemory<byte> input)
        => At("dict_type", type, member, "Input should be a valid dictionary", input);

    public static TaggedError NotList(string type, TaggedMember member, ReadOnlyMemory<byte> input)
        => At("list_type", type, member, "Input should be a valid list", input);

    public static TaggedError Empty(string type, TaggedMember member, ReadOnlyMemory<byte> input)
        => At("too_short", type, member, "List should have at least 1 item after validation, not 0", input) with
        {
            Context = "{\"field_type\":\"List\",\"min_length\":1,\"actual_length\":0}",
        };

    public static TaggedError NotTextAt(string type, TaggedMember member, int index, ReadOnlyMemory<byte> input)
        => new(
            "string_type",
            $"[\"event\",\"{type}\",\"{TaggedMembers.Name(member)}\",{index}]",
            "Input should be a valid string",
            Repeat(input));

    public static TaggedError BadId(string type, ReadOnlyMemory<byte> input)
        => At("scalar_type", type, TaggedMember.Id, "Input should be a short string, a number or a boolean", input);

    public static TaggedError Twice(string type, TaggedMember member)
        => At("duplicate", type, member, "Field given twice", default);

    private static TaggedError At(string kind, string type, TaggedMember member, string message, ReadOnlyMemory<byte> input)
        => new(kind, $"[\"event\",\"{type}\",\"{TaggedMembers.Name(member)}\"]", message, Repeat(input));
}
