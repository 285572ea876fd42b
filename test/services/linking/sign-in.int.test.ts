import { describe, expect, it } from 'vitest';
import { testCatalogue } from '../../support/catalogue.ts';
import type { OpenHouses } from '../../support/open-house.ts';
import { giveRoles } from '../../support/fake-roles.ts';
import { email, openTwoChats } from '../../support/open-house.ts';

const open = openTwoChats(['bob', 'grace', 'lena'], ['bob', 'eve'], { signIn: true });

/** What the address to sign in carries. */
async function begin({ house, other }: OpenHouses, user = '1bob'): Promise<string> {
  const { message } = await house.call(user, 'link', {}, undefined, other);
  return /state=([0-9a-f]{32})$/.exec(message.links?.[0]?.url ?? '')?.[1] ?? 'no state';
}

interface Proving {
  readonly user?: string;
  readonly email?: string | null;
  readonly verified?: boolean;
}

const prove = (
  { house, other }: OpenHouses,
  state: string,
  { user = '1bob', email = 'Bob@acme.test', verified = true }: Proving = {},
) => house.services.proved({ state, account: other.account(user), email, verified });

/** The question that the side with an account was sent; gives the id of the link. */
const asked = ({ chat }: OpenHouses, user = 'Ubob'): string =>
  chat.posts
    .filter(({ channel }) => channel === `D-${user}`)
    .flatMap(({ message }) => message.buttons ?? [])
    .filter(({ command }) => command === 'link-confirm')
    .map(({ args }) => String(args['link']))
    .at(-1) ?? 'nothing was asked';

/** Signs in, and says yes in the other chat. */
async function agree(houses: OpenHouses): Promise<string> {
  expect((await prove(houses, await begin(houses))).summary).toBe('Confirm in Slack that this is you');
  return houses.house.say('Ubob', 'link-confirm', { link: asked(houses) });
}

const events = async ({ store }: OpenHouses, event: string) =>
  (await store.chain.search({}, 200)).filter((entry) => entry.event === event);

