namespace WsToolkit.Generators.Model;

/// <summary>The client of a group of walkers.</summary>
internal sealed record WalkerGroupModel
{
    /// <summary>The name of the client's file.</summary>
    public required string HintName { get; init; }

    /// <summary>The namespace with keywords escaped, or <see langword="null"/> for the global one.</summary>
    public required string? Namespace { get; init; }

    /// <summary>The group's name.</summary>
    public required string Name { get; init; }

    public required string Accessibility { get; init; }

    public required EquatableArray<WalkerCallModel> Calls { get; init; }

    public required EquatableArray<GroupEventModel> Events { get; init; }

    /// <summary>Ids of the diagnostics about obsolete and experimental types, besides the common ones.</summary>
    public required EquatableArray<string> CustomDiagnostics { get; init; }

    /// <summary>The client's name.</summary>
    public string Client => Name + "Client";
}

/// <summary>A walker as a client calls it.</summary>
internal sealed record WalkerCallModel
{
    /// <summary>What its members are called, without <c>Async</c>.</summary>
    public required string Id { get; init; }

    public required string WireName { get; init; }

    /// <summary>The full name of the request.</summary>
    public required string Request { get; init; }

    /// <summary>Whether a request can be created without anything in it.</summary>
    public required bool IsRequestOptional { get; init; }

    /// <summary>The type of the reports with its annotation, or <see langword="null"/>.</summary>
    public required string? ReportType { get; init; }

    /// <summary>The type of the progress with its annotation, or <see langword="null"/>.</summary>
    public required string? ProgressType { get; init; }

    /// <summary>What the operation is initialized with, such as <c>Path = "…"</c>.</summary>
    public required EquatableArray<string> Settings { get; init; }

    /// <summary>The documentation of the walker's call, one line each.</summary>
    public required EquatableArray<string> Documentation { get; init; }

    /// <summary>The <c>[Obsolete]</c> attribute to repeat, or <see langword="null"/>.</summary>
    public required string? Obsolete { get; init; }
}

/// <summary>A notification as a client hears it.</summary>
/// <param name="Id">The name of its members without <c>On</c> and <c>EventsAsync</c>.</param>
/// <param name="Type">The full name of its type.</param>
/// <param name="EventName">Its name on the wire.</param>
internal sealed record GroupEventModel(string Id, string Type, string EventName);
