using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace WsToolkit.Generators.Parsing;

/// <summary>Finds the hooks of a service class, and fits each to its channel.</summary>
internal static class HookMembers
{
    public static ImmutableArray<HookMember> Of(ContractAnalysis contract)
    {
        var hooks = ImmutableArray.CreateBuilder<HookMember>();
        var taken = new HashSet<(ChannelMember, HookKind)>();
        foreach (var method in contract.Type.GetMembers().OfType<IMethodSymbol>())
        {
            foreach (var attribute in method.GetAttributes())
            {
                if (attribute.AttributeClass.IsNamed(KnownNames.Attributes.ChannelHook))
                {
                    var hook = new HookMember(method, attribute);
                    hook.Violation = Examine(hook, contract);
                    if (hook.Violation is null && hook.Channel is not null && !taken.Add((hook.Channel, hook.Kind)))
                    {
                        hook.Violation = new ContractViolation(ContractProblem.DuplicateHook, method, $"{hook.Kind} of '{hook.ChannelName}'");
                    }

                    hooks.Add(hook);
                }
            }
        }

        return hooks.ToImmutable();
    }

    private static ContractViolation? Examine(HookMember hook, ContractAnalysis contract)
    {
        if (hook.Method is not { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, IsAbstract: false }
            || hook.Kind is < HookKind.MaySubscribe or > HookKind.LastSubscriber)
        {
            return new ContractViolation(ContractProblem.UnsupportedHook, hook.Method);
        }

        // The channels of a contract interface that is not generated are skipped with it, and their hooks with them.
        if (contract.Options.Contract is not null && contract.Implemented is null)
        {
            return null;
        }

        var all = contract.Implemented?.Channels ?? contract.Channels;
        var named = all.Where(channel => channel.Symbol.Name == hook.ChannelName).ToList();
        if (named.Count == 0)
        {
            return new ContractViolation(ContractProblem.UnknownHookChannel, hook.Method, hook.ChannelName);
        }

        // Of overloads, the first one that has the hook's parameters.
        ContractViolation? first = null;
        foreach (var channel in named)
        {
            if (channel.Violation is not null)
            {
                return null;
            }

            if (HookRules.Fit(hook, channel) is not { } violation)
            {
                hook.Channel = channel;
                return null;
            }

            first ??= violation;
        }

        return first;
    }
}
