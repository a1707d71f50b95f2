using System.Globalization;
using System.Numerics;

namespace WsToolkit.EndToEnd.Tests.Conformance;

/// <summary>Texts that are JSON by the grammar, and what a typed argument makes of them.</summary>
internal static class AcceptedDocuments
{
    private const string LongNumber = "123456789012345678901234567890123456789012345678901234567890";

    /// <summary>Strings and the text that they mean.</summary>
    public static IReadOnlyList<(string Text, object Expected)> Strings { get; } =
    [
        ("\"\"", ""),
        ("\" \"", " "),
        ("\"a\"", "a"),
        ("\"asd\"", "asd"),
        ("\"null\"", "null"),
        ("\"1\"", "1"),
        ("\"a/*b*/c/*d//e\"", "a/*b*/c/*d//e"),
        ("\"[{,:}]\"", "[{,:}]"),
        ("\"'\"", "'"),
        ("\"/\"", "/"),
        ("\"\\/\"", "/"),
        ("\"\\\"\"", "\""),
        ("\"\\\\\"", "\\"),
        ("\"\\\\\\\"\"", "\\\""),
        ("\"\\\\n\"", "\\n"),
        ("\"\\b\\f\\n\\r\\t\"", "\b\f\n\r\t"),
        ("\"\\u0061\"", "a"),
        ("\"\\u0041\\u004a\\u004A\"", "AJJ"),
        ("\"\\u0000\"", "\0"),
        ("\"a\\u0000b\"", "a\0b"),
        ("\"\\u0001\\u001f\"", "\u0001\u001f"),
        ("\"\\u0012\"", "\u0012"),
        ("\"\\u0020\"", " "),
        ("\"\\u0022\"", "\""),
        ("\"\\u005c\"", "\\"),
        ("\"\\u007F\"", "\u007f"),
        ("\"\u007f\"", "\u007f"),
        ("\"\\u0080\\u00ff\"", "\u0080\u00ff"),
        ("\"\u0080\"", "\u0080"),
        ("\"\\u00A0\u00a0\"", "\u00a0\u00a0"),
        ("\"\\u0123\u0123\"", "\u0123\u0123"),
        ("\"\\u0821\"", "\u0821"),
        ("\"€\"", "€"),
        ("\"\\u20ac\"", "€"),
        ("\"\u2028\u2029\"", "\u2028\u2029"),
        ("\"\\u2028\\u2029\"", "\u2028\u2029"),
        ("\"\\u200B\\u2064\"", "\u200b\u2064"),
        ("\"\\uFEFF\"", "\ufeff"),
        ("\"\ufeff\"", "\ufeff"),
        ("\"\\uFFFD\"", "\ufffd"),
        ("\"\\uFFFE\\uFFFF\"", "\ufffe\uffff"),
        ("\"\uffff\"", "\uffff"),
        ("\"\\uFDD0\"", "\ufdd0"),
        ("\"\\uD83D\\ude00\"", "😀"),
        ("\"😀\"", "😀"),
        ("\"\\uD801\\udc37\"", "\U00010437"),
        ("\"\\ud834\\udd1e\\uDBFF\\uDFFF\"", "\U0001d11e\U0010ffff"),
        ("\"\\uD83F\\uDFFE\"", "\U0001fffe"),
        ("\"\U0010ffff\"", "\U0010ffff"),
        ("\"new\\u000Aline\"", "new\nline"),
        ("\"e\u0301\"", "e\u0301"),
        ("\"日本語 עברית\"", "日本語 עברית"),
        ("\"" + new string('x', 5000) + "\"", new string('x', 5000)),
    ];

