using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using WsToolkit.Generators.Parsing.Edits;

namespace WsToolkit.Generators.Parsing;

/// <summary>
/// A compilation as far as the generator can see it: two are equal when nothing is different but the bodies of members, the initial values of
/// variable fields, white space and comments that neither document nor stand at the start of a file, or files out of the reach of contracts.
/// Most of what people type is that, and nothing needs to be parsed again for it.
/// </summary>
/// <remarks>This is an equivalence: equal ones have the same files in reach, and the same is asked for.</remarks>
internal sealed class Declarations(CSharpCompilation compilation) : IEquatable<Declarations>
{
    private static readonly ComparedTrees Compared = new(DeclarationComparer.AreEqual);

    // The pipeline keeps the first of equal ones for as long as they are equal: it must not keep all symbols of that time.
    private readonly WeakReference<CSharpCompilation> _compilation = new(compilation);
    private readonly ImmutableArray<SyntaxTree> _trees = compilation.SyntaxTrees;
    private readonly ImmutableArray<MetadataReference> _references = compilation.ExternalReferences;
    private readonly CSharpCompilationOptions _options = compilation.Options;
    private readonly string? _name = compilation.AssemblyName;
    private readonly LanguageVersion _language = compilation.LanguageVersion;
    private ContractReach? _reach;
    private StrongBox<bool>? _isReferredTo;
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
        if (other is null || _name != other._name || _language != other._language || !_options.Equals(other._options)
            || !Equals(_trees.FirstOrDefault()?.Options, other._trees.FirstOrDefault()?.Options) || !_references.SequenceEqual(other._references))
        {
            return false;
        }

        // The one that has been parsed knows its reach, if it has been compared before.
        var (before, after) = _reach is null && other._reach is not null ? (other, this) : (this, other);
        var edit = Edit.Between(before._trees, after._trees, Compared);
        return edit.IsOfBodies
            || (!edit.IsOfContracts && !before.IsReferredTo(after) && edit.IsOutOf(before._reach ??= new ContractReach(before._trees)));
    }

    public override bool Equals(object? obj) => obj is Declarations other && Equals(other);

    public override int GetHashCode() => _name?.GetHashCode() ?? 0;

    // The newer of two with the same references is still at hand.
    private bool IsReferredTo(Declarations newer) => (_isReferredTo ??= new StrongBox<bool>(BackReferences.AreIn(newer.Compilation))).Value;

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
