namespace WsToolkit.Generators.Model;

/// <summary>A type with members, which is one file of the JSON context.</summary>
internal sealed record JsonObjectModel
{
    /// <summary>What the type is called in its own file.</summary>
    public const string Self = nameof(Self);

    /// <summary>The namespace of the context, with keywords escaped.</summary>
    public required string Namespace { get; init; }

    /// <summary>What the type's file and generated members are called; unique in the context, also when case is ignored.</summary>
    public required string Id { get; init; }

    /// <summary>The type's name from <c>global::</c> on, without annotations of reference types.</summary>
    public required string Type { get; init; }

    /// <summary>The diagnostics that using the type and its members causes because they are experimental.</summary>
    public EquatableArray<string> ExperimentalIds { get; init; } = EquatableArray<string>.Empty;

    /// <summary>How objects are created; <see langword="null"/> when they cannot be.</summary>
    public JsonConstructorModel? Constructor { get; init; }

    /// <summary>The members: those of the type itself first, then those of its base types.</summary>
    public required EquatableArray<JsonMemberModel> Members { get; init; }

    /// <summary>What reaches members that C# does not let generated code use.</summary>
    public EquatableArray<JsonAccessHolderModel> AccessHolders { get; init; } = EquatableArray<JsonAccessHolderModel>.Empty;

    /// <summary>The attributes of the type, as further arguments of its description, such as <c>unmapped: …</c>.</summary>
    public EquatableArray<string> Settings { get; init; } = EquatableArray<string>.Empty;
}

/// <summary>The constructor of a type with members.</summary>
internal sealed record JsonConstructorModel
{
    /// <summary>
    /// What is called when C# allows it: <c>new Self()</c> or <c>default(Self)</c>, without parentheses when
    /// there are parameters.
    /// </summary>
    public string? Expression { get; init; }

    /// <summary>The class with an accessor of the constructor, when C# does not.</summary>
    public string? AccessHolder { get; init; }

    public EquatableArray<JsonParameterModel> Parameters { get; init; } = EquatableArray<JsonParameterModel>.Empty;

    /// <summary>Whether the parameters are set as members instead, on an object that the constructor makes of their default values.</summary>
    public bool SetsParameters { get; init; }
}

/// <summary>A parameter of a constructor.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as in <see cref="JsonTypeModel.Type"/>.</param>
/// <param name="AcceptsNull">Whether it takes <see langword="null"/>.</param>
/// <param name="Default">Its default value as source, or <see langword="null"/>.</param>
internal sealed record JsonParameterModel(string Name, string Type, bool AcceptsNull, string? Default);
