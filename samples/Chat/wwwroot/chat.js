import { Connection } from './connection.js';

const $ = id => document.getElementById(id);
const publicUser = 'n::000000000000000000000001';

const me = { name: '', group: '', token: null, email: null, identity: null };
const messages = new Map();
const unread = new Map();
let people = [];
let place = 'everyone';
let connection;
let walk = null;
let lastTyping = 0;

// ---- entering, and coming back

$('enter').addEventListener('submit', event => {
  event.preventDefault();
  me.name = $('name').value.trim();
  $('me').textContent = me.name;
  $('door').hidden = true;
  $('room').hidden = false;
  join($('group').value.trim());
});

$('join').addEventListener('submit', event => {
  event.preventDefault();
  join($('join-group').value.trim());
  $('join').reset();
});

// A connection belongs to one channel for as long as it lives, so joining a group takes a new connection.
function join(group) {
  connection?.close();
  me.group = group;
  messages.delete('group');
  show(group ? 'group' : 'everyone');
  connection = new Connection(group);
  const arrivals = {
    'message:connection': onConnection,
    lost: () => { $('state').textContent = 'reconnecting'; },
    'message:people': ({ data }) => { people = data.people; render(); },
    'message:chat': onChat,
    'message:progress': ({ data }) => onProgress(data),
    'message:typing': ({ sender }) => onTyping(sender),
    refused: ({ data }) => notice(data),
  };
  for (const [type, handle] of Object.entries(arrivals)) {
    const own = connection;
    own.addEventListener(type, event => own === connection && handle(event.detail ?? {}));
  }
}

async function onConnection({ data, error }) {
  me.identity = data;
  $('client-id').textContent = data.client_id;
  $('root-id').textContent = data.root_id;
  $('channel-id').textContent = data.channel_id;
  const isPublic = data.root_id === publicUser;
  $('state').textContent = isPublic ? 'guest' : 'logged in';
  if (error) {
    me.token = null;
    notice(error);
  }

  // A new connection begins as nobody in particular.
  if (isPublic && me.token) {
    connection.changeUser(me.token);
    return;
  }

  $('login').hidden = !isPublic;
  $('account').hidden = isPublic;
  $('account-email').textContent = me.email ?? '';
  await call('introduce', { name: me.name });
}

// ---- logging in and out

$('login').addEventListener('submit', async event => {
  event.preventDefault();
  const credentials = { email: $('email').value, password: $('password').value };
  if (event.submitter?.value === 'register' && !await post('/user/register', credentials)) {
    return;
  }

  const answer = await post('/user/login', credentials);
  if (answer) {
    me.token = answer.token;
    me.email = answer.user.email;
    $('login').reset();
    connection.changeUser(me.token);
  }
});

$('logout').addEventListener('click', () => {
  me.token = null;
  me.email = null;
  connection.changeUser(null);
});

async function post(path, body) {
  const response = await fetch(path, { method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) });
  const answer = await response.json().catch(() => ({}));
  if (response.ok) {
    $('notice').hidden = true;
    return answer;
  }

  const errors = Object.values(answer.errors ?? {}).flat();
  notice(errors.length > 0 ? errors.join(' ') : answer.detail ?? `That did not work (${response.status}).`);
  return null;
}

// ---- talking

$('say').addEventListener('submit', async event => {
  event.preventDefault();
  const message = $('text').value;
  $('say').reset();
  lastTyping = 0;
  const person = people.find(each => each.client_id === place);
  if (place === 'everyone') {
    await call('send_chat_to_everyone', { message });
  } else if (place === 'group') {
    await call('send_chat_to_group', { channel_id: me.group, message });
  } else if (person) {
    // A user may have several windows, and hears it in all of them; guests are all the same user, so it goes to the one window.
    await (person.root_id === publicUser
      ? call('send_chat_to_client', { client_id: person.client_id, message })
      : call('send_chat_to_user', { root_id: person.root_id, message }));
    add(place, { from: me.name, own: true, text: message });
  }
});

