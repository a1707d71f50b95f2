// A client of samples/Quickstart's service, written by hand from docs/wire-protocol.md.
// Usage: node interop.mjs ws://host:port/ws. Prints a line per check; exits with 0 when all hold.
import assert from 'node:assert/strict';
import WebSocket from 'ws';

const patience = 20_000;

/** Sends what it is told and keeps what arrives, message by message. */
class Wire {
  #arrived = [];
  #waiting = [];

  static async open(address) {
    const wire = new Wire();
    wire.socket = new WebSocket(address);
    wire.socket.on('message', (data, isBinary) => {
      assert.equal(isBinary, false, 'messages are text');
      const message = JSON.parse(data.toString());
      const waiting = wire.#waiting.shift();
      waiting ? waiting.resolve(message) : wire.#arrived.push(message);
    });
    wire.socket.on('close', code => {
      for (const waiting of wire.#waiting.splice(0)) {
        waiting.reject(new Error(`the connection was closed with ${code}`));
      }
    });
    await new Promise((resolve, reject) => wire.socket.once('open', resolve).once('error', reject));
    return wire;
  }

  send(message) {
    this.socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  }

  next() {
    if (this.#arrived.length > 0) {
      return Promise.resolve(this.#arrived.shift());
    }

    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('nothing arrived in time')), patience);
      this.#waiting.push({
        resolve: message => { clearTimeout(timer); resolve(message); },
        reject: error => { clearTimeout(timer); reject(error); },
      });
    });
  }

  async ask(message) {
    this.send(message);
    return await this.next();
  }

  close() {
    return new Promise(resolve => {
      this.socket.once('close', resolve);
      this.socket.close(1000);
    });
  }
}

