// A client of samples/Measurements, written by hand from the protocol, as the ones for browsers and in C++ are: binary frames, a login by 0718,
// results with the id of their request or with one that is the client's own.
//
//   node measurements.mjs ws://host:port/ [token]
//
// Prints a line per check; exits with 0 when all hold.
import assert from 'node:assert/strict';
import WebSocket from 'ws';

const patience = 20_000;
const [url, token = 'DEVTOKEN'] = process.argv.slice(2);

class Wire {
  #arrived = [];
  #waiting = [];

  static async open(subprotocol = 'json') {
    const wire = new Wire();
    wire.socket = new WebSocket(url, subprotocol);
    wire.socket.on('message', (data, isBinary) => {
      const message = isBinary ? data.toString('utf8') : `not binary: ${data}`;
      const waiting = wire.#waiting.shift();
      waiting ? waiting(message) : wire.#arrived.push(message);
    });
    await new Promise((resolve, reject) => wire.socket.once('open', resolve).once('error', reject));
    return wire;
  }

  send(message) {
    this.socket.send(Buffer.from(message, 'utf8'));
  }

  async next() {
    let timer;
    const message = this.#arrived.length > 0 ? this.#arrived.shift() : new Promise(resolve => this.#waiting.push(resolve));
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('nothing came in time')), patience); });
    return Promise.race([message, late]).finally(() => clearTimeout(timer));
  }

  async ask(message) {
    this.send(message);
    return this.next();
  }

  /** The next two messages by their ids: an answer and a result come in either order. */
  async two() {
    const messages = [await this.next(), await this.next()];
    return Object.fromEntries(messages.map(message => [message.slice(0, 10), message]));
  }

  async login() {
    assert.equal(await this.ask(`07180718OhoZaO{"Token":"${token}"}`), `0718OhoZaO200{"Token":"${token}"}`);
  }

  async close() {
    const closed = new Promise(resolve => this.socket.once('close', resolve));
    this.socket.close(1000);
    return closed;
  }
}

const checks = {
  async 'results have the id of their request, if it says so'(wire) {
    await wire.login();
    assert.equal(await wire.ask('05100510UWoFkn{"Params":{"ID":"node-1"},"RequestID":"0510UWoFkn"}'), '0510UWoFkn200{}');
    wire.send('05060506EViGZS{"Params":{"ID":"node-1"},"Action":"LAST::PROCESS","Payload":"AQI="}');
    const { '0506EViGZS': added, '0510UWoFkn': result } = await wire.two();
    assert.equal(added, '0506EViGZS200{"ID":"node-1:0","ChunkOrder":0}');
    assert.ok(result.startsWith('0510UWoFkn200{"MeasurementID":"node-1","MeasurementDataID":"node-1:0",'), result);
    const { Multiplier, Channels, Error: { Code } } = JSON.parse(result.slice(13));
    assert.deepEqual([Multiplier, Channels, Code], [1000, { HR: { Channel: 'HR', Data: [72000] } }, 'OK']);
    assert.equal(
      await wire.ask('09990999pLJiuE{}'), '0999pLJiuE400{"Code":"INCORRECT_REQUEST","Message":"Invalid Route Number 0999"}');
  },

  async 'many requests are in flight at once, and data that is sent before the stream is open has results'(wire) {
    await wire.login();
    wire.send('05100510000001{"Params":{"ID":"node-2"},"RequestID":"STRM001010"}');
    for (let i = 0; i < 50; i++) {
      wire.send(`05060506${String(i).padStart(6, '0')}{"Params":{"ID":"node-2"},"Action":"CHUNK::PROCESS","ChunkOrder":${i}}`);
    }

    const answers = new Set();
    const results = [];
    let opened = false;
    while (!opened || answers.size < 50 || results.length < 50) {
      const message = await wire.next();
      assert.equal(message.slice(10, 13), '200', message);
      const body = JSON.parse(message.slice(13));
      switch (message.slice(0, 4)) {
        case '0510': assert.deepEqual(body, {}); opened = true; break;
        case '0506': assert.equal(body.ChunkOrder, Number(message.slice(4, 10))); answers.add(body.ID); break;
        default: assert.equal(message.slice(0, 10), 'STRM001010'); results.push(body.MeasurementDataID);
      }
    }

    assert.deepEqual(new Set(results), new Set(Array.from({ length: 50 }, (_, i) => `node-2:${i}`)));
  },

  async 'results that come before the subscription wait for it'(wire) {
    await wire.login();
    assert.equal(await wire.ask('05100510000001{"Params":{"ID":"node-4"},"RequestID":"STRM004010"}'), '0510000001200{}');
    assert.match(await wire.ask('05060506000002{"Params":{"ID":"node-3"},"Action":"LAST::PROCESS"}'), /^0506000002200/);

    // Chunks are evaluated one after the other: with this result the other is there, too.
    wire.send('05060506000003{"Params":{"ID":"node-4"},"Action":"LAST::PROCESS"}');
    assert.ok('STRM004010' in await wire.two());
    wire.send('05100510000004{"Params":{"ID":"node-3"},"RequestID":"STRM003010"}');
    const { '0510000004': opened, 'STRM003010': result } = await wire.two();
    assert.equal(opened, '0510000004200{}');
    assert.equal(JSON.parse(result.slice(13)).MeasurementDataID, 'node-3:0');
  },

  async 'an empty body will do where nothing is needed, and not elsewhere'(wire) {
    await wire.login();
    assert.match(await wire.ask('05060506abcdef'), /^0506abcdef400\{"Code":"VALIDATION_ERROR",/);
    assert.match(await wire.ask('05060506abcdef{"Params":{"ID":"Ünïcödé ☃"},"Action":"LAST::IGNORE"}'), /"Ünïcödé ☃:0"|\\u/);
  },
};

for (const [name, check] of Object.entries(checks)) {
  const wire = await Wire.open();
  try {
    await check(wire);
    assert.equal(await wire.close(), 1000, 'the server answers the close frame');
    console.log(`ok  ${name}`);
  } catch (error) {
    console.log(`NOT ${name}: ${error.stack}`);
    process.exitCode = 1;
    wire.socket.terminate();
  }
}