// What everyone sees while somebody writes to a group is an event of this client, not of a walker: the server's hook allows it.
$('text').addEventListener('input', () => {
  if (place === 'group' && Date.now() - lastTyping > 1_000) {
    lastTyping = Date.now();
    connection.send({ type: 'channel', channel_ids: [me.group], data: { type: 'typing', data: {} } });
  }
});

function onChat({ data, sender }) {
  // Whoever has a message passed on may write into it what they like: only the server says who has sent it.
  const from = sender ? people.find(each => each.client_id === sender.client_id) : data.from;
  const own = from?.client_id === me.identity?.client_id;
  const where = !sender && (data.to === 'everyone' || data.to === 'group') ? data.to : from?.client_id ?? 'everyone';
  add(where, { from: from?.name ?? 'Somebody', own, text: data.message ?? JSON.stringify(data) });
}

function onTyping(sender) {
  const person = people.find(each => each.client_id === sender?.client_id);
  if (place === 'group' && person && person.client_id !== me.identity?.client_id) {
    $('typing').textContent = `${person.name} is writing …`;
    clearTimeout(onTyping.timer);
    onTyping.timer = setTimeout(() => { $('typing').textContent = ''; }, 5_000);
  }
}

function add(where, message) {
  messages.set(where, [...messages.get(where) ?? [], message].slice(-200));
  if (where !== place) {
    unread.set(where, (unread.get(where) ?? 0) + 1);
  }

  render();
}

// ---- a long walk

$('walk').addEventListener('click', async () => {
  const { id, reply } = connection.call('long_walk', {});
  walk = id;
  $('walk').disabled = true;
  $('walk-cancel').disabled = !connection.hasIds;
  try {
    const { reports } = await reply;
    $('walk-state').textContent = `${reports.length} reports`;
  } catch (error) {
    $('walk-state').textContent = error.message;
  } finally {
    walk = null;
    $('walk').disabled = false;
    $('walk-cancel').disabled = true;
  }
});

$('walk-cancel').addEventListener('click', () => connection.cancel(walk));

function onProgress({ progress, status }) {
  $('walk-progress').value = parseInt(progress, 10);
  $('walk-state').textContent = `${progress} ${status}`;
}

// ---- what is seen

function show(where) {
  place = where;
  unread.delete(where);
  $('typing').textContent = '';
  render();
  $('text').focus();
}

function render() {
  const others = people.filter(person => person.client_id !== me.identity?.client_id);
  const places = [['everyone', 'Everyone'], ...me.group ? [['group', `Group ${me.group}`]] : []];
  $('places').replaceChildren(...places.map(([key, name]) => choice(key, name)));
  $('people').replaceChildren(...others.map(person => choice(person.client_id, person.name)));
  const person = others.find(each => each.client_id === place);
  $('place-name').textContent = places.find(([key]) => key === place)?.[1] ?? person?.name ?? 'Gone';
  $('messages').replaceChildren(...(messages.get(place) ?? []).map(line));
  $('messages').lastElementChild?.scrollIntoView({ block: 'end' });
}

function choice(key, name) {
  const button = document.createElement('button');
  button.textContent = name;
  button.setAttribute('aria-pressed', String(key === place));
  button.addEventListener('click', () => show(key));
  if (unread.get(key)) {
    const count = document.createElement('span');
    count.className = 'unread';
    count.textContent = unread.get(key);
    button.append(count);
  }

  const item = document.createElement('li');
  item.append(button);
  return item;
}

// Text is set as text: what others write is never read as HTML.
function line({ from, own, text }) {
  const item = document.createElement('li');
  item.classList.toggle('own', own);
  const name = document.createElement('b');
  name.textContent = from;
  item.append(name, text);
  return item;
}

async function call(walker, context) {
  try {
    return await connection.call(walker, context).reply;
  } catch (error) {
    notice(error.message);
    return null;
  }
}

function notice(text) {
  $('notice').textContent = text;
  $('notice').hidden = false;
  clearTimeout(notice.timer);
  notice.timer = setTimeout(() => { $('notice').hidden = true; }, 6_000);
}
