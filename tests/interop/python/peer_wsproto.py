"""A peer made with 'wsproto' over plain sockets. Its arguments are in peer.py."""

import re
import socket
import ssl
import struct
import threading
from urllib.parse import urlsplit

from wsproto import ConnectionType, WSConnection
from wsproto.connection import ConnectionState
from wsproto.events import (
    AcceptConnection, BytesMessage, CloseConnection, Message, Ping, Pong, RejectConnection, Request, TextMessage)
from wsproto.extensions import PerMessageDeflate
from wsproto.frame_protocol import CloseReason

import peer


def extensions(name):
    wanted = peer.CONFIGURATIONS[name]
    return [] if wanted is None else [PerMessageDeflate(**wanted)]


class End:
    """One end of a connection: sends events, puts messages together, answers pings and close frames."""

    def __init__(self, stream, role):
        self.stream = stream
        self.protocol = WSConnection(role)
        self.head = b""
        self.closed = None
        self._events = iter(())
        self._message = []

    def send(self, *events):
        for event in events:
            self.send_bytes(self.protocol.send(event))

    def send_bytes(self, data):
        if b"\r\n\r\n" not in self.head:
            self.head += data
        self.stream.sendall(data)

    def next(self):
        """The next event, where a message counts as one: its content."""
        while True:
            event = next(self._events, None)
            if event is None:
                self._read()
            elif isinstance(event, Ping):
                self.send(event.response())
            elif isinstance(event, CloseConnection):
                self.closed = (int(event.code), event.reason or "")
                if self.protocol.state is ConnectionState.REMOTE_CLOSING:
                    self.send(event.response())
                return event
            elif isinstance(event, Message):
                self._message.append(event.data)
                if event.message_finished:
                    parts, self._message = self._message, []
                    return ("" if isinstance(event, TextMessage) else b"").join(parts)
            else:
                return event

    def send_message(self, content, count=1):
        parts = peer.parts(content, count)
        kind = TextMessage if isinstance(content, str) else BytesMessage
        self.send(*(kind(data=part, message_finished=i == count - 1) for i, part in enumerate(parts)))

    def negotiated(self):
        """The extensions in the head of the response, whichever end has sent it."""
        found = re.search(rb"(?im)^sec-websocket-extensions: *(.*?)\r$", self.head[self.head.find(b"HTTP/1.1 101"):])
        return found.group(1).decode() if found else None

    def abort(self):
        self.stream.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.stream.close()

    def wait_for_end(self):
        """Lets the server end the TCP connection first, as section 7.1.1 of RFC 6455 would have it."""
        while self.stream.recv(65536):
            pass
        self.stream.close()

    def _read(self):
        try:
            data = self.stream.recv(1 << 18)
        except ConnectionError:
            data = b""
        if b"\r\n\r\n" not in self.head or self.protocol.client and b"HTTP/1.1 101" not in self.head:
            self.head += data
        self.protocol.receive_data(data or None)
        self._events = self.protocol.events()


def echo(stream, configuration):
    end = End(stream, ConnectionType.SERVER)
    request = end.next()
    end.head = b""
    subprotocol = "echo" if "echo" in request.subprotocols else None
    end.send(AcceptConnection(subprotocol=subprotocol, extensions=extensions(configuration)))
    fragments = 1
    while end.closed is None:
        message = end.next()
        command = message.split(" ", 2) if isinstance(message, str) and message.startswith("!") else [None]
        if command[0] == "!close":
            end.send(CloseConnection(code=int(command[1]), reason=command[2]))
        elif command[0] == "!ping":
            end.send(Ping(command[1].encode()))
        elif command[0] == "!fragments":
            fragments = int(command[1])
        elif command[0] == "!drop":
            end.abort()
            end.closed = (1006, "")
        elif isinstance(message, Pong):
            end.send_message("pong " + message.payload.decode())
        elif isinstance(message, (str, bytes)):
            end.send_message(message, fragments)
    peer.tell(
        path=request.target, configuration=configuration, subprotocol=subprotocol, code=end.closed[0], reason=end.closed[1],
        extensions=end.negotiated())
    stream.close()


