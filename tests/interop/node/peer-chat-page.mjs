// Drives the page of samples/Chat in Chromium, with two windows that talk to each other.
// Usage: peer-chat-page.mjs connect ADDRESS [--compat] [--pictures FOLDER]: prints a line of JSON per step, and takes pictures where told to.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { Browser } from './devtools.mjs';

const patience = 20_000;
const { positionals: [, address], values } = parseArgs({
  allowPositionals: true,
  options: { compat: { type: 'boolean', default: false }, pictures: { type: 'string' } },
});

/** A window of the page, as somebody at the screen sees and uses it. */
class Window {
  constructor(page) {
    this.page = page;
  }

  static async open(page) {
    await page.open(address);
    return new Window(page);
  }

  fill(id, value) {
    return this.page.run((id, value) => {
      const field = document.getElementById(id);
      field.value = value;
      field.dispatchEvent(new Event('input', { bubbles: true }));
    }, id, value);
  }

  /** Presses a button with a text, in a part of the page. */
  press(part, text) {
    return this.page.run((part, text) => {
      const button = [...document.querySelectorAll(`${part} button`)].find(each => each.firstChild.textContent === text);
      if (!button) {
        throw new Error(`There is no button ${text} in ${part}.`);
      }

      button.click();
    }, part, text);
  }

  /** Waits until a part of the page has a text. */
  sees(selector, text) {
    return this.catches(selector, text, () => {});
  }

  /**
   * Does something, and waits until a part of the page has a text. The page looks for it from before on, and tells of changes itself: the
   * text may be there for a moment only. A button that is named is pressed in that moment.
   */
  async catches(selector, text, action, button = null) {
    const sight = await this.page.run(startLooking, selector, text, button, patience);
    await action();
    await this.page.run(sight => window.sights[sight], sight);
  }

  read(selector) {
    return this.page.run(selector => document.querySelector(selector).textContent, selector);
  }

  async enter(name, group) {
    await this.fill('name', name);
    await this.fill('group', group);
    await this.press('#enter', 'Enter');
    await this.sees('#state', 'guest');
  }

  async say(text) {
    await this.fill('text', text);
    await this.press('#say', 'Send');
  }

  async picture(name) {
    if (values.pictures) {
      writeFileSync(join(values.pictures, `${name}.png`), await this.page.picture());
    }
  }
}

