// Starts Chromium without a window and talks to it over its DevTools protocol.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import WebSocket from 'ws';

export const program = process.env.CHROMIUM || 'chromium';
const patience = 60_000;

/** A page of a browser. */
class Page {
  #send;
  #loaded = new Set();
  #onLoaded = () => {};

  /** What went wrong in the page and nobody caught. */
  errors = [];

  constructor(send) {
    this.#send = send;
  }

  async open(url) {
    const { loaderId, errorText } = await this.#send('Page.navigate', { url });
    if (errorText) {
      throw new Error(`${url}: ${errorText}`);
    }

    if (!this.#loaded.has(loaderId)) {
      await new Promise(resolve => { this.#onLoaded = id => id === loaderId && resolve(); });
    }
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

  /** A picture of the page, as PNG. */
  async picture() {
    const { data } = await this.#send('Page.captureScreenshot');
    return Buffer.from(data, 'base64');
  }

  /** The colours that the page is asked for: `dark` or `light`. */
  async prefer(scheme) {
    await this.#send('Emulation.setEmulatedMedia', { features: [{ name: 'prefers-color-scheme', value: scheme }] });
  }

  /** Closes the window, as somebody at the screen does. */
  async close() {
    await this.#send('Page.close');
  }

  receive(method, params) {
    // Of each document: about:blank is loaded, too, perhaps late.
    if (method === 'Page.lifecycleEvent' && params.name === 'load') {
      this.#loaded.add(params.loaderId);
      this.#onLoaded(params.loaderId);
    } else if (method === 'Runtime.exceptionThrown') {
      this.errors.push(params.exceptionDetails.exception?.description ?? params.exceptionDetails.text);
    }
  }
}

/** A browser, with one page to begin with. */
export class Browser {
  #process;
  #profile;
  #socket;
  #first;
  #pages = new Map();
  #last = 0;
  #waiting = new Map();

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
    browser.#first = await browser.#attach(targetInfos.find(target => target.type === 'page').targetId);
    return browser;
  }

  open(url) {
    return this.#first.open(url);
  }

  run(action, ...values) {
    return this.#first.run(action, ...values);
  }

  /** Opens another window. */
  async window() {
    const { targetId } = await this.#send('Target.createTarget', { url: 'about:blank', newWindow: true });
    return await this.#attach(targetId);
  }

  async close() {
    const ended = new Promise(resolve => this.#process.once('exit', resolve));
    await this.#send('Browser.close').catch(() => this.#process.kill());
    await ended;
    try {
      rmSync(this.#profile, { recursive: true, force: true, maxRetries: 5 });
    } catch {
      // A child of the browser may still write there.
    }
  }

  async #attach(targetId) {
    const { sessionId } = await this.#send('Target.attachToTarget', { targetId, flatten: true });
    const page = new Page((method, params) => this.#send(method, params, sessionId));
    this.#pages.set(sessionId, page);
    await this.#send('Page.enable', {}, sessionId);
    await this.#send('Page.setLifecycleEventsEnabled', { enabled: true }, sessionId);
    await this.#send('Runtime.enable', {}, sessionId);
    return page;
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

  #send(method, params = {}, sessionId = undefined) {
    const id = ++this.#last;
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error(`${method} was not answered in time`)), patience);
      this.#waiting.set(id, { resolve, reject, timer });
      this.#socket.send(JSON.stringify({ id, method, params, sessionId }));
    });
  }

  #receive({ id, method, params, result, error, sessionId }) {
    this.#pages.get(sessionId)?.receive(method, params);
    const waiting = this.#waiting.get(id);
    if (waiting) {
      this.#waiting.delete(id);
      clearTimeout(waiting.timer);
      error ? waiting.reject(new Error(error.message)) : waiting.resolve(result);
    }
  }
}
