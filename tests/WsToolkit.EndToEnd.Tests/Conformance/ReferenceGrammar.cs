using System.Text;
using System.Text.Unicode;

namespace WsToolkit.EndToEnd.Tests.Conformance;

/// <summary>
/// The grammar of RFC 8259 and nothing else, so that what is tested does not judge itself. No limits, and no opinion on surrogates,
/// on names that occur twice, or on the size of numbers, all of which the grammar leaves open.
/// </summary>
internal ref struct ReferenceGrammar
{
    private readonly ReadOnlySpan<byte> _text;
    private int _at;

    private ReferenceGrammar(ReadOnlySpan<byte> text) => _text = text;

    public static bool IsJson(ReadOnlySpan<byte> text)
    {
        var grammar = new ReferenceGrammar(text);
        return Utf8.IsValid(text) && grammar.Element() && grammar._at == text.Length;
    }

    private readonly int Next => _at < _text.Length ? _text[_at] : -1;

    private bool Element()
    {
        Space();
        var good = Value();
        Space();
        return good;
    }

    private void Space()
    {
        while (Next is ' ' or '\t' or '\n' or '\r')
        {
            _at++;
        }
    }

    private bool Value() => Next switch
    {
        '{' => Several('}', members: true),
        '[' => Several(']', members: false),
        '"' => String(),
        't' => Literal("true"),
        'f' => Literal("false"),
        'n' => Literal("null"),
        _ => Number(),
    };

    private bool Several(char end, bool members)
    {
        _at++;
        Space();
        if (Take(end))
        {
            return true;
        }

        do
        {
            Space();
            if (members)
            {
                if (Next != '"' || !String())
                {
                    return false;
                }

                Space();
                if (!Take(':'))
                {
                    return false;
                }
            }

            if (!Element())
            {
                return false;
            }
        }
        while (Take(','));
        return Take(end);
    }

    private bool String()
    {
        _at++;
        while (Next >= ' ')
        {
            var one = Next;
            _at++;
            if (one == '"')
            {
                return true;
            }

            if (one == '\\' && !Escape())
            {
                return false;
            }
        }

        return false;
    }

    private bool Escape()
    {
        var kind = Next;
        _at++;
        if (kind != 'u')
        {
            return kind is '"' or '\\' or '/' or 'b' or 'f' or 'n' or 'r' or 't';
        }

        for (var i = 0; i < 4; i++, _at++)
        {
            if (Next is not ((>= '0' and <= '9') or (>= 'a' and <= 'f') or (>= 'A' and <= 'F')))
            {
                return false;
            }
        }

        return true;
    }

    private bool Literal(string text)
    {
        var good = _text[_at..].StartsWith(Encoding.ASCII.GetBytes(text));
        _at += text.Length;
        return good;
    }

    private bool Number()
    {
        Take('-');
        return (Take('0') || Digits())
            && (!Take('.') || Digits())
            && (!(Take('e') || Take('E')) || Exponent());
    }

    private bool Exponent()
    {
        _ = Take('+') || Take('-');
        return Digits();
    }

    private bool Digits()
    {
        var start = _at;
        while (Next is >= '0' and <= '9')
        {
            _at++;
        }

        return _at > start;
    }

    private bool Take(char one)
    {
        if (Next != one)
        {
            return false;
        }

        _at++;
        return true;
    }
}
