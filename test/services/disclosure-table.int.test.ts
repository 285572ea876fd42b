import { describe, expect, it } from 'vitest';
import { descriptions } from '../../commands/index.ts';
import type { Catalogue } from '../../src/domain/catalogue.ts';
import type { Message } from '../../src/domain/message.ts';
import { testCatalogue } from '../support/catalogue.ts';
import type { FakeChat } from '../support/fake-chat.ts';
import type { OpenHouses } from '../support/open-house.ts';
import { email, openTwoChats } from '../support/open-house.ts';

const open = openTwoChats(['ada', 'bob', 'grace', 'guest', 'mia', 'otto', 'pia', 'sue'], ['stranger']);

/** sue decides about acme-prod and nothing else, pia about another product. */
const catalogue: Catalogue = testCatalogue({
  products: [
    { id: 'acme-prod', name: 'ACME production', administrators: ['sue@acme.test'] },
    { id: 'acme-lab', name: 'ACME laboratory', administrators: ['pia@acme.test'] },
  ],
});

/** Somebody who exists, holds something and waits for more; and somebody who doesn't. Of the same length. */
const [existing, unknown] = ['bob', 'zzz'];

const prod = { kind: 'console', product: 'acme-prod' };
const role = { kind: 'role', instance: 'mdm-eu', role: 'Reader' };
const write = { kind: 'item', instance: 'mdm-eu', item: 'pc-12', right: 'write' };
const written = (name: string) => ({ kind: 'unknown', text: `slack:T1/U${name}` });

interface Row {
  readonly title: string;
  readonly command: string;
  readonly args: (name: string) => Record<string, unknown>;
  /** What it takes to be told more than others; none: nobody is. */
  readonly about?: 'anything' | 'acme-prod' | 'mdm-eu';
  /** Whether auditors may see it: they decide nothing. */
  readonly isQuestion?: boolean;
}

const rows: readonly Row[] = [
  ...[email, written].map((who, at): Row => {
    const args = (name: string) => ({ who: who(name) });
    return {
      title: `who WHO (${at === 0 ? 'e-mail' : 'account'})`,
      command: 'who',
      args,
      about: 'anything',
      isQuestion: true,
    };
  }),
  ...['console', 'add users', 'product', 'administer product'].map((permission): Row => {
    const args = (name: string) => ({ who: email(name), permission, on: 'acme-prod' });
    return { title: `check ${permission}`, command: 'check', args, about: 'acme-prod', isQuestion: true };
  }),
  ...['mdm-eu', 'mdm-eu/pc-12', undefined].map((on): Row => {
    const args = (name: string) => ({ who: email(name), permission: 'Create assets', ...(on && { on }) });
    return { title: `check on ${on ?? 'everything'}`, command: 'check', args, about: 'mdm-eu', isQuestion: true };
  }),
  ...[prod, role, write].flatMap((what): Row[] => {
    const about = what.kind === 'console' ? 'acme-prod' : 'mdm-eu';
    const args = (name: string) => ({ ...what, who: [email(name)] });
    return ['grant', 'revoke'].map((command) => ({ title: `${command} ${what.kind}`, command, args, about }));
  }),
  {
    title: 'grant to a list',
    command: 'grant',
    args: (name) => ({ ...prod, who: [email(name), email('yyy')] }),
    about: 'acme-prod',
  },
  {
    title: 'audit about',
    command: 'audit',
    args: (name) => ({ about: email(name) }),
    about: 'anything',
    isQuestion: true,
  },
  { title: 'link', command: 'link', args: (name) => ({ account: `${name}@acme.test` }) },
  { title: 'unlink', command: 'unlink', args: (name) => ({ account: `${name}@acme.test` }) },
];

/** Who asks: `knows` is what they have authority over. */
const callers = [
  { who: 'an unlinked member of the other chat', user: '1stranger', knows: 'nothing', isOther: true },
  { who: 'a guest', user: 'Uguest', knows: 'nothing' },
  { who: 'an ordinary member', user: 'Umia', knows: 'nothing' },
  { who: 'an approver of another product', user: 'Upia', knows: 'acme-lab' },
  { who: 'an approver of this product', user: 'Usue', knows: 'acme-prod' },
  { who: 'an auditor', user: 'Uotto', knows: 'everything' },
] as const;

