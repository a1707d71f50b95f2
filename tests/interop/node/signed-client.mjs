// A client of signed operations, written by hand from docs/dialects-signed.md with 'ws'.
//
// Usage: signed-client.mjs ws://host:port/ws/v1/stream [--raw]. --raw signs with the secret itself. Talks to samples/Trading, prints a line per
// check, and exits with 0 when all hold.
import assert from 'node:assert/strict';
import { createHash, createHmac } from 'node:crypto';
import WebSocket from 'ws';

const patience = 20_000;
const [key, secret] = ['key', 's3cr3t'];
const raw = process.argv.includes('--raw');
const hash = text => createHash('sha256').update(text);
const hmacKey = raw ? secret : hash(secret).digest('base64').replaceAll('+', '-').replaceAll('/', '_');

class Broker {
  constructor(url) {
    this.waiting = [];
    this.arrived = [];
    this.pushes = [];
    this.socket = new WebSocket(url);
    this.socket.on('message', data => {
      const message = JSON.parse(data);
      const next = this.waiting.shift();
      next ? next(message) : this.arrived.push(message);
    });
  }

  opened() {
    return new Promise((resolve, reject) => this.socket.once('open', resolve).once('error', reject));
  }

  next() {
    if (this.arrived.length > 0) {
      return Promise.resolve(this.arrived.shift());
    }

    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('nothing came')), patience);
      this.waiting.push(message => {
        clearTimeout(timer);
        resolve(message);
      });
    });
  }

  // The next message that is no push.
  async answer() {
    for (;;) {
      const message = await this.next();
      if (message.op || message.error) {
        return message;
      }

      this.pushes.push(message);
    }
  }

  // The next message of a channel of which something holds.
  async push(channel, holds) {
    for (;;) {
      const found = this.pushes.findIndex(message => message.ch === channel && holds(message.data));
      if (found >= 0) {
        return this.pushes.splice(found, 1)[0].data;
      }

      this.pushes.push(await this.next());
    }
  }

  signed(op, body = '', path = `/ws/v1/${op}`, ts = Date.now()) {
    const nonce = `${BigInt(Date.now()) * 1_000_000n}_${Math.floor(Math.random() * 1_000_000)}`;
    const text = ['WS', path, ts, nonce, hash(body).digest('hex')].join('\n');
    return { op, ts, nonce, sig: createHmac('sha256', hmacKey).update(text).digest('hex') };
  }

  send(message) {
    this.socket.send(JSON.stringify(message));
  }

  ask(message) {
    this.send(message);
    return this.answer();
  }

  // Without data there is a null.
  call(op, data = null) {
    return this.ask({ ...this.signed(op, data === null ? '' : JSON.stringify(data)), data });
  }
}

const checks = {
  async 'nothing before the login'(broker) {
    assert.deepEqual(await broker.call('balances'), { error: 'Not authenticated' });
    const login = { ...broker.signed('auth', '', '/ws/v1/stream'), key };
    assert.deepEqual(await broker.ask(login), { op: 'auth', data: { status: 'authenticated' } });
  },

  async 'balances with null for data'(broker) {
    const answer = await broker.call('balances');
    assert.deepEqual(answer.data.balances.map(balance => balance.asset).sort(), ['BTC', 'ETH', 'USDT']);
  },

  async 'estimate'(broker) {
    const { data } = await broker.call('estimate', { amountIn: '0.5', assetIn: 'BTC', assetOut: 'USDT' });
    assert.deepEqual([data.expectedOut, data.price, data.fee, data.route.length], ['29970', '60000', '30', 1]);
  },

  async 'a swap moves balances and the order'(broker) {
    for (const ch of ['balances', 'orders:ord_12345678']) {
      assert.deepEqual(await broker.ask({ op: 'subscribe', ch }), { op: 'subscribe', ch, data: { status: 'subscribed' } });
    }

    const { data: { orderId } } = await broker.call('swap', { amountIn: '1', assetIn: 'BTC', assetOut: 'ETH' });
    const ch = `orders:${orderId}`;
    await broker.ask({ op: 'subscribe', ch });
    const filled = await broker.push(ch, order => order.status === 'FILLED');
    assert.equal(filled.filledOut, '23.976');
    await broker.push('balances', balances => balances.every(balance => balance.locked === '0'));
    assert.deepEqual((await broker.call('order_status', { id: orderId })).data, filled);
  },

  async 'what is not ASCII is signed as it is written'(broker) {
    assert.deepEqual(await broker.call('order_status', { id: 'é<&>"/😀' }), { error: 'Order not found' });
  },

  async 'errors'(broker) {
    const good = broker.signed('balances');
    assert.equal((await broker.ask(good)).op, 'balances');
    for (const [message, error] of [
      [good, 'Nonce has already been used or is expired'],
      [{ ...broker.signed('balances'), sig: '0'.repeat(64) }, 'Invalid signature'],
      [{ ...broker.signed('balances'), data: {} }, 'Invalid signature'],
      [broker.signed('balances', '', undefined, Date.now() + 31_000), 'Request timestamp outside allowed window'],
      [broker.signed('fly'), 'Unknown operation: fly'],
      [{ op: 'subscribe', ch: 'nonsense' }, 'Invalid channel format'],
    ]) {
      assert.deepEqual(await broker.ask(message), { error });
    }
  },
};

const broker = new Broker(process.argv[2]);
await broker.opened();
let failed = 0;
for (const [name, check] of Object.entries(checks)) {
  try {
    await check(broker);
    console.log(`ok ${name}`);
  } catch (error) {
    failed++;
    console.log(`FAILED ${name}\n${error.stack}`);
  }
}

broker.socket.close();
const all = Object.keys(checks).length;
console.log(`${all - failed} of ${all} checks hold`);
process.exitCode = failed ? 1 : 0;