const checks = {
  async 'request and response'(wire) {
    const payload = { amountIn: 2, assetIn: 'ETH', assetOut: 'USDT' };
    const answer = await wire.ask({ id: 1, method: 'estimate_swap', payload });
    assert.equal(answer.id, 1);
    assert.equal(answer.method, 'estimate_swap');
    assert.equal(answer.response.amountOut, 6400);
    assert.equal(answer.response.route, 'ETH -> USDT');
  },

  async 'an argument left out takes its default'(wire) {
    const answer = await wire.ask({ id: 'two', method: 'estimate_swap', payload: { assetIn: 'BTC', amountIn: 1 } });
    assert.equal(answer.response.route, 'BTC -> USDT');
    assert.equal(answer.id, 'two');
  },

  async 'ids of every kind come back as they were'(wire) {
    for (const id of ['0', '-7', '1.0', '1e3', '"x"', '""', 'true', 'false', 'null', '12345678901234567890', '"\\u0041"']) {
      let raw;
      wire.socket.once('message', data => { raw = data.toString(); });
      await wire.ask(`{"id":${id},"method":"estimate_swap","payload":{"amountIn":1,"assetIn":"ETH"}}`);
      assert.ok(raw.startsWith(`{"id":${id},`), `${id} came back in ${raw}`);
    }
  },

  async 'decimals keep their digits'(wire) {
    let raw;
    wire.socket.once('message', data => { raw = data.toString(); });
    await wire.ask('{"id":1,"method":"estimate_swap","payload":{"amountIn":0.1000000000000000000001,"assetIn":"USDT"}}');
    assert.match(raw, /0\.1000000000000000000001/);
  },

  async 'an error of the service has its code and text'(wire) {
    const answer = await wire.ask({ id: 1, method: 'estimate_swap', payload: { amountIn: 1, assetIn: 'DOGE' } });
    assert.deepEqual(answer, {
      id: 1, method: 'estimate_swap', error: { message: 'There is no price for DOGE.', code: 'unknown_asset' },
    });
  },

  async 'an unknown method'(wire) {
    const { error } = await wire.ask({ id: 1, method: 'wtf' });
    assert.equal(error.code, 'method_not_found');
    assert.deepEqual(error.errors, { method: 'wtf method not available' });
  },

  async 'arguments that do not bind are named'(wire) {
    const { error } = await wire.ask({ id: 1, method: 'estimate_swap', payload: {} });
    assert.equal(error.code, 'invalid_arguments');
    assert.deepEqual(error.errors, { amountIn: 'required', assetIn: 'required' });
  },

  async 'text that is not JSON is answered, and the connection lives'(wire) {
    const { error } = await wire.ask('hkjhkhk');
    assert.deepEqual(error, { message: 'JSON string expected', code: 'parse_error' });
  },

  async 'one way: nobody answers'(wire) {
    wire.send({ method: 'note', payload: { text: 'lunch at noon' } });
    const answer = await wire.ask({ id: 'next', method: 'estimate_swap', payload: { amountIn: 1, assetIn: 'ETH' } });
    assert.equal(answer.id, 'next');
  },

  async 'a result stream sends as much as its credit says, and ends when cancelled'(wire) {
    wire.send({ id: 1, method: 'candles', payload: { symbol: 'ETH' }, credit: 3 });
    for (let i = 0; i < 3; i++) {
      const message = await wire.next();
      assert.equal(message.id, 1);
      assert.ok(message.item.close > 0);
    }

    // No fourth item without credit: the answer to another call comes next.
    const other = await wire.ask({ id: 2, method: 'estimate_swap', payload: { amountIn: 1, assetIn: 'ETH' } });
    assert.equal(other.id, 2);

    wire.send({ id: 1, credit: 2 });
    assert.ok('item' in await wire.next());
    assert.ok('item' in await wire.next());
    const { id, error } = await wire.ask({ id: 1, cancel: true });
    assert.equal(id, 1);
    assert.equal(error.code, 'cancelled');
  },

  async 'an argument stream keeps to the credit that it is given'(wire) {
    wire.send({ id: 1, method: 'average' });
    let credit = 32;
    for (let i = 1; i <= 100; i++) {
      while (credit === 0) {
        const message = await wire.next();
        assert.equal(message.id, 1);
        assert.equal(message.stream, 'values');
        credit += message.credit;
      }

      wire.send({ id: 1, stream: 'values', item: i });
      credit--;
    }

    wire.send({ id: 1, stream: 'values', end: true });
    let answer = await wire.next();
    while ('credit' in answer) {
      answer = await wire.next();
    }

    assert.deepEqual(answer, { id: 1, method: 'average', response: 50.5 });
  },

  async 'an argument stream may fail'(wire) {
    wire.send({ id: 1, method: 'average' });
    wire.send({ id: 1, stream: 'values', item: 1 });
    const answer = await wire.ask({ id: 1, stream: 'values', error: { message: 'The sensor broke.', code: 'broken' } });
    assert.equal(answer.id, 1);
    assert.equal(answer.error.code, 'broken');
    assert.equal(answer.error.message, 'The sensor broke.');
  },

  async 'duplex: items go up and come down in one call'(wire) {
    wire.send({ id: 1, method: 'convert', payload: { from: 'ETH', to: 'USDT' } });
    for (const amount of [1, 2]) {
      wire.send({ id: 1, stream: 'amounts', item: amount });
      assert.deepEqual(await wire.next(), { id: 1, item: amount * 3200 });
    }

    const answer = await wire.ask({ id: 1, stream: 'amounts', end: true });
    assert.deepEqual(answer, { id: 1, method: 'convert', response: null });
  },

  async 'progress comes when it is asked for, all of it before the answer'(wire) {
    wire.send({ id: 1, method: 'backtest', payload: { days: 4 }, progress: true });
    const reports = [];
    let message = await wire.next();
    while ('progress' in message) {
      reports.push(message.progress);
      message = await wire.next();
    }

    assert.deepEqual(reports, [25, 50, 75, 100]);
    assert.equal(message.response.days, 4);
  },

  async 'without being asked for, no progress comes'(wire) {
    const answer = await wire.ask({ id: 1, method: 'backtest', payload: { days: 4 } });
    assert.equal(answer.response.days, 4);
  },

  async 'the server calls the client from inside a call'(wire) {
    const question = await wire.ask({ id: 1, method: 'placeOrder', payload: { symbol: 'ETH', quantity: 3, side: 'Sell', limit: 3000 } });
    assert.equal(question.method, 'confirm');
    assert.deepEqual(question.payload, { question: 'Sell 3 ETH?' });
    const answer = await wire.ask({ id: question.id, response: true });
    assert.deepEqual(answer, { id: 1, method: 'placeOrder', response: { id: 'ord_1', status: 'Open' } });
  },

  async 'the client answers the server with an error'(wire) {
    const question = await wire.ask({ id: 1, method: 'placeOrder', payload: { symbol: 'ETH' } });
    const answer = await wire.ask({ id: question.id, error: { message: 'The line is busy.', code: 'busy' } });
    assert.equal(answer.id, 1);
    assert.equal(answer.error.code, 'busy');
  },

  async 'the server calls the client after the call'(wire) {
    wire.send({ id: 1, method: 'watch', payload: { symbol: 'ETH', price: 3200 } });
    const messages = [await wire.next(), await wire.next()];
    const call = messages.find(message => message.method === 'priceReached');
    assert.deepEqual(call.payload, { symbol: 'ETH', price: 3200 });
    assert.ok(messages.some(message => message.method === 'watch' && message.response === null));
    wire.send({ id: call.id, response: null });
  },

  async 'a deadline travels'(wire) {
    const { error } = await wire.ask({ id: 1, method: 'settle', timeout: 20 });
    assert.equal(error.code, 'deadline_exceeded');
  },

  async 'a call is cancelled'(wire) {
    wire.send({ id: 1, method: 'settle' });
    const { error } = await wire.ask({ id: 1, cancel: true });
    assert.equal(error.code, 'cancelled');
  },

  async 'an id in flight is not taken twice'(wire) {
    wire.send({ id: 1, method: 'settle' });
    const { error } = await wire.ask({ id: 1, method: 'settle' });
    assert.equal(error.code, 'duplicate_id');
    const cancelled = await wire.ask({ id: 1, cancel: true });
    assert.equal(cancelled.error.code, 'cancelled');
  },
};

for (const [name, check] of Object.entries(checks)) {
  const wire = await Wire.open(process.argv[2]);
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