async function startHouses(): Promise<OpenHouses> {
  const houses = await open(catalogue);
  const { house, chat } = houses;
  chat.byUser.get('Uguest')!.outside = 'guest';
  for (const name of ['ada', 'bob', 'mia', 'otto', 'pia', 'sue']) await house.call(`U${name}`, 'mine', {});
  await house.say('Ubob', 'request', role);
  await house.say('Ubob', 'request', prod);
  await house.settle();
  return houses;
}

/** What somebody reads about `name`, with that and what is different each time taken out. */
async function answerTo(
  { house }: OpenHouses,
  { command, args }: Row,
  user: string,
  from: FakeChat,
  name: string,
): Promise<string> {
  const before = from.answers.length;
  const outcome = await house.call(user, command, args(name), undefined, from);
  await house.settle();
  const messages: readonly Message[] = [outcome.message, ...from.answers.slice(before).map(({ message }) => message)];
  return JSON.stringify(messages)
    .replaceAll(name, 'WHO')
    .replace(/[0-9A-Z]{4}-[0-9A-Z]{4}/g, 'CODE')
    .replace(/"time":\d+/g, '"time":0');
}

function isTold({ about, isQuestion = false }: Row, knows: (typeof callers)[number]['knows']): boolean {
  if (about === undefined || knows === 'nothing') return false;
  return knows === 'everything' ? isQuestion : about === 'anything' ? knows === 'acme-prod' : about === knows;
}

describe.each(callers)('to $who', ({ user, knows, ...caller }) => {
  it('an answer is the same whether somebody exists or not, unless they may know', async () => {
    const houses = await startHouses();
    const from = 'isOther' in caller ? houses.other : houses.chat;
    for (const row of rows) {
      const [one, other] = [
        await answerTo(houses, row, user, from, existing),
        await answerTo(houses, row, user, from, unknown),
      ];
      if (isTold(row, knows)) continue;
      expect(one, row.title).toBe(other);
    }
  });

  it('nothing that is offered while they type names anybody, unless they decide about it', async () => {
    const houses = await startHouses();
    const { account } = 'isOther' in caller ? houses.other : houses.chat;
    const isInside = knows !== 'nothing' || user === 'Umia';
    for (const { name: command, forms } of descriptions) {
      for (const { name: form, options } of forms) {
        for (const { name: option, complete } of options) {
          if (complete === undefined || complete === 'command') continue;
          for (const typed of ['', 'b', existing]) {
            const question = { command, form, option, typed, filled: { instance: 'mdm-eu' } };
            const offered = await houses.house.offered(account(user), question);
            const title = `${command} ${form ?? ''} ${option}, typed “${typed}”`;
            if (!isInside) expect(offered, title).toEqual([]);
            if (knows !== 'acme-prod')
              expect(JSON.stringify(offered), title).not.toMatch(/bob|@acme\.test|slack:|p_\d/);
          }
        }
      }
    }
  });
});

