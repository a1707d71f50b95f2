using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;

namespace WsToolkit.Interop.Tests.Foreign;

/// <summary>A script in tests/interop: an end of a connection, made with a library that is not ours.</summary>
/// <param name="Program">What runs the script.</param>
/// <param name="Folder">The folder of the script, in tests/interop. It runs there, next to what npm has installed for it.</param>
/// <param name="Script">The script.</param>
/// <param name="Probe">Arguments of <paramref name="Program"/> with which it succeeds if all that the script needs is there.</param>
/// <param name="Missing">What to install otherwise.</param>
internal sealed record Peer(string Program, string Folder, string Script, string[] Probe, string Missing)
{
    private const string NoChromium =
        "Chromium, or Node and its package 'ws' is missing: install chromium and Node 18 or later, and run 'npm ci' in "
        + "tests/interop/node. CHROMIUM names the program if it is not in the path.";

    private static readonly string Python = File.Exists("/usr/bin/python3") ? "/usr/bin/python3" : "python3";

    private static readonly Dictionary<string, Peer> All = new()
    {
        [PeerName.Websockets] = new(
            Python, "python", "peer_websockets.py", ["-c", "import websockets"],
            "Python or its package 'websockets' is missing: install python3-websockets, or run 'pip install websockets'."),
        [PeerName.Wsproto] = new(
            Python, "python", "peer_wsproto.py", ["-c", "import wsproto"],
            "Python or its package 'wsproto' is missing: install python3-wsproto, or run 'pip install wsproto'."),
        [PeerName.Ws] = new(
            "node", "node", "peer-ws.mjs", ["--input-type=module", "--eval", "import 'ws';"],
            "Node or its package 'ws' is missing: install Node 18 or later and run 'npm ci' in tests/interop/node."),
        [PeerName.JsonRpc] = new(
            "node", "node", "jsonrpc-clients.mjs",
            ["--input-type=module", "--eval", "import 'ws'; import 'json-rpc-2.0'; import 'rpc-websockets'; import 'vscode-ws-jsonrpc';"],
            "Node or its packages for JSON-RPC are missing: install Node 20 or later and run 'npm ci' in tests/interop/node."),
        [PeerName.Chromium] = new("node", "node", "peer-chromium.mjs", ["peer-chromium.mjs", "probe"], NoChromium),
        [PeerName.Chat] = new("node", "node", "peer-chat.mjs", ["peer-chromium.mjs", "probe"], NoChromium),
        [PeerName.ChatPage] = new("node", "node", "peer-chat-page.mjs", ["peer-chromium.mjs", "probe"], NoChromium),
        [PeerName.SignedPython] = new(
            Python, "python", "signed_client.py", ["-c", "import websockets"],
            "Python or its package 'websockets' is missing: install python3-websockets, or run 'pip install websockets'."),
        [PeerName.SignedNode] = new(
            "node", "node", "signed-client.mjs", ["--input-type=module", "--eval", "import 'ws';"],
            "Node or its package 'ws' is missing: install Node 18 or later and run 'npm ci' in tests/interop/node."),
    };

    private static readonly ConcurrentDictionary<string, Lazy<string?>> Probed = new();

    public static Peer Named(string name) => All[name];

    /// <summary>What has to be installed before a peer can run; null for nothing. Looks once.</summary>
    public static string? WhatIsMissing(string name) => Probed.GetOrAdd(name, _ => new(Named(name).Look)).Value;

    public Process Start(params IEnumerable<string> arguments) => Run([Script, .. arguments]);

    private string? Look()
    {
        try
        {
            using var process = Run(Probe);
            process.StandardInput.Close();
            return process.WaitForExit(TimeSpan.FromSeconds(20)) && process.ExitCode == 0 ? null : Missing;
        }
        catch (Win32Exception)
        {
            return Missing;
        }
    }

    private Process Run(string[] arguments)
    {
        var start = new ProcessStartInfo(Program, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            WorkingDirectory = Path.Combine(InteropFolder(), Folder),
        };
        start.Environment["PYTHONIOENCODING"] = "utf-8";
        start.Environment["PYTHONDONTWRITEBYTECODE"] = "1";
        return Process.Start(start)!;
    }

    private static string InteropFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var wanted = Path.Combine(folder.FullName, "tests", "interop");
            if (Directory.Exists(wanted))
            {
                return wanted;
            }
        }

        throw new DirectoryNotFoundException("tests/interop is not above the test assembly.");
    }
}
