using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// What can be generated, and what stands in the way. The generator skips where a rule answers; the analyzers say what it answered.
/// Rules about one type or one member are here, those about several members of a contract in <see cref="ContractAnalysis"/>.
/// </summary>
internal static class ContractRules
{
    /// <summary>Named parameters of one method: the reader of arguments keeps one bit for each.</summary>
    public const int MaxNamedParameters = 64;

    /// <summary>The first reason why nothing can be generated for a type, or <see langword="null"/>.</summary>
    public static ContractViolation? CheckType(INamedTypeSymbol type)
    {
        if (type.TypeKind is not (TypeKind.Class or TypeKind.Interface))
        {
            return new ContractViolation(ContractProblem.NotAClassOrInterface, type);
        }

        if (type.IsStatic)
        {
            return new ContractViolation(ContractProblem.StaticType, type);
        }

        if (!IsPartial(type))
        {
            return new ContractViolation(ContractProblem.NotPartial, type);
        }

        for (var current = type; current is not null; current = current.ContainingType)
        {
            if (current.IsFileLocal)
            {
                return new ContractViolation(ContractProblem.FileLocalType, current);
            }

            if (!IsPartial(current))
            {
                return new ContractViolation(ContractProblem.ContainingTypeNotPartial, current, type.Name);
            }

            if (current.TypeParameters.Any(parameter => parameter.Variance != VarianceKind.None))
            {
                return new ContractViolation(ContractProblem.VariantTypeParameter, current, type.Name);
            }
        }

        return IsObsoleteAsError(type) ? new ContractViolation(ContractProblem.ObsoleteAsError, type) : null;
    }

    /// <summary>The first reason why a class member cannot be generated, or <see langword="null"/>.</summary>
    public static ContractViolation? CheckClassMethod(IMethodSymbol method, MethodSignature signature, bool oneWay)
    {
        if (method.MethodKind != MethodKind.Ordinary)
        {
            return new ContractViolation(ContractProblem.ExplicitImplementation, method);
        }

        if (method.DeclaredAccessibility is Accessibility.Private or Accessibility.Protected or Accessibility.ProtectedAndInternal)
        {
            return new ContractViolation(ContractProblem.InaccessibleMethod, method);
        }

        return CheckMethod(method, signature, oneWay);
    }

    /// <summary>The first reason why a member of a contract interface cannot be generated, or <see langword="null"/>.</summary>
    public static ContractViolation? CheckInterfaceMethod(IMethodSymbol method, MethodSignature signature, bool oneWay)
    {
        if (!method.IsStatic && signature.IsSynchronous && !PayloadRules.IsUnresolved(method.ReturnType))
        {
            return new ContractViolation(ContractProblem.SynchronousInterfaceMethod, method);
        }

        var supplied = signature.Parameters.FirstOrDefault(parameter =>
            parameter.Kind is ParameterKind.Context or ParameterKind.Connection or ParameterKind.Callback);
        return supplied is not null
            ? new ContractViolation(ContractProblem.SuppliedParameterOnInterface, supplied.Symbol, supplied.Symbol.Type.Name)
            : CheckMethod(method, signature, oneWay);
    }

    private static ContractViolation? CheckMethod(IMethodSymbol method, MethodSignature signature, bool oneWay)
    {
        if (method.IsStatic)
        {
            return new ContractViolation(ContractProblem.StaticMethod, method);
        }

        if (method.IsGenericMethod)
        {
            return new ContractViolation(ContractProblem.GenericMethod, method);
        }

        if (IsObsoleteAsError(method))
        {
            return new ContractViolation(ContractProblem.ObsoleteAsError, method);
        }

        return CheckResult(method, signature, oneWay)
            ?? signature.Parameters.Select(CheckParameter).FirstOrDefault(violation => violation is not null)
            ?? CheckParameters(method, signature, oneWay);
    }

