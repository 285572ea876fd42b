import { describe, expect, it } from 'vitest';
import { readPeople } from '../../../src/chat/discord/inbound/parse.ts';
import type { Who } from '../../../src/domain/identity.ts';
import type { Deps } from '../../../src/services/deps.ts';
import type { Identified } from '../../../src/services/identity/identify.ts';
import { createResolveWho } from '../../../src/services/identity/resolve-who.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { en } from '../../../src/words/en/index.ts';

const ada = {
  person: { id: 'p1', label: 'ada@acme.test' },
  account: { platform: 'slack', workspace: 'T1', user: 'UADA' },
} as Identified;

/** A house where nobody is known yet, which remembers the people that it makes. */
function nobodyKnown(domains: readonly string[] = []) {
  const made: string[] = [];
  const people = {
    byEmail: () => Promise.resolve(null),
    ensureEmail: (email: string, id: string) => {
      made.push(email);
      return Promise.resolve({ id, email, emails: [{ address: email, proved: false }], accounts: [], bindings: [] });
    },
  };
  const deps = {
    store: { people },
    directory: { catalogue: testCatalogue({ domains }) },
    chats: new Map(),
    ids: { person: () => 'p2' },
    clock: { now: () => 1 },
  } as unknown as Deps;
  const identify = () => Promise.reject(new Error('no chat is asked'));
  return { made, resolve: createResolveWho(deps, identify, () => Promise.resolve(0)) };
}

async function grantedTo(who: Who, domains?: readonly string[]): Promise<{ made: readonly string[]; answer: string }> {
  const { made, resolve } = nobodyKnown(domains);
  const resolved = await resolve(who, ada, true);
  return { made, answer: resolved.ok ? resolved.person.label : en.refusal(resolved.refusal.args) };
}

describe('an e-mail that nobody has yet', () => {
  it('makes a person, in small letters', async () => {
    expect(await grantedTo({ kind: 'email', email: 'Mia@Acme.test' })).toEqual({
      made: ['mia@acme.test'],
      answer: 'mia@acme.test',
    });
  });

  it.each([
    '"mia@acme.test"',
    '(mia@acme.test',
    'mia@acme.test.',
    'mia@acme',
    'mia@@acme.test',
    'mia@acme.test/pc',
    'mîa@acme.test',
  ])('makes none where it is no address, and the answer says how people are written: %s', async (email) => {
    for (const domains of [[], ['acme.test']]) {
      expect(await grantedTo({ kind: 'email', email }, domains)).toEqual({
        made: [],
        answer: `“${email}” isn’t an e-mail address. Mention them with @, write their e-mail, such as name@example.com, or write “me”.`,
      });
    }
  });

  it.each([
    '"mia@acme.test"',
    '“mia@acme.test”',
    '(mia@acme.test)',
    'mia@acme.test.',
    '<mailto:mia@acme.test|mia@acme.test>',
  ])('is the one that was meant, however it was wrapped: %s', async (typed) => {
    const [who] = readPeople(typed);
    expect((await grantedTo(who!)).made).toEqual(['mia@acme.test']);
  });
});
