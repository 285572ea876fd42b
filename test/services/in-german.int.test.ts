import { describe, expect, it } from 'vitest';
import type { Refusal } from '../../src/domain/refusal.ts';
import { recordedRefusal } from '../../src/services/in-english.ts';
import { inLanguage, words } from '../../src/words/index.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { email, openTwoChats } from '../support/open-house.ts';
import type { OpenHouses } from '../support/open-house.ts';
import { apply, asOf, deliver, withHook } from './inbound/deliver.ts';

const open = openTwoChats(['ada', 'bob', 'lena', 'petra'], ['bob'], { signIn: true });
const latchkey = { administrators: ['lena@acme.test', 'petra@acme.test'], auditors: [] };

async function identified({ house, chat }: OpenHouses, user: string) {
  const identity = await house.services.identify(chat.account(user));
  if (!identity.ok) throw new Error('nobody we know');
  return identity.who;
}

async function changedEmail(houses: OpenHouses): Promise<string> {
  const { house, store, chat } = houses;
  await house.say('Ubob', 'mine', {});
  chat.byUser.get('Ubob')!.email = 'robert@acme.test';
  await house.say('Ubob', 'mine', {});
  return (await store.people.waiting())[0]!.id;
}

const vouch = async (houses: OpenHouses, user: string, address: string) => {
  const lena = await identified(houses, 'Ulena');
  return houses.house.services.vouch.vouch(houses.chat.account(user), address, lena, 'c1');
};

/** One for each service that says why not by a helper. */
const cases: readonly (readonly [string, (houses: OpenHouses) => Promise<unknown>])[] = [
  ['vouching for an address of another domain', (houses) => vouch(houses, 'Ubob', 'bob@other.test')],
  ['vouching for a default administrator', (houses) => vouch(houses, 'Ubob', 'root@acme.test')],
  ['vouching where the profile shows an e-mail', (houses) => vouch(houses, 'Ubob', 'new@acme.test')],
  [
    'confirming an e-mail by which both have something',
    async (houses) => {
      const { house } = houses;
      const who = (name: string) => ({ kind: 'console', product: 'acme-prod', who: [email(name)] });
      await house.say('Ubob', 'mine', {});
      await house.say('Uada', 'grant', who('bob'));
      await house.say('Uada', 'grant', who('robert'));
      const waiting = await changedEmail(houses);
      return house.services.settlePerson(waiting, 'same', await identified(houses, 'Ulena'), 'c1');
    },
  ],
  [
    'confirming before the holder of an e-mail has said that the account is theirs',
    async (houses) => {
      const { house, chat, store } = houses;
      await house.say('Ubob', 'mine', {});
      chat.byUser.set('Ubob2', { user: 'Ubob2', name: 'bob2', email: 'bob@acme.test' });
      await house.say('Ubob2', 'mine', {});
      const [waiting] = await store.people.waiting();
      return house.services.settlePerson(waiting!.id, 'same', await identified(houses, 'Ulena'), 'c1');
    },
  ],
  [
    'deciding about a report of one’s own system',
    async (houses) => {
      const { house, store } = houses;
      await deliver(house, 'product.administrators', {
        product: 'acme-prod',
        asOf: asOf(1),
        administrators: ['kim@acme.test', 'bob@acme.test'],
      });
      await apply(house);
      const [report] = await store.facts.all();
      const petra = await identified(houses, 'Upetra');
      return house.services.settleReport(report!.waiting!.id, 'confirm', petra, 'c1');
    },
  ],
  [
    'unlinking an account whose chat proves whose it is',
    async (houses) => {
      await houses.house.say('Ubob', 'mine', {});
      return houses.house.services.links.unlink.choose(await identified(houses, 'Ubob'), 'Ubob');
    },
  ],
  [
    'unlinking where nothing is linked',
    async (houses) => houses.house.services.links.unlink.choose(await identified(houses, 'Ubob'), null),
  ],
  [
    'an e-mail of a profile that is none',
    async (houses) => {
      const { house, chat } = houses;
      await house.say('Ubob', 'mine', {});
      chat.byUser.get('Ubob')!.email = 'no address';
      return house.services.identify(chat.account('Ubob'), { fresh: true });
    },
  ],
];

describe('a refusal whose sentence a service makes', () => {
  it.each(cases)('is read in German, and recorded in English: %s', async (_what, refuse) => {
    const houses = await open(withHook({ latchkey }));
    const { refusal } = (await inLanguage('de', () => refuse(houses))) as { readonly refusal: Refusal };
    const { sentence } = recordedRefusal(refusal);
    expect(sentence).toBe(words.refusal(refusal.args));
    expect(refusal.args).toMatchObject({ name: 'said', sentence: expect.stringMatching(/\p{L}/u), english: sentence });
    expect(JSON.stringify(recordedRefusal(refusal))).not.toContain(inLanguage('de', () => words.refusal(refusal.args)));
  });
});

it('tells the other side of a link in their own language', async () => {
  const { house, chat, other } = await open(testCatalogue());
  other.byUser.get('1bob')!.locale = 'de';
  const { message } = await house.call('Ubob', 'link', { account: '1bob' });
  const code = /[2-9A-Z]{4}-[2-9A-Z]{4}/.exec(message.summary)?.[0];
  const entered = await inLanguage('de', () => house.call('1bob', 'link', { code }, undefined, other));
  expect(entered.message.summary).toContain('verknüpfen?');
  expect(chat.answers.at(-1)?.message.summary).toMatch(/^Link /);
});

it('asks in German before access is revoked', async () => {
  const { house } = await open(testCatalogue());
  const who = { kind: 'console', product: 'acme-prod', who: [email('bob')] };
  await house.say('Uada', 'grant', who);
  const asked = await inLanguage('de', () => house.call('Uada', 'revoke', who));
  expect(asked.message.blocks).toMatchObject([
    { text: [{ strong: 'Konsolenzugriff auf acme-prod' }, ' für ', '', { person: {} }, ' entziehen?'] },
  ]);
});