describe('signing in', () => {
  it('makes the account the person with the e-mail once their other account agrees; every account of theirs is told', async () => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    await house.say('Ubob', 'mine', {});
    const state = await begin(houses);
    expect(JSON.stringify(await store.links.live(0))).not.toContain(state);
    const shown = await prove(houses, state);
    await house.settle();
    expect(shown).toMatchObject({ summary: 'Confirm in Slack that this is you', tone: 'waiting' });
    expect(other.answers.at(-1)).toEqual({ to: '1bob', message: shown });
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('isn’t linked');
    expect(await house.say('Ubob', 'link-confirm', { link: asked(houses) })).toContain('Linked. Both accounts are bob');
    const bob = await store.people.byEmail('bob@acme.test');
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({
      person: bob?.id,
      how: 'sign-in',
      email: 'bob@acme.test',
    });
    expect(chat.posts.map(({ channel, message }) => [channel, message.summary])).toContainEqual([
      'D-Ubob',
      'bob there (Discord) was linked to bob@acme.test',
    ]);
    expect(await events(houses, 'link')).toEqual([
      expect.objectContaining({
        facts: expect.objectContaining({ account: 'discord:1bob', with: 'bob@acme.test', how: 'sign-in' }) as unknown,
      }),
    ]);
    expect(await house.say('1bob', 'mine', {}, undefined, other)).not.toContain('isn’t linked');
    expect(await house.say('1bob', 'link', {}, undefined, other)).toContain('You’re bob@acme.test');
  });

  it('makes a person where the e-mail had none, and finds the one that was given something by it', async () => {
    const houses = await open();
    await houses.store.people.ensureEmail('eve@acme.test', 'given');
    await prove(houses, await begin(houses, '1eve'), { user: '1eve', email: 'eve@acme.test' });
    expect(await houses.store.people.byAccount(houses.other.account('1eve'))).toMatchObject({ person: 'given' });
  });

  it('counts once, in time, and for the account that asked', async () => {
    const houses = await open();
    const { house, store, other } = houses;
    const state = await begin(houses);
    expect((await prove(houses, state, { user: '1eve' })).summary).toContain('with a different account than the one');
    expect((await prove(houses, 'f'.repeat(32))).summary).toContain('has expired or was already used');
    house.pass(10 * 60_000);
    expect((await prove(houses, state)).summary).toContain('has expired or was already used');
    const next = await begin(houses);
    const both = await Promise.all([prove(houses, next), prove(houses, next)]);
    expect(both.filter(({ tone }) => tone === 'waiting')).toHaveLength(1);
    expect((await prove(houses, next)).summary).toContain('has expired or was already used');
    expect(await store.people.byAccount(other.account('1eve'))).toBeNull();
  });

  it.each([
    ['no e-mail', { email: null }, 'didn’t tell us an e-mail'],
    ['an e-mail that is not confirmed', { verified: false }, 'isn’t confirmed in Discord'],
    ['an e-mail of another domain', { email: 'bob@elsewhere.test' }, 'isn’t from acme.test'],
    [
      'the e-mail of a default administrator',
      { email: 'root@acme.test' },
      'the built-in default administrator account of mdm-eu',
    ],
  ] as const)('proves nothing with %s', async (_, change, sentence) => {
    const houses = await open();
    const answer = await prove(houses, await begin(houses), change);
    expect(answer).toMatchObject({ tone: 'bad', summary: expect.stringContaining(sentence) as string });
    expect(await houses.store.people.byAccount(houses.other.account('1bob'))).toBeNull();
  });

  it('with an e-mail that another account there has already, waits for a Latchkey administrator', async () => {
    const houses = await open();
    const { house, store, other } = houses;
    await agree(houses);
    await prove(houses, await begin(houses, '1eve'), { user: '1eve' });
    await house.say('Ubob', 'link-confirm', { link: asked(houses) });
    expect(await house.say('1eve', 'mine', {}, undefined, other)).toContain('has to confirm yours with /access people');
    const [waiting] = await store.people.waiting();
    expect(waiting).toMatchObject({ account: other.account('1eve'), why: 'taken', how: 'sign-in' });
    expect(await house.say('Ulena', 'confirm-person', { waiting: waiting!.id })).toContain('You confirmed');
    expect(await store.people.byAccount(other.account('1eve'))).toMatchObject({
      how: 'sign-in',
      email: 'bob@acme.test',
    });
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
  });

  it('takes from the account that is replaced the role that came with the person', async () => {
    const target = { entitlement: 'role:mdm-eu/Operator', platform: 'discord', role: '2102', restore: false };
    const houses = await open(testCatalogue({ targets: [target] }));
    const { house, store, other } = houses;
    const roles = giveRoles(other, { '2102': 'Crew' }, house.now);
    await agree(houses);
    await house.say('Ugrace', 'grant', { kind: 'role', role: 'Operator', instance: 'mdm-eu', who: [email('bob')] });
    expect(roles.holds('1bob', '2102')).toBe(true);
    await prove(houses, await begin(houses, '1eve'), { user: '1eve' });
    await house.say('Ubob', 'link-confirm', { link: asked(houses) });
    const [waiting] = await store.people.waiting();
    await house.say('Ulena', 'confirm-person', { waiting: waiting!.id });
    expect(roles.holds('1eve', '2102')).toBe(true);
    expect(roles.holds('1bob', '2102')).toBe(false);
  });

  it('is no way round being outside in the chat that knows the e-mail', async () => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    chat.byUser.get('Ubob')!.outside = 'guest';
    const refused = await prove(houses, await begin(houses));
    expect(refused).toMatchObject({
      tone: 'bad',
      summary: expect.stringContaining('in Slack: You are outside') as string,
    });
    expect(await store.people.byAccount(other.account('1bob'))).toBeNull();
    chat.byUser.get('Ubob')!.outside = undefined as never;
    expect(await agree(houses)).toContain('Linked');
    chat.byUser.get('Ubob')!.outside = 'deactivated';
    expect(await house.say('1bob', 'mine', {}, undefined, other)).toContain('no longer active there');
  });

  it('does not link a member who left in between', async () => {
    const houses = await open();
    const state = await begin(houses);
    houses.other.byUser.get('1bob')!.outside = 'not-found';
    expect((await prove(houses, state)).tone).toBe('bad');
    expect(await houses.store.people.byAccount(houses.other.account('1bob'))).toBeNull();
  });

  it('is finished by the sweeper where the process died at it', async () => {
    const houses = await open();
    const { house, store, other } = houses;
    const state = await begin(houses);
    await prove(houses, state);
    const real = store.people.bind.bind(store.people);
    store.people.bind = () => Promise.reject(new Error('killed'));
    await expect(house.say('Ubob', 'link-confirm', { link: asked(houses) })).rejects.toThrow('killed');
    store.people.bind = real;
    house.pass(4_000);
    await house.sweep();
    expect(await store.people.byAccount(other.account('1bob'))).toMatchObject({ how: 'sign-in' });
    expect(await events(houses, 'link')).toHaveLength(1);
    expect(other.answers.at(-1)?.message.summary).toBe('Linked. bob there (Discord) is bob@acme.test now.');
  });

  it('cannot be had of who is linked by a declaration', async () => {
    const houses = await open(testCatalogue({ members: ['discord:1bob'] }));
    expect(await begin(houses)).toBe('no state');
  });
});

