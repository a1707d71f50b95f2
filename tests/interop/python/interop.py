"""A client of samples/Quickstart's service, written by hand from docs/wire-protocol.md.

Usage: interop.py ws://host:port/ws. Prints a line per check; exits with 0 when all hold.
"""

import asyncio
import json
import sys
import traceback
from decimal import Decimal

import websockets

PATIENCE = 20


class Wire:
    """Sends what it is told and shows what arrives."""

    def __init__(self, socket):
        self.socket = socket
        self.raw = None

    async def send(self, message):
        await self.socket.send(message if isinstance(message, str) else json.dumps(message))

    async def next(self):
        self.raw = await asyncio.wait_for(self.socket.recv(), PATIENCE)
        assert isinstance(self.raw, str), "messages are text"
        return json.loads(self.raw, parse_float=Decimal)

    async def ask(self, message):
        await self.send(message)
        return await self.next()


async def request_and_response(wire):
    answer = await wire.ask({"id": 1, "method": "estimate_swap", "payload": {"amountIn": 2, "assetIn": "ETH"}})
    assert answer["id"] == 1 and answer["method"] == "estimate_swap", answer
    assert answer["response"]["amountOut"] == 6400, answer


async def ids_come_back_as_they_were(wire):
    for raw_id in ("0", "-1.50", "1E+2", '"\\u00e9\\n"', "null", "123456789012345678901234567890"):
        await wire.ask('{"id":%s,"method":"estimate_swap","payload":{"amountIn":1,"assetIn":"ETH"}}' % raw_id)
        assert wire.raw.startswith('{"id":%s,' % raw_id), wire.raw


async def an_error_of_the_service(wire):
    answer = await wire.ask({"id": "e", "method": "estimate_swap", "payload": {"amountIn": 1, "assetIn": "DOGE"}})
    expected = {"message": "There is no price for DOGE.", "code": "unknown_asset"}
    assert answer == {"id": "e", "method": "estimate_swap", "error": expected}, answer


async def errors_of_the_protocol(wire):
    answer = await wire.ask({"id": 1, "method": "wtf"})
    assert answer["error"]["code"] == "method_not_found", answer
    answer = await wire.ask([1])
    assert answer["error"]["message"] == "Malformed message; expected dictionary, got list", answer
    assert answer["error"]["code"] == "invalid_request", answer
    answer = await wire.ask({"id": 1, "method": "estimate_swap", "payload": {"amountIn": "much", "assetIn": "ETH"}})
    assert answer["error"]["errors"] == {"amountIn": "not valid type"}, answer


async def one_way(wire):
    await wire.send({"method": "note", "payload": {"text": "lunch at noon"}})
    answer = await wire.ask({"id": "next", "method": "estimate_swap", "payload": {"amountIn": 1, "assetIn": "ETH"}})
    assert answer["id"] == "next", answer


async def result_stream_with_credit_and_cancel(wire):
    await wire.send({"id": 1, "method": "candles", "payload": {"symbol": "BTC"}, "credit": 2})
    for _ in range(2):
        assert "item" in await wire.next()
    answer = await wire.ask({"id": 2, "method": "estimate_swap", "payload": {"amountIn": 1, "assetIn": "ETH"}})
    assert answer["id"] == 2, "an item came without credit"
    message = await wire.ask({"id": 1, "credit": 1})
    assert message["item"]["close"] > 0, message
    answer = await wire.ask({"id": 1, "cancel": True})
    assert answer["id"] == 1 and answer["error"]["code"] == "cancelled", answer


async def argument_stream_with_credit(wire):
    await wire.send({"id": 1, "method": "average"})
    credit = 32
    for value in range(1, 101):
        while credit == 0:
            message = await wire.next()
            assert message["stream"] == "values", message
            credit += message["credit"]
        await wire.send({"id": 1, "stream": "values", "item": value})
        credit -= 1
    answer = await wire.ask({"id": 1, "stream": "values", "end": True})
    while "credit" in answer:
        answer = await wire.next()
    assert answer == {"id": 1, "method": "average", "response": Decimal("50.5")}, answer


async def progress(wire):
    await wire.send({"id": 1, "method": "backtest", "payload": {"days": 5}, "progress": True})
    for percent in (20, 40, 60, 80, 100):
        assert await wire.next() == {"id": 1, "progress": percent}
    assert (await wire.next())["response"]["return"] == Decimal("0.042")


async def callback(wire):
    question = await wire.ask({"id": 7, "method": "placeOrder", "payload": {"symbol": "ETH"}})
    assert question["method"] == "confirm" and question["payload"] == {"question": "Buy 1 ETH?"}, question
    answer = await wire.ask({"id": question["id"], "response": True})
    assert answer == {"id": 7, "method": "placeOrder", "response": {"id": "ord_1", "status": "Filled"}}, answer


async def callback_that_is_not_there(wire):
    question = await wire.ask({"id": 7, "method": "placeOrder", "payload": {"symbol": "ETH"}})
    error = {"message": "I know no such method.", "code": "method_not_found"}
    answer = await wire.ask({"id": question["id"], "error": error})
    assert answer["error"]["code"] == "method_not_found", answer


async def callback_from_the_background(wire):
    messages = [await wire.ask({"id": 1, "method": "watch", "payload": {"symbol": "ETH", "price": 3200}}), await wire.next()]
    call = next(message for message in messages if message.get("method") == "priceReached")
    assert call["payload"] == {"symbol": "ETH", "price": 3200}, call
    await wire.send({"id": call["id"], "response": None})


async def deadline(wire):
    answer = await wire.ask({"id": 1, "method": "settle", "timeout": 20})
    assert answer["error"]["code"] == "deadline_exceeded", answer


CHECKS = (
    request_and_response,
    ids_come_back_as_they_were,
    an_error_of_the_service,
    errors_of_the_protocol,
    one_way,
    result_stream_with_credit_and_cancel,
    argument_stream_with_credit,
    progress,
    callback,
    callback_that_is_not_there,
    callback_from_the_background,
    deadline,
)


async def main(address):
    failed = False
    for check in CHECKS:
        name = check.__name__.replace("_", " ")
        async with websockets.connect(address) as socket:
            try:
                await check(Wire(socket))
                print(f"ok  {name}")
            except Exception:
                failed = True
                print(f"NOT {name}: {traceback.format_exc()}")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(sys.argv[1])))
