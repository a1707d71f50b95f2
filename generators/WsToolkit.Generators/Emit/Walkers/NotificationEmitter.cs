using Microsoft.CodeAnalysis;
using WsToolkit.Generators.Model;
using WsToolkit.Generators.Parsing;

namespace WsToolkit.Generators.Emit.Walkers;

/// <summary>Prints what makes a type a notification.</summary>
internal static class NotificationEmitter
{
    public static void Emit(SourceProductionContext output, NotificationModel notification, WalkerSpace space)
        => output.AddSource(
            $"{notification.HintName}.Event.g.cs",
            GeneratedFile.Print(
                notification.Namespace,
                notification.Containers,
                notification.CustomDiagnostics,
                writer => Write(writer, notification, space)).ToSourceText());

    private static void Write(SourceWriter writer, NotificationModel notification, WalkerSpace space)
    {
        var contract = $"{Spelled.Notification}<{notification.Name}>";
        var enums = notification.WritesEnumNumbers ? "Numbers" : "Strings";
        using (writer.Block($"{notification.Declaration} : {contract}"))
        {
            writer.Line($"static string {contract}.EventName => {Literals.Text(notification.EventName)};").Line();
            writer.Line($"static {Spelled.JsonTypeInfoResolver} {contract}.JsonTypeInfoResolver => {space.Context};").Line();
            writer.Line($"static {Spelled.Naming} {contract}.Naming => {Spelled.Naming}.{notification.Naming};").Line();
            writer.Line($"static {Spelled.EnumFormat} {contract}.Enums => {Spelled.EnumFormat}.{enums};");
        }
    }
}