    /// <summary>Numbers, and what they are as the type of the value.</summary>
    public static IReadOnlyList<(string Text, object Expected)> Numbers { get; } =
    [
        ("0", 0L),
        ("-0", 0L),
        ("1", 1L),
        ("-1", -1L),
        ("42", 42L),
        ("9007199254740993", 9007199254740993L),
        ("9223372036854775807", long.MaxValue),
        ("-9223372036854775808", long.MinValue),
        ("-0", -0.0),
        ("0.0", 0.0),
        ("0e1", 0.0),
        ("0e+1", 0.0),
        ("0E-1", 0.0),
        ("1.5", 1.5),
        ("-1.5", -1.5),
        ("123.456", 123.456),
        ("20e1", 200.0),
        ("1E22", 1e22),
        ("1E-2", 0.01),
        ("1E+2", 100.0),
        ("123e45", 123e45),
        ("123.456e78", 123.456e78),
        ("1e0000000000000000000000000002", 100.0),
        ("0.1", 0.1),
        ("1.7976931348623157e308", double.MaxValue),
        ("4.9e-324", double.Epsilon),
        ("-2.2250738585072014e-308", -2.2250738585072014e-308),
        ("0.000000000000000000000000000000000000000000000000000000000000000000000000000001", 1e-78),
        ("1.10", 1.10m),
        ("-79228162514264337593543950335", decimal.MinValue),
        ("0.0000000000000000000000000001", 0.0000000000000000000000000001m),
        ("1e2", 100m),
        (LongNumber, BigInteger.Parse(LongNumber, CultureInfo.InvariantCulture)),
        ("-100000000000000000000", -BigInteger.Pow(10, 20)),
    ];

    /// <summary>
    /// Literals, arrays with the number of their items, objects with their names in order, and white space anywhere that it may stand.
    /// </summary>
    public static IReadOnlyList<(string Text, object Expected)> Structures { get; } =
    [
        ("true", true),
        ("false", false),
        (" true ", true),
        ("\t\r\n false\n\r\t ", false),
        ("[]", 0),
        ("[ ]", 0),
        (" [] ", 0),
        ("\n[\t]\r", 0),
        ("[[]]", 1),
        ("[[]   ]", 1),
        ("[\"\"]", 1),
        ("[null]", 1),
        ("[false]", 1),
        ("[null, 1, \"1\", {}]", 4),
        ("[1\n]", 1),
        (" [1]", 1),
        ("[2] ", 1),
        ("[1,null,null,null,2]", 5),
        ("[ 4 ]", 1),
        ("[-0]", 1),
        ("[1.5e3,-2]", 2),
        ("[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]", 1),
        ("[{\"a\":[{\"b\":[]}]},[{}]]", 2),
        ("[" + string.Join(',', Enumerable.Range(0, 2000)) + "]", 2000),
        ("{}", Keys()),
        ("{ }", Keys()),
        ("{\"\":0}", Keys("")),
        ("{\"a\":[]}", Keys("a")),
        ("{\"asd\":\"sdf\"}", Keys("asd")),
        ("{\"asd\":\"sdf\", \"dfg\":\"fgh\"}", Keys("asd", "dfg")),
        ("{\"a\" : 1 ,\n\"b\"\t:\r2 }", Keys("a", "b")),
        ("{\"A\":1,\"a\":2}", Keys("A", "a")),
        ("{\"foo\\u0000bar\": 42}", Keys("foo\0bar")),
        ("{\"\\u0061\\n\":1}", Keys("a\n")),
        ("{ \"min\": -1.0e+28, \"max\": 1.0e+28 }", Keys("min", "max")),
        ("{\"x\":[{\"id\": \"xxxx\"}], \"id\": \"yyyy\"}", Keys("x", "id")),
        ("{\"title\":\"\\u041f\\u043e\\u043b\"}", Keys("title")),
        ("{\"e\u0301\":1,\"\u00e9\":2}", Keys("e\u0301", "\u00e9")),
        ("{\"__proto__\":{},\"$type\":\"x\",\"$id\":\"1\",\"$ref\":\"1\"}", Keys("__proto__", "$type", "$id", "$ref")),
        ("{\"id\":1,\"method\":\"take\",\"payload\":{}}", Keys("id", "method", "payload")),
        ("{" + string.Join(',', ManyKeys.Select(key => $"\"{key}\":{{}}")) + "}", ManyKeys),
    ];

    public static IEnumerable<(string Text, object Expected)> All => [.. Strings, .. Numbers, .. Structures];

    private static string[] ManyKeys => [.. Enumerable.Range(0, 500).Select(index => $"k{index}")];

    private static string[] Keys(params string[] names) => names;
}
