// A peer made with 'ws'. Its arguments, steps and commands are those of ../python/peer.py.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createServer as createHttp } from 'node:http';
import { createServer as createHttps } from 'node:https';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import WebSocket, { WebSocketServer } from 'ws';

const kib = 1024;
const sizes = [0, 1, 125, 126, 65535, 65536, kib * kib];
const large = 16 * kib * kib;
const patience = 60_000;
const reason = 'bye, κόσμος ☃';

// What each configuration demands of the connection. Everything is compressed, also what is short.
const configurations = {
  off: false,
  on: {},
  server_no_context_takeover: { serverNoContextTakeover: true },
  client_no_context_takeover: { clientNoContextTakeover: true },
  both: { serverNoContextTakeover: true, clientNoContextTakeover: true },
  bits9: { serverMaxWindowBits: 9, clientMaxWindowBits: 9 },
  bits15: { serverMaxWindowBits: 15, clientMaxWindowBits: 15 },
};
const compression = name => configurations[name] && { threshold: 0, ...configurations[name] };

const tell = what => console.log(JSON.stringify(what));

/** As many bytes of text, with characters of one to four bytes. */
function text(size) {
  const pattern = Buffer.from('Grüße, κόσμος ☃ 👋 ');
  const cut = new TextDecoder('utf-8').decode(Buffer.alloc(size, pattern), { stream: true });
  return cut + '.'.repeat(size - Buffer.byteLength(cut));
}

/** As many bytes that do not compress. */
function binary(size) {
  const bytes = Buffer.alloc(size);
  for (let i = 0, state = size + 1; i < size; i++) {
    state = (Math.imul(state, 1664525) + 1013904223) | 0;
    bytes[i] = state >>> 24;
  }

  return bytes;
}

function sendInParts(socket, message, count) {
  const content = Buffer.from(message);
  const size = Math.ceil(content.length / count);
  for (let i = 0; i < count; i++) {
    const part = content.subarray(i * size, (i + 1) * size);
    socket.send(part, { binary: typeof message !== 'string', fin: i === count - 1, compress: true });
  }
}

function echo(socket, path, configuration, extensions) {
  let fragments = 1;
  socket.on('error', () => {});
  socket.on('pong', data => socket.send(`pong ${data}`));
  socket.on('message', (data, isBinary) => {
    const message = isBinary ? data : data.toString();
    const [command, value, ...rest] = isBinary || message[0] !== '!' ? [] : message.split(' ');
    switch (command) {
      case '!close': socket.close(Number(value), rest.join(' ')); break;
      case '!ping': socket.ping(value); break;
      case '!fragments': fragments = Number(value); break;
      case '!drop': socket.terminate(); break;
      default: sendInParts(socket, message, fragments);
    }
  });
  socket.on('close', (code, why) => tell({
    path, configuration, extensions, subprotocol: socket.protocol || null, code, reason: why.toString(),
  }));
}

async function serve({ certificate }) {
  const pem = certificate && readFileSync(certificate);
  const ports = {};
  for (const name of Object.keys(configurations)) {
    const http = pem ? createHttps({ cert: pem, key: pem }) : createHttp();
    const server = new WebSocketServer({
      server: http, perMessageDeflate: compression(name), maxPayload: 64 * kib * kib,
      handleProtocols: offered => offered.has('echo') && 'echo',
    });
    server.on('headers', (headers, request) => {
      request.extensions = headers.find(line => line.startsWith('Sec-WebSocket-Extensions: '))?.split(': ')[1] ?? null;
    });
    server.on('connection', (socket, request) => echo(socket, request.url, name, request.extensions));
    http.listen(0, '127.0.0.1');
    await once(http, 'listening');
    ports[name] = http.address().port;
  }

  tell({ ports });
  process.stdin.on('end', () => process.exit()).resume();
}

/** A connection that keeps what arrives. */
class Connection {
  #arrived = [];
  #waiting = [];

