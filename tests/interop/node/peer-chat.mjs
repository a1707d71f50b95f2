// Talks to samples/Chat as the original's document shows it.
// Usage: peer-chat.mjs connect ADDRESS [--compat] [--browser]: registers and logs in two people at http://host:port and takes the exchanges of
// chat-exchanges.mjs, with 'ws' and a header, or in a page of Chromium with change_user. Prints a line of JSON per step.
import { parseArgs } from 'node:util';
import WebSocket from 'ws';
import { takeExchanges } from './chat-exchanges.mjs';
import { Browser } from './devtools.mjs';

const { positionals: [, address], values } = parseArgs({
  allowPositionals: true,
  options: { compat: { type: 'boolean', default: false }, browser: { type: 'boolean', default: false } },
});

async function post(path, body) {
  const response = await fetch(new URL(path, address), {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  return [response.status, await response.json()];
}

async function logIn(name) {
  const credentials = { email: `${name}-${Date.now()}@example.com`, password: 'correct horse' };
  const registered = await post('/user/register', credentials);
  const [status, { token, user }] = await post('/user/login', credentials);
  const ok = JSON.stringify(registered) === '[201,{"message":"Successfully Registered!"}]'
    && status === 200 && user.email === credentials.email && /^n::[0-9a-f]{24}$/.test(user.root_id);
  console.log(JSON.stringify({ step: `${name} registers and logs in`, ok, error: JSON.stringify([registered, status, user]) }));
  return { token, email: user.email, root_id: user.root_id, header: !values.browser };
}

const people = [await logIn('ada'), await logIn('bob')];
const sockets = new URL('/websocket', address);
sockets.protocol = 'ws';

async function inBrowser() {
  const browser = await Browser.start();
  try {
    await browser.open(address);
    return await browser.run(takeExchanges, sockets.href, people, values.compat);
  } finally {
    await browser.close();
  }
}

async function inNode() {
  globalThis.WebSocket = class extends WebSocket {
    constructor(url, person) {
      super(url, person ? { headers: { Authorization: `Bearer ${person.token}` } } : {});
    }
  };
  return await takeExchanges(sockets.href, people, values.compat);
}

for (const result of await (values.browser ? inBrowser() : inNode())) {
  console.log(JSON.stringify(result));
}