describe('somebody else who signs in with the e-mail of a known person (A7)', () => {
  it('takes nothing over: that person is asked first, reads what it gives, and can refuse', async () => {
    const houses = await open();
    const { house, store, chat, other } = houses;
    await house.say('Ubob', 'mine', {});
    await prove(houses, await begin(houses, '1eve'), { user: '1eve' });
    const question = chat.posts.findLast(({ channel }) => channel === 'D-Ubob')!.message;
    expect(JSON.stringify(question)).toContain(
      'eve there (Discord) will act as bob@acme.test: it can request, approve',
    );
    expect(await house.say('1eve', 'link-confirm', { link: asked(houses) }, undefined, other)).not.toContain('Linked');
    expect(await house.say('Ubob', 'link-refuse', { link: asked(houses) })).toContain('Nothing was linked');
    expect(await house.say('Ubob', 'link-confirm', { link: asked(houses) })).toContain('no longer open');
    expect(await store.people.byAccount(other.account('1eve'))).toBeNull();
    expect(other.answers.at(-1)?.message.summary).toContain('declined, so nothing was linked');
  });

  it.each([
    ['is silent for 24 hours', (_: OpenHouses) => Promise.resolve()],
    [
      'was deactivated',
      async ({ chat, house }: OpenHouses) => {
        chat.byUser.get('Ubob')!.outside = 'deactivated';
        await house.say('Ubob', 'mine', {});
      },
    ],
  ])('needs a Latchkey administrator where the person %s', async (why, before) => {
    const houses = await open();
    const { house, store, other } = houses;
    await house.say('Ubob', 'mine', {});
    await before(houses);
    await prove(houses, await begin(houses, '1eve'), { user: '1eve' });
    if (why.startsWith('is silent')) {
      await house.sweep();
      expect(await store.people.waiting()).toEqual([]);
      house.pass(24 * 3_600_000 + 4_000);
      await house.sweep();
      house.pass(4_000);
      await house.sweep();
    }
    expect(await store.people.byAccount(other.account('1eve'))).toBeNull();
    expect(await store.people.waiting()).toMatchObject([{ account: other.account('1eve'), newEmail: 'bob@acme.test' }]);
    await house.say('Ulena', 'confirm-person', { waiting: (await store.people.waiting())[0]!.id });
    const bob = await store.people.byEmail('bob@acme.test');
    expect(await store.people.byAccount(other.account('1eve'))).toMatchObject({ person: bob?.id });
  });
});

describe('who is no person yet', () => {
  const id = '3f7k2m9qx4tb';
  const product = { kind: 'console', product: 'acme-prod' };
  const account = { platform: 'discord', workspace: '', user: '1bob' };
  it.each([
    ['request', product],
    ['grant', { ...product, who: [{ kind: 'me' }] }],
    ['revoke', { ...product, who: [{ kind: 'me' }] }],
    ['revoke-confirmed', { entitlement: 'console:acme-prod', people: ['p'] }],
    ['approve', { id }],
    ['deny', { id }],
    ['cancel', { id }],
    ['give-back', { id }],
    ['check', { who: { kind: 'me' }, permission: 'console', on: 'acme-prod' }],
    ['who', product],
    ['mine', {}],
    ['pending', {}],
    ['why', { id }],
    ['audit', {}],
    ['people', {}],
    ['unlink', {}],
    ['unlink-confirmed', { ...account, since: 1 }],
    ['confirm-person', { waiting: 'w' }],
    ['separate-person', { waiting: 'w' }],
    ['refuse-person', { waiting: 'w' }],
  ])('is told kindly that %s needs a link', async (command, args) => {
    const { house, other } = await open();
    expect(await house.say('1eve', command, args, undefined, other)).toContain(
      'Your Discord account isn’t linked to a person yet. Type /access link to link it.',
    );
  });

  it('has help and link', async () => {
    const { house, other } = await open();
    expect(await house.say('1eve', 'help', {}, undefined, other)).toContain('What you can do');
    expect(await house.say('1eve', 'link', {}, undefined, other)).toContain('Sign in to Discord');
    expect(await house.say('1eve', 'link-confirm', { link: 'l' }, undefined, other)).toContain('no longer open');
  });

  it('is refused even that while they are outside', async () => {
    const { house, other } = await open();
    other.byUser.get('1eve')!.outside = 'not-found';
    expect(await house.say('1eve', 'link', {}, undefined, other)).toContain('You are outside');
    expect(await house.say('1eve', 'link', { code: 'ZZZZ-ZZZZ' }, undefined, other)).toContain('You are outside');
  });
});