  static async open({ url, compression: name, subprotocols }) {
    const connection = new Connection();
    const socket = new WebSocket(url, subprotocols, {
      perMessageDeflate: compression(name), maxPayload: 64 * kib * kib, rejectUnauthorized: false,
    });
    connection.socket = socket;
    socket.on('upgrade', response => { connection.extensions = response.headers['sec-websocket-extensions'] ?? null; });
    socket.on('message', (data, isBinary) => connection.#add(isBinary ? data : data.toString()));
    socket.on('pong', data => connection.#add({ pong: data.toString() }));
    connection.closed = new Promise(resolve => socket.on('close', (code, why) => resolve([code, why.toString()])));
    await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
    socket.on('error', () => {});
    return connection;
  }

  #add(message) {
    const waiting = this.#waiting.shift();
    waiting ? waiting(message) : this.#arrived.push(message);
  }

  within(promise) {
    let timer;
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('nothing came in time')), patience); });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }

  next() {
    const ended = this.closed.then(([code]) => { throw new Error(`the connection was closed with ${code}`); });
    const message = this.#arrived.length > 0
      ? Promise.resolve(this.#arrived.shift())
      : Promise.race([ended, new Promise(resolve => this.#waiting.push(resolve))]);
    return this.within(message);
  }

  async expect(expected) {
    const got = await this.next();
    const same = typeof got === typeof expected && (Buffer.isBuffer(got) ? got.equals(expected) : got === expected);
    assert.ok(same, `${typeof got} of ${got.length} came back in place of ${typeof expected} of ${expected.length}`);
  }

  async echoed(message, count = 1) {
    sendInParts(this.socket, message, count);
    await this.expect(message);
  }

  async ended(code, why) {
    assert.deepEqual(await this.within(this.closed), [code, why]);
  }
}

async function step(name, action) {
  try {
    tell({ step: name, ok: true, ...await action() });
  } catch (error) {
    tell({ step: name, ok: false, error: `${error.name}: ${error.message}` });
  }
}

async function exchange(connection, options) {
  const { socket } = connection;
  for (const size of options.large ? [...sizes, large] : sizes) {
    await step(`text ${size}`, () => connection.echoed(text(size)));
    await step(`binary ${size}`, () => connection.echoed(binary(size)));
  }

  for (const size of [0, 126, 65536]) {
    await step(`text ${size} in fragments`, () => connection.echoed(text(size), 3));
    await step(`binary ${size} in fragments`, () => connection.echoed(binary(size), 3));
  }

  for (const again of ['once', 'again']) {
    await step(`binary 300 ${again}`, () => connection.echoed(binary(300)));
  }

  await step('ping', async () => {
    socket.ping('knock');
    assert.deepEqual(await connection.next(), { pong: 'knock' });
  });
  await step('pinged by the server', async () => {
    socket.send('!ping knock');
    await connection.expect('pong knock');
  });
  socket.send('!fragments 3');
  for (const size of [0, 126, 65536]) {
    await step(`text ${size} back in fragments`, () => connection.echoed(text(size)));
    await step(`binary ${size} back in fragments`, () => connection.echoed(binary(size)));
  }
}

async function connect(options) {
  let connection;
  try {
    connection = await Connection.open(options);
  } catch (error) {
    tell({ step: 'open', ok: false, error: `${error.name}: ${error.message}` });
    return;
  }

  tell({ step: 'open', ok: true, subprotocol: connection.socket.protocol || null, extensions: connection.extensions });
  if (!options['only-open']) {
    await exchange(connection, options);
  }

  await step('close', async () => {
    connection.socket.close(4001, reason);
    assert.equal((await connection.within(connection.closed))[0], 4001);
  });
  if (options['only-open']) {
    return;
  }

  await step('close without code', async () => {
    const other = await Connection.open(options);
    other.socket.close();
    const [code] = await other.within(other.closed);
    return { code };
  });
  await step('closed by the server', async () => {
    const other = await Connection.open(options);
    other.socket.send(`!close 3001 ${reason}`);
    await other.ended(3001, reason);
  });
  await step('dropped by the server', async () => {
    const other = await Connection.open(options);
    other.socket.send('!drop');
    await other.ended(1006, '');
  });
}

const { positionals: [role, url], values } = parseArgs({
  allowPositionals: true,
  options: {
    certificate: { type: 'string' },
    compression: { type: 'string', default: 'off' },
    large: { type: 'boolean', default: false },
    subprotocols: { type: 'string', default: '' },
    'only-open': { type: 'boolean', default: false },
  },
});
await (role === 'serve' ? serve(values) : connect({ ...values, url, subprotocols: values.subprotocols.split(',').filter(name => name) }));
