import { describe, expect, it } from 'vitest';
import type { Limits } from '../../../src/domain/catalogue.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import type { House } from '../../support/house.ts';
import type { OpenHouse } from '../../support/open-house.ts';
import { accessesOf, email, openHouses } from '../../support/open-house.ts';

const hour = 3_600_000;
const access = { kind: 'console', product: 'acme-prod' };
const role = { kind: 'role', instance: 'mdm-eu', role: 'Reader' };
const open = openHouses(['ada', 'bob', 'cid', 'grace', 'lena']);
const defaults: Limits = {
  burst: 1_000,
  perSecond: 100,
  requestsPerHour: 3,
  requestsPerPersonPerHour: 30,
  openRequests: 20,
};

/** The clock of a house stands still: here every command has a moment of its own. */
async function say({ house }: Pick<OpenHouse, 'house'>, ...given: Parameters<House['say']>): Promise<string> {
  house.pass(1);
  return house.say(...given);
}

const limited = (change: Partial<Limits> = {}) => testCatalogue({ limits: { ...defaults, ...change } });

describe('a request/cancel loop', () => {
  it('makes at most three requests an hour, and works again after it', async () => {
    const { house, store, chat } = await open(limited());
    let told = '';
    for (let index = 0; index < 6; index++) {
      told = await say({ house }, 'Ucid', 'request', access);
      const [newest] = await accessesOf(store, 'cid');
      if (newest?.state === 'requested') await say({ house }, 'Ucid', 'cancel', { id: newest.id });
    }
    expect(await accessesOf(store, 'cid')).toHaveLength(3);
    expect(told).toBe('You’ve requested this 3 times in the last hour. You can request it again in 1 hour.');
    expect(chat.posts.filter(({ channel }) => channel === 'C0APPROVE')).toHaveLength(3);
    // Something else can still be requested.
    await say({ house }, 'Ucid', 'request', role);
    expect(await accessesOf(store, 'cid')).toHaveLength(4);
    house.pass(hour);
    await say({ house }, 'Ucid', 'request', access);
    expect(await accessesOf(store, 'cid')).toHaveLength(5);
  });

  it('counts commands once, however often their job runs', async () => {
    const { house, store } = await open(limited({ requestsPerPersonPerHour: 2 }));
    for (let index = 0; index < 5; index++) await say({ house }, 'Ucid', 'request', access, 'the same');
    await say({ house }, 'Ucid', 'request', role);
    expect(await accessesOf(store, 'cid')).toHaveLength(2);
  });
});

describe('a request that comes to nothing', () => {
  it('isn’t charged', async () => {
    const { house, store } = await open(limited({ requestsPerPersonPerHour: 2 }));
    for (let index = 0; index < 5; index++) {
      expect(await say({ house }, 'Ucid', 'request', { ...access, duration: '52w' })).toContain('The maximum is');
    }
    await say({ house }, 'Ucid', 'request', access);
    for (let index = 0; index < 5; index++) await say({ house }, 'Ucid', 'request', access);
    await say({ house }, 'Ucid', 'request', role);
    expect(await accessesOf(store, 'cid')).toHaveLength(2);
  });

  it('isn’t charged when it’s approved for less: they may request the rest', async () => {
    const { house, store } = await open(limited({ requestsPerPersonPerHour: 1 }));
    await say({ house }, 'Ucid', 'request', { ...access, duration: '2h' });
    const [first] = await accessesOf(store, 'cid');
    await say({ house }, 'Uada', 'approve', { id: first!.id, duration: '30m' });
    expect(await accessesOf(store, 'cid')).toMatchObject([{ state: 'active' }]);
    await say({ house }, 'Ucid', 'request', role);
    expect(await accessesOf(store, 'cid')).toHaveLength(2);
  });

  it('isn’t charged either when Latchkey closes it', async () => {
    const { house, store, restart } = await open(limited({ requestsPerPersonPerHour: 1 }));
    await say({ house }, 'Ucid', 'request', access);
    const later = restart({ ...limited({ requestsPerPersonPerHour: 1 }), products: [], hash: 'b'.repeat(64) });
    later.pass(1_000);
    await later.services.importCatalogue();
    await later.settle();
    expect(await accessesOf(store, 'cid')).toMatchObject([{ state: 'closed' }]);
    await say({ house: later }, 'Ucid', 'request', role);
    expect(await accessesOf(store, 'cid')).toMatchObject([{ state: 'requested' }, { state: 'closed' }]);
    expect(await say({ house: later }, 'Ucid', 'request', { ...role, role: 'Help desk' })).toContain(
      '1 request in the last hour',
    );
  });
});

