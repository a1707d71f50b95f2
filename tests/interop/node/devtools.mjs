// Starts Chromium without a window and talks to it over its DevTools protocol.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

export const program = process.env.CHROMIUM || 'chromium';
const patience = 60_000;

/** A browser with one page. */
export class Browser {
  #process;
  #profile;
  #socket;
  #session;
  #last = 0;
  #waiting = new Map();
  #loaded = () => {};

  static async start() {
    const browser = new Browser();
    browser.#profile = mkdtempSync(join(tmpdir(), 'chromium-'));
    browser.#process = spawn(program, [
      '--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-extensions',
      '--disable-background-networking', '--ignore-certificate-errors', '--remote-debugging-port=0',
      `--user-data-dir=${browser.#profile}`, 'about:blank',
    ], { stdio: ['ignore', 'ignore', 'pipe'] });
    browser.#socket = new WebSocket(await browser.#address(), { maxPayload: 64 * 1024 * 1024 });
    await new Promise((resolve, reject) => browser.#socket.once('open', resolve).once('error', reject));
    browser.#socket.on('message', data => browser.#receive(JSON.parse(data)));
    const { targetInfos } = await browser.#send('Target.getTargets');
    const { targetId } = targetInfos.find(target => target.type === 'page');
    browser.#session = (await browser.#send('Target.attachToTarget', { targetId, flatten: true })).sessionId;
    await browser.#send('Page.enable');
    return browser;
  }

  async open(url) {
    const loaded = new Promise(resolve => { this.#loaded = resolve; });
    const { errorText } = await this.#send('Page.navigate', { url });
    if (errorText) {
      throw new Error(`${url}: ${errorText}`);
    }

    await loaded;
  }

  /** Runs an async function in the page. Its arguments and its result travel as JSON. */
  async run(action, ...values) {
    const { result, exceptionDetails } = await this.#send('Runtime.evaluate', {
      expression: `(${action})(...${JSON.stringify(values)})`, awaitPromise: true, returnByValue: true,
    });
    if (exceptionDetails) {
      throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text);
    }

    return result.value;
  }

  async close() {
    const ended = new Promise(resolve => this.#process.once('exit', resolve));
    await this.#send('Browser.close').catch(() => this.#process.kill());
    await ended;
    rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
  }

  #address() {
    return new Promise((resolve, reject) => {
      let text = '';
      this.#process.once('error', reject);
      this.#process.once('exit', code => reject(new Error(`${program} ended with ${code}: ${text}`)));
      this.#process.stderr.on('data', chunk => {
        text += chunk;
        const found = /DevTools listening on (ws:\S+)/.exec(text);
        if (found) {
          resolve(found[1]);
        }
      });
    });
  }

  #send(method, params = {}) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} was not answered in time`)), patience);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId: this.#session }));
    });
  }

  #receive({ id, method, result, error }) {
    if (method === 'Page.loadEventFired') {
      this.#loaded();
    }

    const waiting = this.#waiting.get(id);
    if (waiting) {
      this.#waiting.delete(id);
      clearTimeout(waiting.timer);
      error ? waiting.reject(new Error(error.message)) : waiting.resolve(result);
    }
  }
}