/** Runs in the page. Gives the number of a promise that is kept when the text is seen. */
function startLooking(selector, text, button, patience) {
  window.sights ??= [];
  return window.sights.push(new Promise((resolve, reject) => {
    const texts = () => [...document.querySelectorAll(selector)].filter(each => each.checkVisibility()).map(each => each.textContent);
    const timer = setTimeout(() => reject(new Error(`${selector} shows ${JSON.stringify(texts())} and not ${text}`)), patience);
    const look = () => {
      if (texts().some(each => each.includes(text))) {
        observer.disconnect();
        clearTimeout(timer);
        if (button) {
          document.querySelector(button).click();
        }

        resolve();
      }
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    look();
  })) - 1;
}

const browser = await Browser.start();
try {
  const ada = await Window.open(await browser.window());
  await ada.picture('door');
  const bob = await Window.open(await browser.window());
  const email = `ada-${Date.now()}@example.com`;

  const steps = {
    async 'both enter, and see each other'() {
      await ada.enter('Ada', 'tea');
      await bob.enter('Bob', 'tea');
      await ada.sees('#people', 'Bob');
      await bob.sees('#people', 'Ada');
      await ada.sees('#place-name', 'Group tea');
    },

    async 'the group hears'() {
      await ada.say('Is the kettle on?');
      await bob.sees('#messages li', 'AdaIs the kettle on?');
      await ada.sees('#messages li.own', 'Is the kettle on?');
      await bob.say('<b>Soon</b> & κόσμος');
      await ada.sees('#messages li', 'Bob<b>Soon</b> & κόσμος');
    },

    async 'the group sees who is writing'() {
      const write = () => bob.fill('text', 'wait');
      await (values.compat ? write() : ada.catches('#typing', 'Bob is writing', write));
    },

    async 'everyone hears'() {
      await bob.press('#places', 'Everyone');
      await bob.say('Hello everyone!');
      await ada.sees('#places .unread', '1');
      await ada.press('#places', 'Everyone');
      await ada.sees('#messages li', 'BobHello everyone!');
    },

    async 'one person hears'() {
      await ada.press('#people', 'Bob');
      await ada.say('Between us');
      await ada.sees('#messages li.own', 'Between us');
      await bob.sees('#people .unread', '1');
      await bob.press('#people', 'Ada');
      await bob.sees('#messages li', 'AdaBetween us');
    },

    async 'a long walk shows its progress'() {
      await ada.catches('#walk-state', '20%', () => ada.press('aside', 'Start'));
      await ada.picture('walk');
      await ada.sees('#walk-state', '6 reports');
      const value = await ada.page.run(() => document.getElementById('walk-progress').value);
      if (value !== 100) {
        throw new Error(`The bar stands at ${value}.`);
      }
    },

    async 'a long walk is cancelled'() {
      if (!values.compat) {
        await ada.catches('#walk-state', 'cancel', () =>
          ada.catches('#walk-state', 'started', () => ada.press('aside', 'Start'), '#walk-cancel'));
      }
    },

    async 'a wrong password is told'() {
      await ada.fill('email', email);
      await ada.fill('password', 'correct horse');
      await ada.catches('#notice', 'wrong', () => ada.press('#login', 'Log in'));
    },

    async 'somebody registers and is logged in by change_user'() {
      await ada.press('#login', 'Register');
      await ada.sees('#state', 'logged in');
      await ada.sees('#account-email', email);
      await bob.sees('#people', 'Ada');
    },

    async 'a user hears what is for the user'() {
      const id = await ada.read('#root-id');
      if (!/^n::[0-9a-f]{24}$/.test(id) || /0{23}1$/.test(id)) {
        throw new Error(`The user is ${id}.`);
      }

      await bob.press('#people', 'Ada');
      await bob.say('Welcome back');
      await ada.press('#people', 'Bob');
      await ada.sees('#messages li', 'BobWelcome back');
    },

    async 'joining a group keeps the login'() {
      await ada.fill('join-group', 'coffee');
      await ada.press('#join', 'Join');
      await ada.sees('#channel-id', 'coffee');
      await ada.sees('#state', 'logged in');
      await ada.sees('#place-name', 'Group coffee');
      if ((await ada.read('#messages')).includes('kettle')) {
        throw new Error('What the other group has said is still there.');
      }

      await bob.sees('#people', 'Ada');
      await bob.press('#places', 'Group tea');
      await bob.say('Only tea');
      await bob.sees('#messages li.own', 'Only tea');
      await ada.page.prefer('dark');
      await ada.picture('dark');
    },

    async 'logging out is one'() {
      await ada.press('#account', 'Log out');
      await ada.sees('#state', 'guest');
      await ada.sees('#login', 'Log in');
      await bob.picture('room');
    },

    async 'who closes the window is gone'() {
      await ada.page.close();
      await bob.page.run(patience => new Promise((resolve, reject) => {
        const look = () => document.getElementById('people').textContent.includes('Ada') || (observer.disconnect(), resolve());
        const observer = new MutationObserver(look);
        observer.observe(document.body, { subtree: true, childList: true });
        setTimeout(() => reject(new Error('Ada is still there.')), patience);
        look();
      }), patience);
    },

    async 'nothing went wrong in the page'() {
      const errors = [...ada.page.errors, ...bob.page.errors];
      if (errors.length > 0) {
        throw new Error(errors.join('\n'));
      }
    },
  };

  for (const [step, take] of Object.entries(steps)) {
    try {
      await take();
      console.log(JSON.stringify({ step, ok: true }));
    } catch (error) {
      console.log(JSON.stringify({ step, ok: false, error: error.message }));
      await ada.picture('failed-ada').catch(() => {});
      await bob.picture('failed-bob');
      break;
    }
  }
} finally {
  await browser.close();
}
