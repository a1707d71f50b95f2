using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// A compilation as far as the generator can see it: two are equal when nothing but the bodies of members, the initial values of variable
/// fields, white space and ordinary comments are different. Most of what people type is that, and nothing needs to be parsed again for it.
/// </summary>
internal sealed class Declarations(CSharpCompilation compilation) : IEquatable<Declarations>
{
    // The pipeline keeps the first of equal ones for as long as they are equal: it must not keep all symbols of that time.
    private readonly WeakReference<CSharpCompilation> _compilation = new(compilation);
    private readonly ImmutableArray<SyntaxTree> _trees = compilation.SyntaxTrees;
    private readonly ImmutableArray<MetadataReference> _references = compilation.ExternalReferences;
    private readonly CSharpCompilationOptions _options = compilation.Options;
    private readonly string? _name = compilation.AssemblyName;
    private HashSet<string>? _namesLikeOthers;

    /// <summary>The compilation, or another one with the same declarations.</summary>
    public CSharpCompilation Compilation
    {
        get
        {
            if (!_compilation.TryGetTarget(out var target))
            {
                target = CSharpCompilation.Create(_name, _trees, _references, _options);
                _compilation.SetTarget(target);
            }

            return target;
        }
    }

    /// <summary>The names of types and namespaces that differ from another one in nothing but case.</summary>
    public HashSet<string> NamesLikeOthers => _namesLikeOthers ??= FindNamesLikeOthers();

    public bool Equals(Declarations? other)
    {
        if (other is null || _trees.Length != other._trees.Length || _name != other._name || !_options.Equals(other._options)
            || !_references.SequenceEqual(other._references))
        {
            return false;
        }

        for (var index = 0; index < _trees.Length; index++)
        {
            if (_trees[index] != other._trees[index] && !DeclarationComparer.AreEqual(_trees[index], other._trees[index]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => obj is Declarations other && Equals(other);

    public override int GetHashCode() => _trees.Length;

    private HashSet<string> FindNamesLikeOthers()
    {
        var spellings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        var found = new HashSet<string>(StringComparer.Ordinal);
        Compilation.ContainsSymbolsWithName(
            name =>
            {
                if (!spellings.TryGetValue(name, out var other))
                {
                    spellings.Add(name, name);
                }
                else if (name != other)
                {
                    found.Add(name);
                    found.Add(other);
                }

                return false;
            },
            SymbolFilter.Namespace | SymbolFilter.Type);
        return found;
    }
}