describe('requests of one asker', () => {
  it('are charged to whoever asks, not to whom it is for', async () => {
    const { house, store } = await open(limited({ requestsPerPersonPerHour: 1 }));
    await say({ house }, 'Uada', 'grant', { ...access, who: [email('cid')] });
    await say({ house }, 'Ucid', 'request', role);
    expect(await accessesOf(store, 'cid')).toHaveLength(2);
    expect(await say({ house }, 'Uada', 'request', role)).toContain('You’ve made 1 request in the last hour');
  });

  it('count a list of people once, and nobody is made for a list too many', async () => {
    const { house, store } = await open(limited({ requestsPerPersonPerHour: 2 }));
    const people = (from: number) => Array.from({ length: 5 }, (_, at) => email(`new${from + at}`));
    await say({ house }, 'Uada', 'grant', { ...access, who: people(0) });
    await say({ house }, 'Uada', 'grant', { ...access, who: people(100) });
    expect(await accessesOf(store, 'new104')).toHaveLength(1);
    expect(await say({ house }, 'Uada', 'grant', { ...access, who: people(200) })).toContain('made 2 requests');
    expect(await store.people.byEmail('new200@acme.test')).toBeNull();
  });

  it('wait twenty at a time at most, of which a list is one', async () => {
    const { house, store } = await open(limited({ openRequests: 2 }));
    const editor = { ...role, role: 'Editor' };
    await say({ house }, 'Ugrace', 'grant', { ...editor, who: ['bob', 'cid', 'lena'].map(email) });
    await say({ house }, 'Ugrace', 'request', access);
    expect(await say({ house }, 'Ugrace', 'grant', { ...editor, who: [email('ada')] })).toBe(
      'You have 2 requests waiting for a decision. Cancel one (/access pending shows them), or wait until one is decided.',
    );
    const [waiting] = await accessesOf(store, 'grace');
    await say({ house }, 'Ugrace', 'cancel', { id: waiting!.id });
    await say({ house }, 'Ugrace', 'grant', { ...editor, who: [email('ada')] });
    expect((await accessesOf(store, 'ada')).map(({ state }) => state)).toContain('requested');
  });

  it('made at the same moment by two processes are one too many where one more may wait', async () => {
    const catalogue = limited({ openRequests: 1 });
    const { house, store } = await open(catalogue);
    await say({ house }, 'Ucid', 'mine', {});
    await house.call('Ucid', 'request', access);
    house.pass(1);
    await house.call('Ucid', 'request', role);
    const jobs = house.jobs.splice(0).flatMap((one) => (one.kind === 'command' ? [one.job] : []));
    // Both have looked at what waits before either has written anything.
    const looked = store.accesses.waitingBy.bind(store.accesses);
    const gate: (() => void)[] = [];
    store.accesses.waitingBy = async (...given) => {
      const found = await looked(...given);
      if (gate.length === 0) await new Promise<void>((resolve) => gate.push(resolve));
      else gate[0]?.();
      return found;
    };
    await Promise.all(jobs.map((job) => house.handlers.command(job, { attempt: 1, last: false })));
    store.accesses.waitingBy = looked;
    await house.settle();
    expect(await accessesOf(store, 'cid')).toHaveLength(1);
    const [only] = await accessesOf(store, 'cid');
    await say({ house }, 'Ucid', 'cancel', { id: only!.id });
    await say({ house }, 'Ucid', 'request', role);
    expect((await accessesOf(store, 'cid')).map(({ state }) => state).toSorted()).toEqual(['closed', 'requested']);
  });

  it('are no reason to refuse a request made again after a vote that came too late', async () => {
    const { house, store, restart } = await open(limited({ requestsPerPersonPerHour: 1, openRequests: 1 }));
    await say({ house }, 'Ucid', 'request', access);
    const catalogue = limited({ requestsPerPersonPerHour: 1, openRequests: 1 });
    const products = [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test', 'bob@acme.test'] }];
    const later = restart({ ...catalogue, products, hash: 'b'.repeat(64) });
    later.pass(1_000);
    await later.services.importCatalogue();
    await later.settle();
    const [first] = await accessesOf(store, 'cid');
    expect(await say({ house: later }, 'Ubob', 'approve', { id: first!.id })).not.toContain('You approved');
    await say({ house: later }, 'Ucid', 'request-again', { id: first!.id });
    expect((await accessesOf(store, 'cid')).map(({ state }) => state)).toEqual(['requested', 'closed']);
    expect(await say({ house: later }, 'Ucid', 'request', role)).toContain('1 request');
  });
});
