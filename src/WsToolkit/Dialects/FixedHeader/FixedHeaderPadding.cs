namespace WsToolkit.Dialects;

/// <summary>How a text fills a field of a fixed header that is wider.</summary>
public enum FixedHeaderPadding : byte
{
    /// <summary>Not at all: the text has to be as long as the field is wide.</summary>
    Exact,

    /// <summary>By spaces behind it.</summary>
    RightSpace,

    /// <summary>By spaces before it.</summary>
    LeftSpace,

    /// <summary>By zeros before it.</summary>
    Zero,
}
