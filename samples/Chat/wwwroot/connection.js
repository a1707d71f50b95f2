// A connection to the walkers: the browser's own WebSocket, and a few lines of JSON.

const firstPause = 500;
const longestPause = 10_000;

/**
 * Calls walkers, and hands on a notification as the event `message:` with its type, so that none can pass for `lost` or `refused`. Comes back
 * by itself when the connection is lost.
 */
export class Connection extends EventTarget {
  #socket;
  #channel;
  #last = 0;
  #waiting = new Map();
  #pause = firstPause;
  #closed = false;

  /** Whether replies repeat the ids of their calls. The original's do not, and its calls cannot be cancelled. */
  hasIds = false;

  constructor(channel) {
    super();
    this.#channel = channel;
    this.#open();
  }

  /** Calls a walker: `{"type":"walker","walker":…,"response":true,"context":{…}}`. The id lets several run side by side. */
  call(walker, context = {}) {
    const id = ++this.#last;
    const reply = new Promise((resolve, reject) => this.#waiting.set(id, { resolve, reject }));
    this.send({ type: 'walker', walker, response: true, context, id });
    return { id, reply };
  }

  cancel(id) {
    this.send({ type: 'cancel', id });
  }

  /** Goes on as another user; without a token as nobody in particular. */
  changeUser(token) {
    this.send(token ? { type: 'change_user', token: `Bearer ${token}` } : { type: 'change_user' });
  }

  send(message) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(JSON.stringify(message));
    }
  }

  close() {
    this.#closed = true;
    this.#socket.close(1000);
  }

  #open() {
    const address = new URL('websocket', location.href);
    address.protocol = address.protocol.replace('http', 'ws');
    if (this.#channel) {
      address.searchParams.set('channel_id', this.#channel);
    }

    this.#socket = new WebSocket(address);
    this.#socket.addEventListener('message', event => this.#receive(JSON.parse(event.data)));
    this.#socket.addEventListener('close', () => this.#lost());
  }

  #lost() {
    for (const { reject } of this.#waiting.values()) {
      reject(new Error('The connection was lost.'));
    }

    this.#waiting.clear();
    if (!this.#closed) {
      this.#tell('lost');
      setTimeout(() => this.#closed || this.#open(), this.#pause);
      this.#pause = Math.min(this.#pause * 2, longestPause);
    }
  }

  #receive(message) {
    // What has a sender comes from another client, and answers nothing.
    const isOwn = message.sender === undefined;
    const isReply = isOwn && (message.type === 'walker' || message.type === undefined && ('status' in message || 'error' in message));
    if (isReply) {
      this.#settle(message);
    } else if (isOwn && message.error !== undefined && message.type !== 'connection') {
      this.#tell('refused', { data: text(message.error) });
    } else {
      this.#tell(`message:${message.type}`, message);
    }

    if (message.type === 'connection') {
      this.#pause = firstPause;
    }
  }

  #settle(message) {
    // Replies without ids come in the order of the calls.
    this.hasIds = message.id !== undefined;
    const id = message.id ?? this.#waiting.keys().next().value;
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (message.error === undefined) {
      call?.resolve(message);
    } else {
      call?.reject(new Error(text(message.error)));
    }
  }

  #tell(type, message) {
    this.dispatchEvent(new CustomEvent(type, { detail: message }));
  }
}

function text(error) {
  return typeof error === 'string' ? error : error.map(each => each.msg ?? String(each)).join(' ');
}
