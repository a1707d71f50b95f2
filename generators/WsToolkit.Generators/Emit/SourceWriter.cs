using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace WsToolkit.Generators.Emit;

/// <summary>Writes indented source with <c>\n</c> as its only line end, the same text on every machine.</summary>
internal sealed class SourceWriter
{
    private readonly StringBuilder _text = new();
    private int _indentation;
    private bool _afterOpening = true;

    /// <summary>Writes a line, or an empty one.</summary>
    public SourceWriter Line(string line = "")
    {
        if (line.Length > 0)
        {
            _text.Append(' ', _indentation * 4).Append(line);
        }

        _text.Append('\n');
        _afterOpening = false;
        return this;
    }

    /// <summary>Writes several lines, split at <c>\n</c>.</summary>
    public SourceWriter Lines(string lines)
    {
        foreach (var line in lines.Split('\n'))
        {
            Line(line);
        }

        return this;
    }

    /// <summary>Writes an empty line, unless a block has just been opened.</summary>
    public SourceWriter Gap() => _afterOpening ? this : Line();

    /// <summary>Opens a block: the heading, a brace, and one more step of indentation. Disposing closes it.</summary>
    public BlockScope Block(string? heading = null, string closing = "}")
    {
        if (heading is not null)
        {
            Line(heading);
        }

        Line("{");
        _indentation++;
        _afterOpening = true;
        return new BlockScope(this, closing);
    }

    /// <summary>One more step of indentation without braces. Disposing ends it.</summary>
    public BlockScope Indent()
    {
        _indentation++;
        return new BlockScope(this, closing: null);
    }

    public SourceText ToSourceText() => SourceText.From(_text.ToString(), Encoding.UTF8);

    public override string ToString() => _text.ToString();

    private void Close(string? closing)
    {
        _indentation--;
        if (closing is not null)
        {
            Line(closing);
        }
    }

    internal readonly struct BlockScope(SourceWriter writer, string? closing) : IDisposable
    {
        public void Dispose() => writer.Close(closing);
    }
}