def accept(listener, context, configuration):
    while True:
        stream, _ = listener.accept()
        stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        if context:
            stream = context.wrap_socket(stream, server_side=True)
        threading.Thread(target=echo, args=(stream, configuration), daemon=True).start()


def serve(options):
    context = None
    if options.certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(options.certificate)
    ports = {}
    for name in peer.CONFIGURATIONS:
        listener = socket.create_server(("127.0.0.1", 0))
        threading.Thread(target=accept, args=(listener, context, name), daemon=True).start()
        ports[name] = listener.getsockname()[1]
    peer.tell(ports=ports)
    peer.until_told_to_stop()


def open_end(options):
    url = urlsplit(options.url)
    stream = socket.create_connection((url.hostname, url.port), timeout=peer.PATIENCE)
    stream.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    if url.scheme == "wss":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
        stream = context.wrap_socket(stream)
    end = End(stream, ConnectionType.CLIENT)
    target = url.path + ("?" + url.query if url.query else "")
    end.send(Request(url.netloc, target, extensions=extensions(options.compression), subprotocols=options.subprotocols))
    end.head = b""
    answer = end.next()
    if isinstance(answer, RejectConnection):
        raise ConnectionError(f"refused with {answer.status_code}")
    return end, answer


def expect(end, expected):
    got = end.next()
    assert got == expected, f"{type(got).__name__} came back in place of {type(expected).__name__} of {len(expected)}"


def echoed(end, message, count=1):
    end.send_message(message, count)
    expect(end, message)


def step(name, action, *arguments):
    try:
        result = action(*arguments)
        peer.tell(step=name, ok=True, **result or {})
    except Exception as error:
        peer.tell(step=name, ok=False, error=f"{type(error).__name__}: {error}")


def connect(options):
    try:
        end, answer = open_end(options)
    except Exception as error:
        peer.tell(step="open", ok=False, error=f"{type(error).__name__}: {error}")
        return
    peer.tell(step="open", ok=True, subprotocol=answer.subprotocol, extensions=end.negotiated())
    if not options.only_open:
        exchange(end, options)
    step("close", close, end)
    if not options.only_open:
        step("close without code", close_without_code, open_end(options)[0])
        step("closed by the server", closed_by_server, open_end(options)[0])
        step("dropped by the server", dropped_by_server, open_end(options)[0])


def exchange(end, options):
    for size in peer.SIZES + [peer.LARGE] * options.large:
        step(f"text {size}", echoed, end, peer.text(size))
        step(f"binary {size}", echoed, end, peer.binary(size))
    for size in (0, 126, 65536):
        step(f"text {size} in fragments", echoed, end, peer.text(size), 3)
        step(f"binary {size} in fragments", echoed, end, peer.binary(size), 3)
    for again in ("once", "again"):
        step(f"binary 300 {again}", echoed, end, peer.binary(300))
    step("ping", ping, end)
    step("pinged by the server", pinged, end)
    end.send_message("!fragments 3")
    for size in (0, 126, 65536):
        step(f"text {size} back in fragments", echoed, end, peer.text(size))
        step(f"binary {size} back in fragments", echoed, end, peer.binary(size))


def ping(end):
    end.send(Ping(b"\x00\xff knock"))
    got = end.next()
    assert isinstance(got, Pong) and got.payload == b"\x00\xff knock", got


def pinged(end):
    end.send_message("!ping knock")
    expect(end, "pong knock")


def close(end):
    end.send(CloseConnection(code=4001, reason=peer.REASON))
    while end.closed is None:
        end.next()
    assert end.closed[0] == 4001, end.closed
    end.wait_for_end()


def close_without_code(end):
    end.send(CloseConnection(code=CloseReason.NO_STATUS_RCVD))
    while end.closed is None:
        end.next()
    end.wait_for_end()
    return {"code": end.closed[0]}


def closed_by_server(end):
    end.send_message("!close 3001 " + peer.REASON)
    while end.closed is None:
        end.next()
    assert end.closed == (3001, peer.REASON), end.closed
    end.wait_for_end()


def dropped_by_server(end):
    end.send_message("!drop")
    while end.closed is None:
        end.next()
    assert end.closed[0] == 1006, end.closed
    end.stream.close()


if __name__ == "__main__":
    chosen = peer.arguments()
    serve(chosen) if chosen.role == "serve" else connect(chosen)
