"""A client of signed operations, written by hand from docs/dialects-signed.md with 'websockets'.

Usage: signed_client.py ws://host:port/ws/v1/stream [--raw]. --raw signs with the secret itself. Talks to samples/Trading, prints a line per check,
and exits with 0 when all hold.
"""

import asyncio
import base64
import hashlib
import hmac
import json
import random
import sys
import time
import traceback

import websockets

PATIENCE = 20
KEY, SECRET = "key", "s3cr3t"


class Broker:
    def __init__(self, socket, raw):
        self.socket = socket
        self.hmac_key = SECRET.encode() if raw else base64.urlsafe_b64encode(hashlib.sha256(SECRET.encode()).digest())
        self.pushes = []

    def signed(self, operation, body=b"", path=None, ts=None, nonce=None):
        ts = ts or int(time.time() * 1000)
        nonce = nonce or "%d_%d" % (time.time_ns(), random.randrange(1_000_000))
        lines = ["WS", path or "/ws/v1/" + operation, str(ts), nonce, hashlib.sha256(body).hexdigest()]
        signature = hmac.new(self.hmac_key, "\n".join(lines).encode(), hashlib.sha256).hexdigest()
        return {"op": operation, "ts": ts, "nonce": nonce, "sig": signature}

    async def send(self, message):
        await self.socket.send(json.dumps(message, separators=(",", ":")))

    async def next(self):
        return json.loads(await asyncio.wait_for(self.socket.recv(), PATIENCE))

    async def answer(self):
        """The next message that is no push."""
        while True:
            message = await self.next()
            if "op" in message or "error" in message:
                return message
            self.pushes.append(message)

    async def push(self, channel, holds):
        """The next message of a channel of which something holds."""
        while True:
            for message in self.pushes:
                if message["ch"] == channel and holds(message["data"]):
                    self.pushes.remove(message)
                    return message["data"]
            message = await self.next()
            assert "ch" in message and "op" not in message, message
            self.pushes.append(message)

    async def log_in(self):
        await self.send({**self.signed("auth", path="/ws/v1/stream"), "key": KEY})
        assert await self.answer() == {"op": "auth", "data": {"status": "authenticated"}}

    async def call(self, operation, data=None):
        # The hash covers what the serialiser writes, which escapes everything beyond ASCII.
        body = b"" if data is None else json.dumps(data, separators=(",", ":")).encode()
        message = self.signed(operation, body)
        if data is not None:
            message["data"] = data
        await self.send(message)
        return await self.answer()

    async def subscribe(self, channel, operation="subscribe"):
        await self.send({"op": operation, "ch": channel})
        assert await self.answer() == {"op": operation, "ch": channel, "data": {"status": operation + "d"}}


async def nothing_before_the_login(broker):
    assert await broker.call("balances") == {"error": "Not authenticated"}
    await broker.log_in()


async def balances_without_data_and_with_an_empty_object(broker):
    for data in (None, {}):
        answer = await broker.call("balances", data)
        assert answer["op"] == "balances", answer
        assert {balance["asset"] for balance in answer["data"]["balances"]} == {"USDT", "ETH", "BTC"}, answer


async def estimate(broker):
    answer = await broker.call("estimate", {"amountIn": "100", "assetIn": "ETH", "assetOut": "USDT"})
    quote = answer["data"]
    assert quote["expectedOut"] == "249750" and quote["price"] == "2500" and quote["fee"] == "250", answer
    assert quote["route"][0]["from_asset"] == "ETH" and quote["expiresAt"] > time.time() * 1000, answer


async def a_swap_moves_balances_and_the_order(broker):
    await broker.subscribe("balances")
    answer = await broker.call("swap", {"amountIn": "10", "assetIn": "ETH", "assetOut": "USDT", "filter": ["binance"]})
    assert answer["data"]["status"] == "PENDING", answer
    order = answer["data"]["orderId"]
    await broker.subscribe("orders:" + order)
    filled = await broker.push("orders:" + order, lambda data: data["status"] == "FILLED")
    assert filled["filledOut"] == "24975", filled
    moved = await broker.push("balances", lambda data: all(balance["locked"] == "0" for balance in data))
    assert isinstance(moved, list), moved
    answer = await broker.call("order_status", {"id": order})
    assert answer["data"] == filled, answer
    await broker.subscribe("orders:" + order, "unsubscribe")


async def what_is_not_ascii_is_signed_as_it_is_escaped(broker):
    assert await broker.call("order_status", {"id": "é<&>\"/😀"}) == {"error": "Order not found"}


async def errors(broker):
    async def refused(message, text):
        await broker.send(message)
        assert await broker.answer() == {"error": text}, text

    good = broker.signed("balances")
    await broker.send(good)
    assert (await broker.answer())["op"] == "balances"
    await refused(good, "Nonce has already been used or is expired")
    await refused({**broker.signed("balances"), "sig": "0" * 64}, "Invalid signature")
    await refused({**broker.signed("balances"), "data": {"a": 1}}, "Invalid signature")
    await refused(broker.signed("balances", ts=int(time.time() * 1000) - 31_000), "Request timestamp outside allowed window")
    await refused(broker.signed("fly"), "Unknown operation: fly")
    await refused({"op": "subscribe", "ch": "nonsense"}, "Invalid channel format")


async def main():
    url, raw = sys.argv[1], "--raw" in sys.argv
    checks = [
        nothing_before_the_login,
        balances_without_data_and_with_an_empty_object,
        estimate,
        a_swap_moves_balances_and_the_order,
        what_is_not_ascii_is_signed_as_it_is_escaped,
        errors,
    ]
    failed = 0
    async with websockets.connect(url) as socket:
        broker = Broker(socket, raw)
        for check in checks:
            try:
                await check(broker)
                print("ok", check.__name__)
            except Exception:
                failed += 1
                print("FAILED", check.__name__)
                traceback.print_exc()
    print(len(checks) - failed, "of", len(checks), "checks hold")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