    private static ContractViolation? CheckResult(IMethodSymbol method, MethodSignature signature, bool oneWay)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly)
        {
            return new ContractViolation(ContractProblem.ReturnsByReference, method);
        }

        if (PayloadRules.IsUnresolved(method.ReturnType))
        {
            return new ContractViolation(ContractProblem.UnresolvedType, method, method.ReturnType.ToDisplayString());
        }

        // Nobody could wait for its end, and its exception would end the process.
        if (method is { ReturnsVoid: true, IsAsync: true })
        {
            return new ContractViolation(ContractProblem.UnsupportedReturnType, method, "async void");
        }

        // A task or stream that may be null cannot be awaited.
        var nullableTask = signature.Result is not (ResultKind.Void or ResultKind.Value)
            && method.ReturnType is { IsReferenceType: true, NullableAnnotation: NullableAnnotation.Annotated };
        if (nullableTask || (signature.ResultPayload is { } payload && !PayloadRules.CanTravel(payload)))
        {
            return new ContractViolation(ContractProblem.UnsupportedReturnType, method, method.ReturnType.ToDisplayString());
        }

        return oneWay && !signature.HasNoResult ? new ContractViolation(ContractProblem.OneWayWithResult, method) : null;
    }

    private static ContractViolation? CheckParameter(SignatureParameter parameter)
    {
        var symbol = parameter.Symbol;
        if (symbol.RefKind != RefKind.None)
        {
            return new ContractViolation(ContractProblem.ByReferenceParameter, symbol);
        }

        if (PayloadRules.IsUnresolved(symbol.Type))
        {
            return new ContractViolation(ContractProblem.UnresolvedType, symbol, symbol.Type.ToDisplayString());
        }

        return parameter.Payload is { } payload && !PayloadRules.CanTravel(payload)
            ? new ContractViolation(ContractProblem.UnsupportedParameterType, symbol, symbol.Type.ToDisplayString())
            : null;
    }

    private static ContractViolation? CheckParameters(IMethodSymbol method, MethodSignature signature, bool oneWay)
    {
        var named = OfKind(ParameterKind.Named);
        var payloads = OfKind(ParameterKind.Payload);
        var progress = OfKind(ParameterKind.Progress);
        var tokens = OfKind(ParameterKind.CancellationToken);
        if (payloads.Count > 0 && payloads.Count + named.Count > 1)
        {
            return new ContractViolation(ContractProblem.PayloadNotAlone, payloads[payloads.Count - 1].Symbol);
        }

        if (progress.Count > 1)
        {
            return new ContractViolation(ContractProblem.SeveralProgressParameters, progress[1].Symbol);
        }

        if (tokens.Count > 1)
        {
            return new ContractViolation(ContractProblem.SeveralCancellationTokens, tokens[1].Symbol);
        }

        if (oneWay && signature.Parameters.FirstOrDefault(parameter => parameter.Kind is ParameterKind.Stream or ParameterKind.Progress) is { } stream)
        {
            return new ContractViolation(ContractProblem.OneWayWithStreams, stream.Symbol);
        }

        return named.Count > MaxNamedParameters ? new ContractViolation(ContractProblem.TooManyParameters, method, MaxNamedParameters.ToString(CultureInfo.InvariantCulture)) : null;

        List<SignatureParameter> OfKind(ParameterKind kind) => signature.Parameters.Where(parameter => parameter.Kind == kind).ToList();
    }

    /// <summary>Whether a type is declared with <c>partial</c>, wherever it is declared.</summary>
    public static bool IsPartial(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Length > 0 && type.DeclaringSyntaxReferences.All(IsPartial);

    /// <summary>Whether a type is declared with <c>partial</c> somewhere; where it is not, elsewhere, the compiler says so.</summary>
    public static bool HasPartialPart(INamedTypeSymbol type) => type.DeclaringSyntaxReferences.Any(IsPartial);

    private static bool IsPartial(SyntaxReference reference)
        => reference.GetSyntax() is TypeDeclarationSyntax declaration && declaration.Modifiers.Any(SyntaxKind.PartialKeyword);

    /// <summary>Whether a symbol cannot be used at all.</summary>
    public static bool IsObsoleteAsError(ISymbol symbol)
        => symbol.FindAttribute(KnownNames.Platform.Obsolete) is { } attribute
            && attribute.ConstructorArguments.Length == 2
            && attribute.ConstructorArguments[1].Value is true;
}
