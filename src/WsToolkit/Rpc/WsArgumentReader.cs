using System.Text.Json;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>
/// Reads the arguments of a call out of the received bytes, in whatever order they stand there, or, where the dialect says so, in the order of
/// the parameters. Unknown members are skipped; a duplicate, missing, <see langword="null"/> or wrongly typed one ends the call with an error
/// that names it. Called by generated code.
/// </summary>
public ref struct WsArgumentReader
{
    private readonly ReadOnlySpan<WsParameter> _parameters;
    private readonly bool _empty;
    private readonly bool _isPositional;
    private readonly int _maxDepth;
    private Utf8JsonReader _reader;
    private ulong _seen;
    private int _current;
    private bool _started;

    internal WsArgumentReader(ReadOnlySpan<byte> payload, ReadOnlySpan<WsParameter> parameters, bool isPositional, int maxDepth)
    {
        _isPositional = isPositional;
        _parameters = parameters;
        _empty = payload.IsEmpty;
        _maxDepth = maxDepth;
        _current = -1;
        _reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = maxDepth });
    }

    /// <summary>Gives the one argument of an array.</summary>
    /// <exception cref="WsException">It has none, or several.</exception>
    internal static ReadOnlyMemory<byte> Only(ReadOnlyMemory<byte> payload)
    {
        var reader = new Utf8JsonReader(payload.Span, new JsonReaderOptions { MaxDepth = 1001 });
        reader.Read();
        reader.Read();
        var start = (int)reader.TokenStartIndex;
        var any = reader.TokenType != JsonTokenType.EndArray;
        reader.Skip();
        var end = (int)reader.BytesConsumed;
        return any && reader.Read() && reader.TokenType == JsonTokenType.EndArray
            ? payload[start..end]
            : throw RpcErrors.InvalidArguments("payload", "expected one argument");
    }

    /// <summary>Moves to the next argument that is a parameter of the method.</summary>
    /// <param name="parameter">Receives the parameter's number.</param>
    /// <returns>Whether there was one; when not, all required ones have been there.</returns>
    /// <exception cref="WsException">The payload is not an object, an argument is there twice, or a required one is missing.</exception>
    public bool Next(out int parameter)
    {
        try
        {
            return MoveNext(out parameter);
        }
        catch (JsonException exception)
        {
            // The dialect has found the message to be JSON, so this is all that can be wrong with it.
            throw RpcErrors.InvalidArguments("payload", $"nested deeper than {_maxDepth} levels", exception);
        }
    }

    /// <summary>Reads the argument that <see cref="Next"/> has moved to.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="type">What reads it.</param>
    /// <returns>Its value.</returns>
    /// <exception cref="WsException">The argument does not have the type's form.</exception>
    public T? Get<T>(WsPayloadType<T> type)
    {
        try
        {
            return type.ReadMember(ref _reader);
        }
        catch (Exception exception) when (RpcErrors.IsBindingFailure(exception))
        {
            throw RpcErrors.InvalidArguments(_parameters[_current].Name, "not valid type", exception);
        }
    }

    private bool MoveNext(out int parameter)
    {
        if (!_started)
        {
            _started = true;
            if (!_empty)
            {
                _reader.Read();
                if (!_isPositional && _reader.TokenType != JsonTokenType.StartObject)
                {
                    throw RpcErrors.InvalidArguments("payload", "expected an object");
                }
            }
        }

        if (_isPositional)
        {
            return MoveToPosition(out parameter);
        }

        while (!_empty && _reader.Read() && _reader.TokenType == JsonTokenType.PropertyName)
        {
            parameter = Find();
            if (parameter < 0)
            {
                _reader.Skip();
                continue;
            }

            var bit = 1UL << parameter;
            if ((_seen & bit) != 0)
            {
                throw RpcErrors.InvalidArguments(_parameters[parameter].Name, "given twice");
            }

            _seen |= bit;
            _reader.Read();
            Enter(parameter);
            return true;
        }

        RequireAll();
        parameter = -1;
        return false;
    }

    private bool MoveToPosition(out int parameter)
    {
        if (!_empty && _reader.Read() && _reader.TokenType != JsonTokenType.EndArray)
        {
            parameter = _current + 1;
            if (parameter == _parameters.Length)
            {
                throw RpcErrors.InvalidArguments("payload", $"more than {_parameters.Length} arguments");
            }

            _seen |= 1UL << parameter;
            Enter(parameter);
            return true;
        }

        RequireAll();
        parameter = -1;
        return false;
    }

    private void Enter(int parameter)
    {
        _current = parameter;
        if (_reader.TokenType == JsonTokenType.Null && !_parameters[parameter].Nullable)
        {
            throw RpcErrors.InvalidArguments(_parameters[parameter].Name, "must not be null");
        }
    }

    // Most callers send the arguments in the order of the parameters: the one after the last is tried first.
    private readonly int Find()
    {
        try
        {
            for (var i = _current + 1; i < _parameters.Length; i++)
            {
                if (_reader.ValueTextEquals(_parameters[i].Utf8Name.Span))
                {
                    return i;
                }
            }

            for (var i = 0; i <= _current; i++)
            {
                if (_reader.ValueTextEquals(_parameters[i].Utf8Name.Span))
                {
                    return i;
                }
            }
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair: the name of no parameter.
        }

        return -1;
    }

    private readonly void RequireAll()
    {
        Dictionary<string, string>? missing = null;
        for (var i = 0; i < _parameters.Length; i++)
        {
            if (_parameters[i].Required && (_seen & (1UL << i)) == 0)
            {
                (missing ??= []).Add(_parameters[i].Name, "required");
            }
        }

        if (missing is not null)
        {
            throw RpcErrors.InvalidArguments(missing);
        }
    }
}