describe('what there is to ask for', () => {
  const wrong: readonly (readonly [string, Record<string, unknown>])[] = [
    ['request', { kind: 'console', product: 'acme' }],
    ['request', { kind: 'role', role: 'nothing' }],
    ['request', { kind: 'item', right: 'write', item: 'nothing', instance: 'mdm-eu' }],
    ['grant', { kind: 'console', product: 'acme', who: [email('bob')] }],
    ['revoke', { kind: 'role', role: 'nothing', instance: 'mdm', who: [email('bob')] }],
    ['revoke', { kind: 'item', right: 'write', who: [email('bob')] }],
    ['who', { kind: 'console', product: 'acme' }],
    ['who', { kind: 'role', role: 'nothing' }],
    ['check', { who: { kind: 'me' }, permission: 'console', on: 'acme' }],
    ['check', { who: { kind: 'me' }, permission: 'Create assets', on: 'mdm-eu/nothing' }],
    ['audit', { entitlement: 'console:acme' }],
    ['audit', { entitlement: 'role nothing on mdm' }],
    ['drift-access', { entitlement: 'console:acme', person: 'p' }],
    ['help', {}],
    ['nothing', {}],
  ];
  const names = /acme-prod|acme-lab|ACME (production|laboratory)|mdm-eu|Devices|Berlin crew|pc-12|pkg-7/;

  it('is named in no answer to somebody who isn’t inside, whatever they mistype', async () => {
    const { house, chat, other } = await startHouses();
    for (const [user, from] of [
      ['Uguest', chat],
      ['1stranger', other],
    ] as const) {
      for (const [command, args] of wrong) {
        const { message } = await house.call(user, command, args, undefined, from);
        const typed = new Set<string>(JSON.stringify(args).match(new RegExp(names, 'g')));
        const found = JSON.stringify(message).match(new RegExp(names, 'g')) ?? [];
        if (command !== 'help' && command !== 'nothing')
          expect(
            found.filter((one) => !typed.has(one)),
            `${command} ${JSON.stringify(args)}`,
          ).toEqual([]);
      }
    }
  });

  /** Each with a thing that there is, and one that there isn't. */
  const things: readonly (readonly [string, (name: string) => Record<string, unknown>, string, string])[] = [
    ...['request', 'grant', 'revoke', 'who'].flatMap((command) => {
      const who = command === 'request' || command === 'who' ? {} : { who: [email('bob')] };
      const of = (args: (name: string) => object, one: string, other: string) =>
        [command, (name: string) => ({ ...who, ...args(name) }), one, other] as const;
      return [
        of((product) => ({ kind: 'console', product }), 'acme-prod', 'acme-none'),
        of((product) => ({ kind: 'console', product, duration: 'soon' }), 'acme-prod', 'acme-none'),
        of((product) => ({ kind: 'console', product, extra: 'please' }), 'acme-prod', 'acme-none'),
        of((product) => ({ kind: 'console', product, reason: 'x'.repeat(1_001) }), 'acme-prod', 'acme-none'),
        of((role) => ({ kind: 'role', role, instance: 'mdm-eu' }), 'Berlin crew', 'Berlin club'),
        of((instance) => ({ kind: 'role', role: 'Deny user listing', instance }), 'mdm-eu', 'mdm-xx'),
        of((item) => ({ kind: 'item', right: 'write', item, instance: 'mdm-eu' }), 'pc-12', 'pc-99'),
      ];
    }),
    ['check', (on) => ({ who: { kind: 'me' }, permission: 'console', on }), 'acme-prod', 'acme-none'],
    ['audit', (product) => ({ entitlement: `console:${product}` }), 'acme-prod', 'acme-none'],
    ['drift-access', (product) => ({ entitlement: `console:${product}`, person: 'p' }), 'acme-prod', 'acme-none'],
  ];

  it('is told by no acknowledgement and no answer to somebody who isn’t inside', async () => {
    const houses = await startHouses();
    for (const [user, from] of [
      ['Uguest', houses.chat],
      ['1stranger', houses.other],
    ] as const) {
      for (const [command, args, one, other] of things) {
        const row = { title: command, command, args };
        const told = [await answerTo(houses, row, user, from, one), await answerTo(houses, row, user, from, other)];
        expect(told[0], `${command} ${JSON.stringify(args(one)).slice(0, 100)}`).toBe(told[1]);
      }
    }
  });

  it('is recorded where somebody who isn’t inside asked for it, and answered once', async () => {
    const { house, chat, store } = await startHouses();
    const before = chat.answers.length;
    const { ok, message } = await house.call('Uguest', 'request', { kind: 'console', product: 'acme-prod' });
    await house.settle();
    expect({ ok, summary: message.summary }).toEqual({ ok: false, summary: 'You are outside: guest.' });
    expect(chat.answers.length).toBe(before);
    const refused = (await store.chain.search({}, 50)).filter(({ event }) => event === 'refused');
    expect(JSON.stringify(refused)).toContain('Uguest');
  });

  it('is named to somebody who is inside', async () => {
    const { house } = await startHouses();
    const { message } = await house.call('Umia', 'request', { kind: 'console', product: 'acme-prd' });
    expect(message.summary).toContain('acme-prod');
  });

  it('help names none of it', async () => {
    const { house, chat } = await startHouses();
    const { message } = await house.call('Uguest', 'help', {}, undefined, chat);
    expect(JSON.stringify(message)).not.toMatch(/acme-lab|ACME (production|laboratory)|Devices|Berlin crew/);
  });
});
