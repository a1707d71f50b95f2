// JSON-RPC 2.0 clients that are not ours, against a server of ours.
//
//   node jsonrpc-clients.mjs json-rpc-2.0|rpc-websockets|vscode-ws-jsonrpc ws://host:port/
//
// Prints a line per check; exits with 0 when all hold.
import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import WebSocket from 'ws';

const require = createRequire(import.meta.url);
const patience = 20_000;
const [library, url] = process.argv.slice(2);

async function open() {
  const socket = new WebSocket(url);
  await new Promise((resolve, reject) => socket.once('open', resolve).once('error', reject));
  return socket;
}

function close(socket) {
  const closed = new Promise(resolve => socket.once('close', resolve));
  socket.close(1000);
  return closed;
}

/** What arrives later than it is asked for, or earlier. */
class Inbox {
  #arrived = [];
  #waiting = [];

  add(item) {
    const waiting = this.#waiting.shift();
    waiting ? waiting(item) : this.#arrived.push(item);
  }

  next() {
    return this.#arrived.length > 0 ? Promise.resolve(this.#arrived.shift()) : new Promise(resolve => this.#waiting.push(resolve));
  }
}

const rows = [
  { subscription: 1, result: { text: 'a', count: 0 } },
  { subscription: 1, result: { text: 'a', count: 1 } },
  { subscription: 1, end: true },
];
const soldOut = { code: 4711, message: 'No more of these.' };

async function jsonRpc2() {
  const { JSONRPCClient, JSONRPCServer, JSONRPCServerAndClient, createJSONRPCRequest } = require('json-rpc-2.0');
  const socket = await open();
  const inbox = new Inbox();
  const peer = new JSONRPCServerAndClient(
    new JSONRPCServer(), new JSONRPCClient(request => { socket.send(JSON.stringify(request)); return Promise.resolve(); }));
  socket.on('message', data => peer.receiveAndSend(JSON.parse(data.toString())));
  peer.addMethod('reverse', ({ text }) => [...text].reverse().join(''));
  peer.addMethod('rows', params => inbox.add(params));
  peer.addMethod('subscription', params => inbox.add(params));
  const checks = {
    'by position': async () => assert.equal(await peer.request('subtract', [42, 23]), 19),
    'by name': async () => assert.equal(await peer.request('subtract', { subtrahend: 23, minuend: 42 }), 19),
    'no arguments': async () => assert.equal(await peer.request('noop'), null),
    'a batch': async () => {
      const answers = await peer.requestAdvanced([
        createJSONRPCRequest(101, 'subtract', [3, 1]), createJSONRPCRequest(102, 'noop'), createJSONRPCRequest('x', 'nobody')]);
      assert.deepEqual(answers.map(answer => [answer.id, answer.result, answer.error?.code]).sort(), [
        [101, 2, undefined], [102, null, undefined], ['x', undefined, -32601]]);
    },
    'an error': () => assert.rejects(() => peer.request('fail', { how: 'coded' }), soldOut),
    'no method': () => assert.rejects(() => peer.request('nobody'), { code: -32601 }),
    'wrong arguments': () => assert.rejects(() => peer.request('subtract', ['a']), { code: -32602 }),
    'a notification': async () => {
      peer.notify('tell', ['hello']);
      assert.equal(await peer.request('told'), 'hello');
    },
    'the server asks back': async () => assert.equal(await peer.request('ask', ['abc']), 'cba'),
    'a stream': async () => {
      assert.equal(await peer.request('rows', ['a', 2]), 1);
      assert.deepEqual([await inbox.next(), await inbox.next(), await inbox.next()], rows);
    },
    'a stream that is ended': async () => {
      assert.equal(await peer.request('rows', ['endless', 0]), 2);
      assert.equal(await peer.request('unsubscribe', [2]), true);
    },
    'a channel': async () => {
      assert.equal(await peer.request('subscribe', ['news:a']), 'news:a');
      assert.equal(await peer.request('publish', { channel: 'news:a', event: 'hot', data: 'hi' }), true);
      assert.deepEqual(await inbox.next(), { subscription: 'news:a', event: 'hot', result: 'hi' });
      assert.equal(await peer.request('unsubscribe', ['news:a']), true);
    },
  };
  return { checks, close: () => close(socket) };
}

