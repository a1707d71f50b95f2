// JSON-RPC 2.0 servers that are not ours, for a client of ours.
//
//   node jsonrpc-servers.mjs json-rpc-2.0|rpc-websockets
//
// Prints its port. Ends when its standard input does.
import { createRequire } from 'node:module';
import { WebSocketServer } from 'ws';

const require = createRequire(import.meta.url);
const [library] = process.argv.slice(2);
let told = '';

const methods = {
  subtract: params => Array.isArray(params) ? params[0] - params[1] : params.minuend - params.subtrahend,
  noop: () => null,
  fail: () => { throw { code: 4711, message: 'No more of these.' }; },
  tell: params => { told = Array.isArray(params) ? params[0] : params.text; },
  told: () => told,
};

async function jsonRpc2() {
  const { JSONRPCServer, createJSONRPCErrorResponse } = require('json-rpc-2.0');
  const rpc = new JSONRPCServer();
  rpc.mapErrorToJSONRPCErrorResponse = (id, error) => createJSONRPCErrorResponse(id, error.code ?? 0, error.message);
  for (const [name, method] of Object.entries(methods)) {
    rpc.addMethod(name, method);
  }

  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server.on('connection', socket => {
    // Streams the way Ethereum has it, by hand.
    let next = 0;
    const open = new Set();
    socket.on('message', async data => {
      const message = JSON.parse(data.toString());
      if (message.method === 'rows') {
        const subscription = `0x${(++next).toString(16)}`;
        open.add(subscription);
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: subscription }));
        for (let n = 0; n < message.params[1]; n++) {
          socket.send(JSON.stringify({ jsonrpc: '2.0', method: 'eth_subscription', params: { subscription, result: { text: message.params[0], count: n } } }));
        }
      } else if (message.method === 'eth_unsubscribe') {
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: open.delete(message.params[0]) }));
      } else if (message.method === 'open') {
        socket.send(JSON.stringify({ jsonrpc: '2.0', id: message.id, result: open.size }));
      } else {
        const answer = await rpc.receive(message);
        if (answer) {
          socket.send(JSON.stringify(answer));
        }
      }
    });
  });
  await new Promise(resolve => server.once('listening', resolve));
  return server.address().port;
}

async function rpcWebsockets() {
  const { Server } = require('rpc-websockets');
  const server = new Server({ host: '127.0.0.1', port: 0 });
  for (const [name, method] of Object.entries(methods)) {
    server.register(name, method);
  }

  await new Promise(resolve => server.once('listening', resolve));
  return server.wss.address().port;
}

console.log(await { 'json-rpc-2.0': jsonRpc2, 'rpc-websockets': rpcWebsockets }[library]());
process.stdin.resume();
process.stdin.on('end', () => process.exit());
