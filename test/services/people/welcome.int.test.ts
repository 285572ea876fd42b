import { describe, expect, it } from 'vitest';
import type { Message } from '../../../src/domain/message.ts';
import { plain } from '../../../src/domain/message.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat, noEmails } from '../../support/fake-chat.ts';
import type { FakeChat, FakeUser } from '../../support/fake-chat.ts';
import { createHouse } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { tenantStore } from '../../support/tenant-store.ts';

const latchkey = { administrators: ['lena@acme.test', 'grace@acme.test'], auditors: [] };
const catalogue = testCatalogue({ latchkey });
const user = (name: string): FakeUser => ({ user: `U${name}`, email: `${name}@acme.test` });

const told = ({ posts }: FakeChat): readonly string[] =>
  posts.flatMap(({ channel, message }) => (message.title === 'Welcome to Latchkey' ? [channel] : []));

/** What a worker does when it starts, and the first time it looks. */
async function start({ services }: House): Promise<void> {
  await services.welcome.begin();
  await services.importCatalogue();
  await services.welcome.welcome();
}

/** The checklist as it is read, a line each. */
function steps({ blocks }: Message): readonly string[] {
  const texts = blocks.flatMap((block) => (block.kind === 'text' ? plain(block.text).split('\n') : []));
  return texts.filter((line) => /^[✅⬜]/u.test(line));
}

describe('the welcome', () => {
  it('reaches each Latchkey administrator of a new installation once, whoever starts again', async () => {
    const store = await tenantStore();
    const chat = createFakeChat([user('lena'), user('grace'), user('mia')]);
    await start(createHouse(store, chat, catalogue));
    expect(told(chat)).toEqual(['D-Ulena', 'D-Ugrace']);
    await start(createHouse(store, chat, { ...catalogue, hash: 'b'.repeat(64) }));
    expect(told(chat)).toHaveLength(2);
  });

  it('is sent once by two workers at once', async () => {
    const store = await tenantStore();
    const chat = createFakeChat([user('lena'), user('grace')]);
    const houses = [createHouse(store, chat, catalogue), createHouse(store, chat, catalogue)];
    await Promise.all(houses.map(({ services }) => services.welcome.begin()));
    await Promise.all(houses.map(({ services }) => services.importCatalogue()));
    for (const { services } of houses) await services.welcome.welcome();
    expect(told(chat)).toEqual(['D-Ulena', 'D-Ugrace']);
  });

  it('doesn’t reach administrators of an installation that was there before, but one who is named later', async () => {
    const store = await tenantStore();
    const chat = createFakeChat([user('lena'), user('grace'), user('ada')]);
    await createHouse(store, chat, catalogue).services.importCatalogue();
    await start(createHouse(store, chat, catalogue));
    expect(told(chat)).toEqual([]);
    const administrators = [...latchkey.administrators, 'ada@acme.test'];
    const hash = 'c'.repeat(64);
    await start(createHouse(store, chat, testCatalogue({ hash, latchkey: { administrators, auditors: [] } })));
    expect(told(chat)).toEqual(['D-Uada']);
  });

  it('waits for whoever a chat doesn’t know yet, and keeps asking for them ever less often', async () => {
    const store = await tenantStore();
    const lena = user('lena');
    const chat = createFakeChat([lena]);
    const house = createHouse(
      store,
      chat,
      testCatalogue({ latchkey: { administrators: ['discord:1kim'], auditors: [] } }),
      [createFakeChat([{ user: '1kim', email: '', closed: true }], noEmails)],
    );
    await start(house);
    const asked = chat.calls.length;
    await house.services.welcome.welcome();
    expect(chat.calls).toHaveLength(asked);
    expect(await store.welcome.welcomed()).toEqual([]);
  });

  it('reaches an account of the other chat, in its language', async () => {
    const store = await tenantStore();
    const other = createFakeChat([{ user: '1kim', email: '', locale: 'de' }], noEmails);
    const administrators = ['discord:1kim'];
    const declared = testCatalogue({ latchkey: { administrators, auditors: [] }, members: administrators });
    await start(createHouse(store, createFakeChat([]), declared, [other]));
    expect(other.posts.map(({ channel, message }) => [channel, message.title])).toEqual([
      ['D-1kim', 'Willkommen bei Latchkey'],
    ]);
  });
});

describe('the checklist', () => {
  it('says what is set up and what is missing', async () => {
    const store = await tenantStore();
    const chat = createFakeChat([user('lena')]);
    const other = createFakeChat([], noEmails);
    const house = createHouse(
      store,
      chat,
      testCatalogue({
        products: [{ id: 'acme-prod', name: 'ACME production', administrators: [] }],
        channels: { approvals: { slack: 'C0APPROVE', discord: '1' }, audit: { slack: 'C0AUDIT' } },
      }),
      [other],
    );
    await start(house);
    expect(steps(chat.posts.at(-1)!.message)).toEqual([
      '✅ Slack and Discord are connected.',
      '✅ Approval cards are posted in Slack and Discord.',
      '⬜ No audit channel in Discord. Set channels.audit.discord in latchkey.yml.',
      '⬜ Nobody can approve requests for ACME production. Name administrators in latchkey.yml.',
      '⬜ You’re the only Latchkey administrator. Name a second one in latchkey.yml, so that somebody can step in for you.',
      '⬜ Link your accounts in Slack and Discord, so that you can decide in either: /access link',
      '⬜ Make your first request: press the button below.',
    ]);
  });

  it('is there again by /access help setup as it stands then, and for administrators alone', async () => {
    const store = await tenantStore();
    const chat = createFakeChat([user('lena'), user('ada'), user('mia')]);
    const house = createHouse(store, chat, catalogue);
    await start(house);
    await house.say('Ulena', 'request', { kind: 'console', product: 'acme-prod' });
    const again = await house.call('Ulena', 'help', { topic: 'setup' });
    expect(again.message.title).toBe('Your setup');
    expect(again.message.summary).toBe('Everything is set up.');
    expect(steps(again.message).at(-1)).toBe('✅ You’ve made your first request.');
    const other = await house.call('Umia', 'help', { topic: 'setup' });
    expect(other).toMatchObject({ ok: false, message: { summary: 'Only Latchkey administrators can see the setup.' } });
    const { buttons } = (await house.call('Ulena', 'home', {})).message;
    expect(buttons).toContainEqual({ label: 'Show setup', style: 'plain', command: 'help', args: { topic: 'setup' } });
  });
});