async function rpcWebsockets() {
  const { Client } = require('rpc-websockets');
  const client = new Client(url, { reconnect: false });
  await new Promise((resolve, reject) => { client.once('open', resolve); client.once('error', reject); });
  const inbox = new Inbox();
  client.on('rows', params => inbox.add(params));
  client.on('subscription', params => inbox.add(params));
  const checks = {
    'by position': async () => assert.equal(await client.call('subtract', [42, 23]), 19),
    'by name': async () => assert.equal(await client.call('subtract', { subtrahend: 23, minuend: 42 }), 19),
    'no arguments': async () => assert.equal(await client.call('noop'), null),
    'an error': () => assert.rejects(() => client.call('fail', { how: 'coded' }), error => error.code === soldOut.code && error.message === soldOut.message),
    'no method': () => assert.rejects(() => client.call('nobody'), error => error.code === -32601),
    'a notification': async () => {
      await client.notify('tell', ['hello']);
      assert.equal(await client.call('told'), 'hello');
    },
    'a stream': async () => {
      assert.equal(await client.call('rows', ['a', 2]), 1);
      assert.deepEqual([await inbox.next(), await inbox.next(), await inbox.next()], rows);
    },
    'a channel': async () => {
      assert.equal(await client.call('subscribe', ['news:b']), 'news:b');
      assert.equal(await client.call('publish', ['news:b', null, 'hi']), true);
      assert.deepEqual(await inbox.next(), { subscription: 'news:b', result: 'hi' });
    },
  };
  return { checks, close: () => new Promise(resolve => { client.once('close', resolve); client.close(); }) };
}

async function vscodeWsJsonRpc() {
  const { toSocket, WebSocketMessageReader, WebSocketMessageWriter } = await import('vscode-ws-jsonrpc');
  const { createMessageConnection, CancellationTokenSource, ParameterStructures } = await import('vscode-jsonrpc');
  const socket = await open();
  const wrapped = toSocket(socket);
  const connection = createMessageConnection(new WebSocketMessageReader(wrapped), new WebSocketMessageWriter(wrapped));
  const inbox = new Inbox();
  connection.onRequest('reverse', ({ text }) => [...text].reverse().join(''));
  connection.onNotification('rows', params => inbox.add(params));
  connection.onNotification('subscription', params => inbox.add(params));
  connection.listen();
  const checks = {
    'by position': async () => assert.equal(await connection.sendRequest('subtract', 42, 23), 19),
    'by name': async () => assert.equal(await connection.sendRequest('subtract', ParameterStructures.byName, { subtrahend: 23, minuend: 42 }), 19),
    'no arguments': async () => assert.equal(await connection.sendRequest('noop'), null),
    'an error': () => assert.rejects(() => connection.sendRequest('fail', { how: 'coded' }), error => error.code === soldOut.code && error.message === soldOut.message),
    'no method': () => assert.rejects(() => connection.sendRequest('nobody'), error => error.code === -32601),
    'a notification': async () => {
      await connection.sendNotification('tell', ParameterStructures.byPosition, 'hello');
      assert.equal(await connection.sendRequest('told'), 'hello');
    },
    'a call that is cancelled': async () => {
      const source = new CancellationTokenSource();
      const call = connection.sendRequest('hold', source.token);
      source.cancel();
      await assert.rejects(call, error => error.code === -32800);
    },
    'the server asks back': async () => assert.equal(await connection.sendRequest('ask', ParameterStructures.byPosition, 'abc'), 'cba'),
    'a stream': async () => {
      assert.equal(await connection.sendRequest('rows', 'a', 2), 1);
      assert.deepEqual([await inbox.next(), await inbox.next(), await inbox.next()], rows);
    },
    'a channel': async () => {
      assert.equal(await connection.sendRequest('subscribe', ParameterStructures.byPosition, 'news:c'), 'news:c');
      assert.equal(await connection.sendRequest('publish', { channel: 'news:c', data: 'hi' }), true);
      assert.deepEqual(await inbox.next(), { subscription: 'news:c', result: 'hi' });
    },
  };
  return { checks, close: () => close(socket) };
}

const { checks, close: end } = await { 'json-rpc-2.0': jsonRpc2, 'rpc-websockets': rpcWebsockets, 'vscode-ws-jsonrpc': vscodeWsJsonRpc }[library]();
for (const [name, check] of Object.entries(checks)) {
  let timer;
  const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('nothing came in time')), patience); });
  try {
    await Promise.race([check(), late]);
    console.log(`well: ${name}`);
  } catch (error) {
    console.log(`NOT well: ${name}: ${error?.message ?? JSON.stringify(error)}`);
    process.exitCode = 1;
  } finally {
    clearTimeout(timer);
  }
}

await end();
process.exit();
