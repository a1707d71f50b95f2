"""A peer made with 'websockets'. Its arguments are in peer.py."""

import asyncio
import ssl

import websockets
from websockets.extensions.permessage_deflate import ClientPerMessageDeflateFactory, ServerPerMessageDeflateFactory

import peer


def extensions(factory, name):
    wanted = peer.CONFIGURATIONS[name]
    return None if wanted is None else [factory(**wanted)]


async def echo(socket, configuration):
    fragments = 1
    try:
        async for message in socket:
            command = message.split(" ", 2) if isinstance(message, str) and message.startswith("!") else [None]
            if command[0] == "!close":
                await socket.close(int(command[1]), command[2])
            elif command[0] == "!ping":
                await asyncio.wait_for(await socket.ping(command[1].encode()), peer.PATIENCE)
                await socket.send("pong " + command[1])
            elif command[0] == "!fragments":
                fragments = int(command[1])
            elif command[0] == "!drop":
                socket.transport.abort()
            else:
                await socket.send(message if fragments == 1 else peer.parts(message, fragments))
    except websockets.ConnectionClosed:
        pass
    await socket.wait_closed()
    peer.tell(
        path=socket.path, configuration=configuration, subprotocol=socket.subprotocol, code=socket.close_code, reason=socket.close_reason,
        extensions=socket.response_headers.get("Sec-WebSocket-Extensions"))


async def serve(options):
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
    ports = {}
    for name in peer.CONFIGURATIONS:
        server = await websockets.serve(
            lambda socket, name=name: echo(socket, name), "127.0.0.1", 0, ssl=context, compression=None, max_size=peer.LARGEST,
            extensions=extensions(ServerPerMessageDeflateFactory, name), subprotocols=["second", "echo"], ping_interval=None)
        ports[name] = server.sockets[0].getsockname()[1]
    peer.tell(ports=ports)
    await asyncio.get_running_loop().run_in_executor(None, peer.until_told_to_stop)


def open_socket(options):
    context = None
    if options.url.startswith("wss:"):
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return websockets.connect(
        options.url, ssl=context, compression=None, max_size=peer.LARGEST, ping_interval=None, subprotocols=options.subprotocols or None,
        extensions=extensions(ClientPerMessageDeflateFactory, options.compression))


class Steps:
    """A connection, and the steps that are taken on it."""

    def __init__(self, socket):
        self.socket = socket

    async def expect(self, expected):
        got = await asyncio.wait_for(self.socket.recv(), peer.PATIENCE)
        assert got == expected, f"{type(got).__name__} of {len(got)} came back in place of {type(expected).__name__} of {len(expected)}"

    async def echoed(self, message, count=1):
        await self.socket.send(message if count == 1 else peer.parts(message, count))
        await self.expect(message)

    async def ended(self, code, reason):
        await asyncio.wait_for(self.socket.wait_closed(), peer.PATIENCE)
        got = (self.socket.close_code, self.socket.close_reason)
        assert got == (code, reason), got


async def step(name, action):
    try:
        result = await action
        peer.tell(step=name, ok=True, **result or {})
    except Exception as error:
        peer.tell(step=name, ok=False, error=f"{type(error).__name__}: {error}")


async def connect(options):
    try:
        socket = await open_socket(options)
    except Exception as error:
        peer.tell(step="open", ok=False, error=f"{type(error).__name__}: {error}")
        return
    headers = socket.response_headers
    peer.tell(step="open", ok=True, subprotocol=socket.subprotocol, extensions=headers.get("Sec-WebSocket-Extensions"))
    steps = Steps(socket)
    if not options.only_open:
        await exchange(steps, options)
    await step("close", close(steps))
    if not options.only_open:
        await step("close with 1000", close_with_1000(await open_socket(options)))
        await step("closed by the server", closed_by_server(await open_socket(options)))
        await step("dropped by the server", dropped_by_server(await open_socket(options)))


async def exchange(steps, options):
    for size in peer.SIZES + [peer.LARGE] * options.large:
        await step(f"text {size}", steps.echoed(peer.text(size)))
        await step(f"binary {size}", steps.echoed(peer.binary(size)))
    for size in (0, 126, 65536):
        await step(f"text {size} in fragments", steps.echoed(peer.text(size), 3))
        await step(f"binary {size} in fragments", steps.echoed(peer.binary(size), 3))
    for again in ("once", "again"):
        await step(f"binary 300 {again}", steps.echoed(peer.binary(300)))
    await step("ping", ping(steps.socket))
    await step("pinged by the server", pinged(steps))
    await steps.socket.send("!fragments 3")
    for size in (0, 126, 65536):
        await step(f"text {size} back in fragments", steps.echoed(peer.text(size)))
        await step(f"binary {size} back in fragments", steps.echoed(peer.binary(size)))


async def ping(socket):
    await asyncio.wait_for(await socket.ping(b"\x00\xff knock"), peer.PATIENCE)


async def pinged(steps):
    await steps.socket.send("!ping knock")
    await steps.expect("pong knock")


async def close(steps):
    await steps.socket.close(4001, peer.REASON)
    assert steps.socket.close_code == 4001, steps.socket.close_code


async def close_with_1000(socket):
    await socket.close(1000)
    return {"code": socket.close_code}


async def closed_by_server(socket):
    await socket.send("!close 3001 " + peer.REASON)
    await Steps(socket).ended(3001, peer.REASON)


async def dropped_by_server(socket):
    await socket.send("!drop")
    await Steps(socket).ended(1006, "")


if __name__ == "__main__":
    chosen = peer.arguments()
    asyncio.run(serve(chosen) if chosen.role == "serve" else connect(chosen))
