"""What the two Python peers have in common: their arguments, their configurations of permessage-deflate and the content that they send.

A peer is an end of a WebSocket connection, made with a library that is not ours:

    peer_X.py serve [--certificate FILE]          an echo server: a port for each configuration, all printed in one line of JSON
    peer_X.py connect URL [--compression NAME]    an echo client that takes the steps listed here and prints a line of JSON for each
                          [--large] [--subprotocols a,b] [--only-open]

A text message that begins with '!' tells an echo server what to do: '!close CODE REASON', '!ping DATA' (it answers 'pong DATA' when
the pong has come), '!fragments N' (from now on it echoes in N fragments), '!drop' (it drops the connection).
"""

import argparse
import json
import random
import sys
import threading

KIB = 1024
SIZES = [0, 1, 125, 126, 65535, 65536, KIB * KIB]
LARGE = 16 * KIB * KIB
LARGEST = 64 * KIB * KIB
PATIENCE = 60
REASON = "bye, κόσμος ☃"

# What each configuration demands of the connection. None: no compression.
CONFIGURATIONS = {
    "off": None,
    "on": {},
    "server_no_context_takeover": {"server_no_context_takeover": True},
    "client_no_context_takeover": {"client_no_context_takeover": True},
    "both": {"server_no_context_takeover": True, "client_no_context_takeover": True},
    "bits9": {"server_max_window_bits": 9, "client_max_window_bits": 9},
    "bits15": {"server_max_window_bits": 15, "client_max_window_bits": 15},
}


def arguments():
    parser = argparse.ArgumentParser()
    roles = parser.add_subparsers(dest="role", required=True)
    serve = roles.add_parser("serve")
    serve.add_argument("--certificate", help="a PEM file with a certificate and its key: serve with TLS")
    connect = roles.add_parser("connect")
    connect.add_argument("url")
    connect.add_argument("--compression", default="off", choices=CONFIGURATIONS)
    connect.add_argument("--large", action="store_true", help="16 MiB, too")
    connect.add_argument("--subprotocols", default="", type=lambda text: [name for name in text.split(",") if name])
    connect.add_argument("--only-open", action="store_true", help="only open and close a connection")
    return parser.parse_args()


def tell(**what):
    """Prints a line of JSON. Lines of several threads do not mix."""
    with _printing:
        print(json.dumps(what), flush=True)


def text(size):
    """As many bytes of text, with characters of one to four bytes."""
    pattern = "Grüße, κόσμος ☃ 👋 ".encode()
    cut = (pattern * (size // len(pattern) + 1))[:size].decode(errors="ignore")
    return cut + "." * (size - len(cut.encode()))


def binary(size):
    """As many bytes that do not compress."""
    return random.Random(size).randbytes(size)


def parts(content, count):
    """The content in so many parts. Text is cut between characters."""
    size = max(1, -(-len(content) // count))
    return [content[i * size:(i + 1) * size] for i in range(count)]


def until_told_to_stop():
    """Blocks until standard input ends, which it does with the process that started this one, whatever becomes of it."""
    sys.stdin.read()


_printing = threading.Lock()
