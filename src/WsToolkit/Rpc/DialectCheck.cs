using WsToolkit.Dialects;
using WsToolkit.Json;

namespace WsToolkit.Rpc;

/// <summary>Refuses, before the first call, what a dialect or codec cannot carry.</summary>
internal static class DialectCheck
{
    private static readonly (WsMethodShape Shape, WsDialectFeatures Feature, string What)[] Needs =
    [
        (WsMethodShape.OneWay, WsDialectFeatures.OneWay, "one-way calls"),
        (WsMethodShape.ResultStream, WsDialectFeatures.ResultStreams, "streams of results"),
        (WsMethodShape.ArgumentStreams, WsDialectFeatures.ArgumentStreams, "streams of arguments"),
        (WsMethodShape.Progress, WsDialectFeatures.Progress, "progress reports"),
        (WsMethodShape.NamedArguments, WsDialectFeatures.NamedArguments, "arguments by name"),
    ];

    public static void Require(WsDialect dialect, WsContract contract)
    {
        foreach (var method in contract.Methods)
        {
            if (dialect.RefuseMethodName(method.Name) is { } why)
            {
                throw new NotSupportedException(
                    $"{method.MemberName} is called '{method.Name}' on the wire, which the dialect '{dialect.Name}' cannot carry: {why}");
            }

            if (!dialect.CarriesAnswers && !method.Shape.HasFlag(WsMethodShape.OneWay))
            {
                throw new NotSupportedException($"{method.MemberName} answers its callers, which the dialect '{dialect.Name}' cannot carry.");
            }

            foreach (var (shape, feature, what) in Needs)
            {
                if (method.Shape.HasFlag(shape) && !dialect.Features.HasFlag(feature))
                {
                    throw new NotSupportedException($"{method.MemberName} needs {what}, which the dialect '{dialect.Name}' cannot carry.");
                }
            }
        }

        if (contract.Channels is [var channel, ..] && !dialect.Features.HasFlag(WsDialectFeatures.Channels))
        {
            throw new NotSupportedException($"{channel.MemberName} is a channel, which the dialect '{dialect.Name}' cannot carry.");
        }

        if (contract.Callback is { } callback)
        {
            if (!dialect.Features.HasFlag(WsDialectFeatures.Callbacks))
            {
                throw new NotSupportedException(
                    $"The contract '{contract.Name}' calls its clients through '{callback.Name}', which the dialect '{dialect.Name}' cannot carry.");
            }

            Require(dialect, callback);
        }
    }

    public static void Require(WsPayloadCodec codec, WsContract contract)
    {
        if (contract.Channels is [var channel, ..] && !codec.SupportsNamedArguments)
        {
            throw new NotSupportedException($"{channel.MemberName} is a channel, whose messages the payload codec {codec.GetType().Name} cannot put among others.");
        }

        foreach (var method in contract.Methods)
        {
            if (method.Shape.HasFlag(WsMethodShape.NamedArguments) && !codec.SupportsNamedArguments)
            {
                throw new NotSupportedException(
                    $"{method.MemberName} takes arguments by name, which the payload codec {codec.GetType().Name} cannot write. Give it one [WsPayload] parameter.");
            }
        }
    }
}
