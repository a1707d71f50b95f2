namespace WsToolkit.Generators.Model;

/// <summary>A property or field in JSON.</summary>
internal sealed record JsonMemberModel
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its type, as in <see cref="JsonTypeModel.Type"/>.</summary>
    public required string Type { get; init; }

    /// <summary>The type that declares it.</summary>
    public required string DeclaringType { get; init; }

    /// <summary>Whether the declaring type is a value type, so that setting works on the boxed value.</summary>
    public bool IsInValueType { get; init; }

    public JsonAccess Get { get; init; }

    public JsonAccess Set { get; init; }

    /// <summary>The class of the accessors, with type arguments, when there are any.</summary>
    public string? AccessHolder { get; init; }

    /// <summary>What the member's accessors are called there, without <c>Get</c> and <c>Set</c>.</summary>
    public string? AccessName { get; init; }

    /// <summary>The names of the runtime's traits, in their order.</summary>
    public EquatableArray<string> Traits { get; init; } = EquatableArray<string>.Empty;

    /// <summary>Whether <c>[JsonIgnore]</c> always applies.</summary>
    public bool IsIgnored { get; init; }

    /// <summary>What the member's attributes say, as further arguments of its description, such as <c>order: 3</c>.</summary>
    public EquatableArray<string> Settings { get; init; } = EquatableArray<string>.Empty;
}

/// <summary>How generated code reaches a member.</summary>
internal enum JsonAccess
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>By its name.</summary>
    Direct,

    /// <summary>By the constructor only, which has a parameter for it: there is no setter that could be reached.</summary>
    Constructor,

    /// <summary>By a method that the runtime connects with the member's own.</summary>
    Method,

    /// <summary>By a method that the runtime makes return a reference to the field.</summary>
    Field,
}

/// <summary>A class of accessors. A generic type's accessors have to be in a class with the same type parameters.</summary>
internal sealed record JsonAccessHolderModel
{
    /// <summary>Its name with type parameters.</summary>
    public required string Name { get; init; }

    /// <summary>The constraints of the type parameters.</summary>
    public EquatableArray<string> Constraints { get; init; } = EquatableArray<string>.Empty;

    /// <summary>The accessors.</summary>
    public required EquatableArray<JsonAccessorModel> Accessors { get; init; }
}

/// <summary>A method that the runtime connects with a member.</summary>
/// <param name="Kind">The kind of member: <c>Method</c>, <c>Field</c> or <c>Constructor</c>.</param>
/// <param name="Target">The member's name; empty for a constructor.</param>
/// <param name="Signature">Return type, name and parameters of the accessor.</param>
internal sealed record JsonAccessorModel(string Kind, string Target, string Signature);
