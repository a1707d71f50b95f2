/**
 * The exchanges of the original's document, to the letter: its sections "Client Valid Events", "Publish event" and "Consume event". Runs in
 * Node with 'ws' as `WebSocket`, and in a page of a browser with its own; it therefore names nothing outside itself.
 * @param address The address of the server's WebSockets.
 * @param people Two who have logged in, each with `token`, `root_id` and `header`: whether its WebSockets send the token as a header.
 * @param compat Whether the server does exactly as the original.
 * @returns What was done, and whether it went well: `{ step, ok, error }`.
 */
export async function takeExchanges(address, people, compat) {
  const patience = 20_000;
  const publicUser = 'n::000000000000000000000001';
  const own = /^[0-9]+:[0-9a-f]{32}$/;
  const results = [];

  function expect(got, expected) {
    if (got !== expected) {
      throw new Error(`${got} in place of ${expected}`);
    }
  }

  function like(text, pattern) {
    if (!pattern.test(text)) {
      throw new Error(`${text} is not like ${pattern}`);
    }
  }

  /** A connection that keeps what arrives, as text. */
  async function open(query = '', person = null) {
    const socket = person?.header ? new WebSocket(address + query, person) : new WebSocket(address + query);
    const arrived = [];
    const waiting = [];
    socket.onmessage = ({ data }) => (waiting.length > 0 ? waiting.shift()(data) : arrived.push(data));
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = () => reject(new Error('the connection failed'));
    });
    const connection = {
      send: message => socket.send(typeof message === 'string' ? message : JSON.stringify(message)),
      next: () => {
        let timer;
        const late = new Promise((_, reject) => { timer = setTimeout(() => reject(new Error('nothing came in time')), patience); });
        const message = arrived.length > 0 ? Promise.resolve(arrived.shift()) : new Promise(resolve => waiting.push(resolve));
        return Promise.race([message, late]).finally(() => clearTimeout(timer));
      },
      ask: message => {
        connection.send(message);
        return connection.next();
      },
      close: () => socket.close(1000),
    };
    connection.first = await connection.next();
    connection.identity = JSON.parse(connection.first).data;
    return connection;
  }

  /** The same, logged in: by a header, or by `change_user`. */
  async function openAs(person, query = '') {
    const connection = await open(query, person);
    if (!person.header) {
      expect(connection.identity.root_id, publicUser);
      connection.first = await connection.ask({ type: 'change_user', token: `Bearer ${person.token}` });
      connection.identity = JSON.parse(connection.first).data;
    }

    expect(connection.identity.root_id, person.root_id);
    return connection;
  }

  /** A notification of a client as it arrives: verbatim, or with its sender. */
  function delivered(data, { client_id, root_id }) {
    return JSON.stringify(compat ? data : { ...data, sender: { client_id, root_id } });
  }

  function connectionMessage({ client_id, root_id, channel_id }) {
    return JSON.stringify({ type: 'connection', data: { client_id, root_id, channel_id } });
  }

  /** Nothing has been sent to a connection that it has not received: what it asks for comes next. */
  async function assertNothingElse(connection) {
    expect(await connection.ask({ type: 'connection' }), connectionMessage(connection.identity));
  }

  const steps = {
    async 'the first message tells of the connection'() {
      const connection = await open();
      const { client_id, root_id, channel_id } = connection.identity;
      expect(connection.first, connectionMessage(connection.identity));
      like(client_id, own);
      expect(root_id, publicUser);
      like(channel_id, own);
      return [connection];
    },

    async 'a channel is asked for in the query'() {
      const connection = await open('?channel_id=anystring');
      expect(connection.identity.channel_id, 'anystring');
      return [connection];
    },

    async 'connection: asked for again'() {
      const connection = await open();
      expect(await connection.ask({ type: 'connection' }), connection.first);
      return [connection];
    },

    async 'change_user: to who has logged in, and back'() {
      const connection = await open();
      const { client_id, channel_id } = connection.identity;
      const [{ token, root_id }] = people;
      expect(await connection.ask({ type: 'change_user', token: `Bearer ${token}` }), connectionMessage({ client_id, root_id, channel_id }));
      expect(await connection.ask({ type: 'change_user' }), connection.first);
      return [connection];
    },

    async 'change_user: with what is no token'() {
      const connection = await openAs(people[0]);
      const answer = JSON.parse(await connection.ask({ type: 'change_user', token: 'Bearer nonsense' }));
      expect(answer.data.root_id, publicUser);
      expect('error' in answer, !compat);
      return [connection];
    },

    async 'walker: with a response'() {
      const connection = await openAs(people[0]);
      const [{ email, root_id }] = people;
      expect(
        await connection.ask({ type: 'walker', walker: 'who_am_i', response: true, context: {} }),
        JSON.stringify({ status: 200, reports: [{ email, root_id }] }),
      );
      return [connection];
    },

    async 'walker: without a response'() {
      const connection = await open();
      connection.send({ type: 'walker', walker: 'who_is_here', response: false, context: {} });
      connection.send({ type: 'walker', walker: 'who_is_here' });
      await assertNothingElse(connection);
      return [connection];
    },

    async 'walker: one that has to be authenticated for, without'() {
      const connection = await open();
      expect(
        await connection.ask({ type: 'walker', walker: 'who_am_i', response: true, context: {} }),
        '{"type":"walker","error":"Event who_am_i requires to be authenticated!"}',
      );
      return [connection];
    },

    async 'walker: one that does not exist'() {
      const connection = await open();
      expect(
        await connection.ask({ type: 'walker', walker: 'your_event_name', response: true, context: { val: 1 } }),
        '{"type":"walker","error":"Invalid request! Please use valid walker event!"}',
      );
      return [connection];
    },

    async 'walker: chat to a user, in all of its windows'() {
      const sender = await openAs(people[0]);
      const targets = [await openAs(people[1]), await openAs(people[1])];
      const { root_id } = people[1];
      const context = { root_id };
      expect(await sender.ask({ type: 'walker', walker: 'send_chat_to_user', response: true, context }), '{"status":200,"reports":[]}');
      for (const target of targets) {
        expect(await target.next(), '{"type":"chat","data":{"message":"string"}}');
        await assertNothingElse(target);
      }

      return [sender, ...targets];
    },

    async 'walker: chat to a group'() {
      const sender = await openAs(people[0], '?channel_id=tea');
      const target = await open('?channel_id=tea');
      const other = await open('?channel_id=coffee');
      const context = { channel_id: 'tea' };
      sender.send({ type: 'walker', walker: 'send_chat_to_group', response: false, context });
      expect(await sender.next(), '{"type":"chat","data":{"message":"string"}}');
      expect(await target.next(), '{"type":"chat","data":{"message":"string"}}');
      await assertNothingElse(other);
      return [sender, target, other];
    },

    async 'walker: chat to a client'() {
      const sender = await openAs(people[0]);
      const target = await open();
      const context = { client_id: target.identity.client_id };
      sender.send({ type: 'walker', walker: 'send_chat_to_client', response: false, context });
      expect(await target.next(), '{"type":"chat","data":{"message":"string"}}');
      await assertNothingElse(sender);
      return [sender, target];
    },

    async 'walker: progress while it runs, six times'() {
      const connection = await open();
      const seen = [0, 20, 40, 60, 80, 100].map(
        percent => ({ progress: `${percent}%`, status: percent === 0 ? 'started' : percent < 100 ? 'walking' : 'done' }));
      connection.send({ type: 'walker', walker: 'long_walk', response: true, context: { step_milliseconds: 1 } });
      for (const data of seen) {
        expect(await connection.next(), JSON.stringify({ type: 'progress', data }));
      }

      expect(await connection.next(), JSON.stringify({ status: 200, reports: seen }));
      return [connection];
    },

    async 'user: to all windows of a user'() {
      const sender = await openAs(people[0]);
      const targets = [await openAs(people[1]), await openAs(people[1])];
      for (const data of [{ val: 1 }, { type: 'chat', data: { any_field: 'any_value' } }]) {
        sender.send({ type: 'user', root_ids: [people[1].root_id], data });
        for (const target of targets) {
          expect(await target.next(), delivered(data, sender.identity));
        }
      }

      await assertNothingElse(sender);
      return [sender, ...targets];
    },

    async 'channel: to who is in it, the sender as well'() {
      const sender = await openAs(people[0], '?channel_id=anystring');
      const target = await open('?channel_id=anystring');
      for (const data of [{ val: 1 }, { type: 'chat', data: { any_field: 'any_value' } }]) {
        sender.send({ type: 'channel', channel_ids: ['anystring'], data });
        expect(await target.next(), delivered(data, sender.identity));
        expect(await sender.next(), delivered(data, sender.identity));
      }

      return [sender, target];
    },

    async 'client: to one window'() {
      const sender = await openAs(people[0]);
      const target = await open();
      for (const data of [{ val: 1 }, { type: 'chat', data: { any_field: 'any_value' } }]) {
        sender.send({ type: 'client', client_ids: [target.identity.client_id, '1730887348:f46d85203c704c099e9f44e948322a20'], data });
        expect(await target.next(), delivered(data, sender.identity));
      }

      await assertNothingElse(sender);
      return [sender, target];
    },

    async 'user: of who has not logged in'() {
      const sender = await open();
      const target = await openAs(people[1]);
      sender.send({ type: 'user', root_ids: [people[1].root_id], data: { val: 1 } });
      expect(await target.next(), delivered({ val: 1 }, sender.identity));
      if (!compat) {
        // What only the server says, nobody says in its name.
        sender.send({ type: 'user', root_ids: [people[1].root_id], data: { type: 'people', data: { people: [] } } });
        like(await sender.next(), /^\{"type":"user","error":".+"\}$/);
        await assertNothingElse(target);
      }

      return [sender, target];
    },

    async 'messages that are none are answered, and the connection lives'() {
      const connection = await open();
      for (const message of ['hello', '{"type":"wtf"}', '{"walker":"who_is_here"}', '{"type":"user","root_ids":[],"data":{}}', '{"type":"walker"}']) {
        like(await connection.ask(message), /^\{"error":\[.+\]\}$/s);
      }

      await assertNothingElse(connection);
      return [connection];
    },
  };

  for (const [step, take] of Object.entries(steps)) {
    try {
      for (const connection of await take()) {
        connection.close();
      }

      results.push({ step, ok: true });
    } catch (error) {
      results.push({ step, ok: false, error: error.message });
    }
  }

  return results;
}
