"""Clients of samples/Measurements, written by hand from the protocol: one as of its second version, one as of its first.

Usage: measurements.py ws://host:port/. Prints a line per check; exits with 0 when all hold.
"""

import asyncio
import base64
import json
import sys
import traceback
import uuid

import websockets

PATIENCE = 20
TOKEN = {"Authorization": "Bearer DEVTOKEN"}


async def connect(url, subprotocols=None):
    try:
        return await websockets.connect(url, subprotocols=subprotocols, additional_headers=TOKEN)
    except TypeError:
        return await websockets.connect(url, subprotocols=subprotocols, extra_headers=TOKEN)


async def receive(socket):
    message = await asyncio.wait_for(socket.recv(), PATIENCE)
    assert isinstance(message, bytes), "responses are binary"
    assert len(message) >= 13, message
    return message[:10].decode(), int(message[10:13].decode()), message[13:]


# The second version: texts, JSON with spaces, an id that is as wide as it is.

async def send_text(socket, action, request_id, body):
    await socket.send(f"{action:4}{request_id:10}{json.dumps(body)}")


async def results_come_while_data_is_sent(url):
    socket = await connect(url, ["json"])
    assert socket.subprotocol == "json", socket.subprotocol
    measurement = str(uuid.uuid4())
    await send_text(socket, "0510", "abcdefghij", {"Params": {"ID": measurement}, "RequestID": "RESULTS001"})
    request_id, status, body = await receive(socket)
    assert (request_id, status, json.loads(body)) == ("abcdefghij", 200, {}), body
    for chunk, action in enumerate(("FIRST", "CHUNK", "LAST")):
        payload = base64.b64encode(bytes([chunk] * 1000)).decode()
        request = {"Params": {"ID": measurement}, "Action": action + "::PROCESS", "Payload": payload}
        old = {"ChunkOrder": chunk, "StartTime": str(5 * chunk), "EndTime": str(5 * chunk + 5), "Duration": 5, "Meta": "e30="}
        await send_text(socket, "0506", f"chunk{chunk}", {**request, **old})
        seen = {}
        while len(seen) < 2:
            request_id, status, body = await receive(socket)
            assert status == 200, body
            seen[request_id] = json.loads(body)
        assert seen[f"chunk{chunk}    "] == {"ID": f"{measurement}:{chunk}", "ChunkOrder": chunk}, seen
        result = seen["RESULTS001"]
        assert result["MeasurementID"] == measurement and result["MeasurementDataID"] == f"{measurement}:{chunk}", result
        assert result["Multiplier"] == 1000 and result["Error"] == {"Code": "OK"}, result
        assert result["Channels"]["HR"] == {"Channel": "HR", "Data": [72000 + 250 * chunk]}, result
    await socket.close()
    assert socket.close_code == 1000, socket.close_code


async def ids_come_back_as_they_were(url):
    socket = await connect(url, ["json"])
    for given in (12345, "short", "a b c d e ", "~~~~~~~~~~"):
        await send_text(socket, "0718", given, {"Token": "t"})
        assert await receive(socket) == (f"{given:10}", 200, b'{"Token":"t"}')
    await socket.close()


async def errors_have_status_code_and_message(url):
    socket = await connect(url, ["json"])
    await send_text(socket, "0999", "abcdefghij", {})
    expected = b'{"Code":"INCORRECT_REQUEST","Message":"Invalid Route Number 0999"}'
    assert await receive(socket) == ("abcdefghij", 400, expected)
    await send_text(socket, "0506", "abcdefghij", {"Params": {"ID": "M"}, "Action": "WHAT"})
    _, status, body = await receive(socket)
    error = json.loads(body)
    assert status == 400 and error["Code"] == "VALIDATION_ERROR" and error["Errors"]["Action"]["msgs"], error
    for wrong in ("", "0506abc", "0506abcdefghij{", b"\xff" * 20):
        await socket.send(wrong)
        _, status, body = await receive(socket)
        assert status == 400 and json.loads(body)["Code"], body
    await send_text(socket, "0718", "still here", {"Token": "t"})
    assert (await receive(socket))[:2] == ("still here", 200)
    await socket.close()


# The first version: protobuf without a subprotocol, one id for everything, answers told apart by their lengths.

def field(number, content):
    return bytes([number << 3 | 2, len(content)]) + content


async def lengths_tell_what_an_answer_is(url):
    socket = await connect(url)
    assert socket.subprotocol is None
    ws_id, results_id, measurement = uuid.uuid4().hex[:10], uuid.uuid4().hex[:10], str(uuid.uuid4())
    params = field(1, field(1, measurement.encode()))
    chunk = params + field(2, b"FIRST::PROCESS") + b"\x28\x0f" + b"\x35\x00\x00\x70\x41" + field(7, b"\x01\x02") + field(8, b"{}")
    await socket.send(b"0510" + ws_id.encode() + params + field(2, results_id.encode()))
    await socket.send(b"0506" + ws_id.encode() + chunk)
    kinds = {}
    while len(kinds) < 3:
        message = await asyncio.wait_for(socket.recv(), PATIENCE)
        assert message[10:13] == b"200", message
        kinds["subscribed" if len(message) == 13 else "added" if len(message) <= 60 else "result"] = message
    assert kinds["subscribed"] == ws_id.encode() + b"200"
    assert kinds["added"] == ws_id.encode() + b"200" + field(1, measurement.encode() + b":0")
    assert kinds["result"][:10] == results_id.encode()
    assert kinds["result"][13:].startswith(field(1, measurement.encode()) + field(2, measurement.encode() + b":0"))
    assert field(6, field(1, b"OK")) in kinds["result"]
    await socket.send(b"0999" + ws_id.encode())
    message = await asyncio.wait_for(socket.recv(), PATIENCE)
    assert message == ws_id.encode() + b"400" + field(1, b"INCORRECT_REQUEST") + field(3, b"Invalid Route Number 0999"), message
    await socket.close()


CHECKS = (
    results_come_while_data_is_sent,
    ids_come_back_as_they_were,
    errors_have_status_code_and_message,
    lengths_tell_what_an_answer_is,
)


async def main(url):
    failed = 0
    for check in CHECKS:
        try:
            await check(url)
            print(f"ok  {check.__name__}")
        except Exception:
            failed += 1
            print(f"NOT {check.__name__}: {traceback.format_exc()}")
    return failed


sys.exit(1 if asyncio.run(main(sys.argv[1])) else 0)
