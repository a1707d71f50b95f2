// A client in a page of Chromium.
// Usage: peer-chromium.mjs connect PAGE URL [--large] [--subprotocols a,b] [--only-open]: opens the page, and in it a WebSocket. Prints the
// lines of JSON that ../python/peer.py describes, as far as the WebSocket of a page can take these steps.
// Nothing here sends an empty message right behind another: over HTTP/2, Chromium 156 keeps such a message back, whatever the server.
// Or: peer-chromium.mjs probe: exits with 0 if the browser is there.
import { spawnSync } from 'node:child_process';
import { parseArgs } from 'node:util';
import { Browser, program } from './devtools.mjs';

const { positionals: [role, page, url], values } = parseArgs({
  allowPositionals: true,
  options: {
    large: { type: 'boolean', default: false },
    subprotocols: { type: 'string', default: '' },
    'only-open': { type: 'boolean', default: false },
  },
});

if (role === 'probe') {
  process.exit(spawnSync(program, ['--version']).status ?? 1);
}

const browser = await Browser.start();
try {
  await browser.open(page);
  const subprotocols = values.subprotocols.split(',').filter(name => name);
  for (const step of await browser.run(takeSteps, url, subprotocols, values.large, values['only-open'])) {
    console.log(JSON.stringify(step));
  }
} finally {
  await browser.close();
}

/** Runs in the page. */
async function takeSteps(url, subprotocols, large, onlyOpen) {
  const kib = 1024;
  const reason = 'bye, κόσμος ☃';
  const patience = 30_000;
  const results = [];
  const sizes = [0, 1, 125, 126, 65535, 65536, kib * kib, ...large ? [16 * kib * kib] : []];

  function text(size) {
    const pattern = new TextEncoder().encode('Grüße, κόσμος ☃ 👋 ');
    const bytes = new Uint8Array(size).fill('.'.charCodeAt(0));
    for (let i = 0; i + pattern.length <= size; i += pattern.length) {
      bytes.set(pattern, i);
    }

    return new TextDecoder().decode(bytes);
  }

  function binary(size) {
    const bytes = new Uint8Array(size);
    for (let i = 0, state = size + 1; i < size; i++) {
      state = (Math.imul(state, 1664525) + 1013904223) | 0;
      bytes[i] = state >>> 24;
    }

    return bytes;
  }

  function open() {
    return new Promise((resolve, reject) => {
      const socket = new WebSocket(url, subprotocols);
      socket.binaryType = 'arraybuffer';
      socket.onopen = () => resolve(socket);
      socket.onerror = () => reject(new Error('the connection failed'));
    });
  }

  function next(socket) {
    return new Promise((resolve, reject) => {
      socket.onmessage = ({ data }) => resolve(data);
      socket.onclose = ({ code }) => reject(new Error(`the connection was closed with ${code}`));
    });
  }

  function closed(socket) {
    return new Promise(resolve => { socket.onclose = ({ code, reason: why, wasClean }) => resolve([code, why, wasClean]); });
  }

  function expect(got, ...expected) {
    if (JSON.stringify(got) !== JSON.stringify(expected)) {
      throw new Error(`${JSON.stringify(got)} in place of ${JSON.stringify(expected)}`);
    }
  }

  function same(a, b) {
    const [x, y] = [new Uint8Array(a), new Uint8Array(b)];
    return x.length === y.length && x.every((byte, i) => byte === y[i]);
  }

  async function echoed(socket, message) {
    const answer = next(socket);
    socket.send(message);
    const got = await answer;
    if (typeof message === 'string' ? got !== message : !(got instanceof ArrayBuffer && same(got, message.buffer))) {
      throw new Error(`another ${typeof got} came back`);
    }
  }

  function within(promise) {
    let timer;
    const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('nothing came in time')), patience); });
    return Promise.race([promise, late]).finally(() => clearTimeout(timer));
  }

  async function step(name, action) {
    if (results.at(-1)?.ok === false) {
      return;
    }

    try {
      results.push({ step: name, ok: true, ...await within(action()) });
    } catch (error) {
      results.push({ step: name, ok: false, error: error.message });
    }
  }

  let socket;
  await step('open', async () => {
    socket = await open();
    return { subprotocol: socket.protocol || null, extensions: socket.extensions || null };
  });
  if (!socket) {
    return results;
  }

  if (!onlyOpen) {
    for (const size of sizes) {
      await step(`text ${size}`, () => echoed(socket, text(size)));
      await step(`binary ${size}`, () => echoed(socket, binary(size)));
    }

    for (const again of ['once', 'again']) {
      await step(`binary 300 ${again}`, () => echoed(socket, binary(300)));
    }

    await step('pinged by the server', async () => {
      const answer = next(socket);
      socket.send('!ping knock');
      expect([await answer], 'pong knock');
    });
  }

  await step('close', async () => {
    const end = closed(socket);
    socket.close(4001, reason);
    expect((await end).filter((_, i) => i !== 1), 4001, true);
  });
  if (onlyOpen) {
    return results;
  }

  await step('close without code', async () => {
    const other = await open();
    const end = closed(other);
    other.close();
    const [code, why, wasClean] = await end;
    expect([why, wasClean], '', true);
    return { code };
  });
  await step('closed by the server', async () => {
    const other = await open();
    const end = closed(other);
    other.send(`!close 3001 ${reason}`);
    expect(await end, 3001, reason, true);
  });
  await step('dropped by the server', async () => {
    const other = await open();
    const end = closed(other);
    other.send('!drop');
    expect(await end, 1006, '', false);
  });
  return results;
}
