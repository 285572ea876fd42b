import { afterAll, beforeAll, expect, it } from 'vitest';
import { platforms } from '../../../src/chat/registry.ts';
import type { Outcome } from '../../../src/domain/call.ts';
import type { Catalogue } from '../../../src/domain/catalogue.ts';
import type { Account } from '../../../src/domain/identity.ts';
import { ChatError } from '../../../src/ports/chat.ts';
import type { Chat } from '../../../src/ports/chat.ts';
import { testCatalogue } from '../../support/catalogue.ts';
import { createFakeChat, noEmails } from '../../support/fake-chat.ts';
import type { FakeChat } from '../../support/fake-chat.ts';
import { createHouse, silent } from '../../support/house.ts';
import type { House } from '../../support/house.ts';
import { testStore } from '../../support/store.ts';
import type { TestStore } from '../../support/store.ts';
import { until } from '../../support/until.ts';
import type { Name, Place, Seat, Where } from './seat.ts';

/** For how long a client may hold a request back, in ms. */
const clientSecondMs = 1_100;

/** One refusal: what is refused, with which word, and how it must end. */
export interface FaultRow {
  readonly where: Where;
  readonly code: string;
  /** How the platform's adapter sorts it there. */
  readonly kind: 'transient' | 'blocked' | 'unreachable' | 'gone' | 'our-fault' | 'unknown';
  /** An uncertain post before, so that there is something to look up. */
  readonly afterLostPost?: boolean;
}

/**
 * Every refusal of a platform at every kind of call, before, during and after a decision: afterwards every card, notice
 * and audit message is there once and in its final state, and the administrators were told once (issue 9, Shows). One
 * world for all rows, with a clock of its own.
 */
export function platformFaults(open: () => Promise<Seat>, rows: readonly FaultRow[]): void {
  let seat: Seat;
  let test: TestStore;
  let house: House;
  let fake: FakeChat;
  /** A second chat, whose Zoe names Bob's account in the first one by what others see of it. */
  let other: FakeChat;
  let next = 0;

  beforeAll(async () => {
    [seat, test] = await Promise.all([open(), testStore()]);
    const settings = platforms.find(({ name }) => name === seat.platform)?.read(seat.env).settings;
    if (!settings) throw new Error('the variables of the seat are wrong');
    const clock = {
      now: () => (house as House | undefined)?.now() ?? Date.UTC(2026, 10, 22, 12),
      sleep: () => Promise.resolve(),
    };
    const { chat } = await settings.connect({ log: silent, clock, stash: test.store.stash, publicUrl: null });
    const accounts = new Map<string, Account>();
    for (const name of ['ada', 'sven', 'otto', 'mia'] as const) {
      const account = await chat.accountByName(seat.written(name));
      if (account) accounts.set(name, account);
    }
    // Private answers are another test's: here they'd only stand between the direct messages.
    const quiet: Chat = { ...chat, answer: () => Promise.resolve() };
    fake = {
      chat: quiet,
      answers: [],
      account: (name: string) => accounts.get(name),
      reply: (user: string) => ({ platform: seat.platform, user }),
    } as unknown as FakeChat;
    other = createFakeChat([{ user: 'Uzoe', email: 'zoe@acme.test' }], {
      ...(seat.platform === 'slack' ? noEmails : { platform: 'slack', name: 'Slack', provesEmail: true }),
      workspace: '',
    });
    house = createHouse(test.store, fake, catalogueOf(seat, rows.length), [other]);
    await house.services.importCatalogue();
    // Everybody is met.
    for (const name of ['ada', 'sven', 'otto', 'mia']) await house.call(name, 'mine', {});
    await calm();
  }, 120_000);
  afterAll(async () => {
    await seat.stop();
    await test.close();
  });

  /**
   * Lets everything happen that can happen now, and what waits for a pause of up to a minute. Discord's client sends 50
   * requests a second at most, and goes by its own clock, which no test moves: what it holds back is waited for.
   */
  async function calm(): Promise<void> {
    for (let turn = 0; turn < 4; turn++) {
      await house.settle(8);
      house.pass(61_000);
      await house.sweep();
      if (house.jobs.length === 0 && (await test.store.accesses.unsent(house.now(), 1)).length === 0) return;
      await new Promise((resolve) => setTimeout(resolve, clientSecondMs));
    }
  }

  it.each(rows)('$code at $where, before, during and after the decision', async (row) => {
    const item = `pc-${next++}`;
    const told = await countIn('otto', 'direct', row.code);
    const refused = async (act: () => Promise<unknown>): Promise<void> => {
      if (row.afterLostPost) await seat.spoil({ status: 500, applied: true, times: 1 });
      await seat.refuse(row.where, row.code, row.kind === 'our-fault' ? 1 : undefined);
      await act();
      if (row.where === 'find') await expect(findBob(item)).rejects.toBeInstanceOf(ChatError);
      await house.settle(2);
      await seat.mend();
      await calm();
    };

    await refused(() => house.call('mia', 'request', { kind: 'item', right: 'read', instance: 'mdm-eu', item }));
    const access = (await test.store.accesses.waiting(100)).find(
      ({ entitlement }) => entitlement.kind === 'item' && entitlement.item === item,
    );
    if (!access) throw new Error('the request was not decided');
    await refused(() => house.call('ada', 'approve', { id: access.id }));
    expect((await test.store.accesses.byId(access.id))?.access.state).toBe('active');
    await refused(() => house.call('mia', 'give-back', { id: access.id }));

    const stored = (await test.store.accesses.byId(access.id))!;
    expect(stored.access.state).toBe('ended');
    expect(stored.outbox).toEqual([]);
    await expectCards('approvals', item, access.id, row);
    if (row.kind !== 'unreachable') await expectCards('direct', item, access.id, row);
    await expectNotice(access.id, row);
    await expectAudit();
    const reports = (await countIn('otto', 'direct', row.code)) - told;
    expect(reports).toBeLessThanOrEqual(1);
    if (row.where === 'find') {
      const found = await until('Bob to be found', () => findBob(item));
      expect(found.message.summary).toMatch(/[2-9A-Z]{4}-[2-9A-Z]{4}/);
    }
    if (isReported(row)) expect(await countIn('otto', 'direct', row.code)).toBeGreaterThanOrEqual(1);
  });

  /** The same command however often it's tried: who names too many accounts in an hour is refused. */
  function findBob(item: string): Promise<Outcome> {
    const account = seat.written('bob').includes('@') ? seat.written('bob') : 'bob';
    return house.call('Uzoe', 'link', { account }, `find-${item}`, other);
  }

  /** Every entry of the chain stands in the audit channel once. */
  async function expectAudit(): Promise<void> {
    const head = (await test.store.chain.head())?.seq ?? 0;
    const numbers = (await seat.look('otto', 'audit')).flatMap(({ words }) => {
      const range = /Audit entr(?:y|ies) (\d+)(?:–(\d+))?/.exec(words);
      const [from, to] = [Number(range?.[1]), Number(range?.[2] ?? range?.[1])];
      return Array.from({ length: to - from + 1 }, (_, index) => from + index);
    });
    expect(numbers.sort((a, b) => a - b)).toEqual(Array.from({ length: head }, (_, index) => index + 1));
  }

  /** The card is there once, with nothing left to decide; what can't be edited any more may be left beside it. */
  async function expectCards(place: Place, item: string, id: string, { kind }: FaultRow): Promise<void> {
    const about = new RegExp(`/${item}\\b`);
    const mine = (await seat.look('sven', place)).filter(
      ({ words }) => (about.test(words) || words.includes(id)) && !words.includes('For @mia'),
    );
    const isDecided = (buttons: readonly string[]) => buttons.every((one) => one === 'Details');
    const final = mine.filter(({ words, buttons }) => words.includes(' no longer has ') && isDecided(buttons));
    expect(final, `${place}: ${mine.map(({ words }) => words).join('\n')}`).toHaveLength(1);
    if (kind !== 'gone') expect(mine).toHaveLength(1);
  }

  async function expectNotice(id: string, { kind, where }: FaultRow): Promise<void> {
    const isClosed = kind === 'unreachable' && (where === 'open' || where === 'post');
    const own = (await seat.look('mia', 'direct')).filter(({ words }) => words.includes(id));
    if (!isClosed) expect(own.map(({ words }) => words)).toHaveLength(1);
    // Whose direct messages are closed is told in the channel.
    const open = (await seat.look('sven', 'approvals')).filter(({ words }) => words.includes(id));
    const told = open.filter(({ words }) => words.includes('For @mia'));
    expect(told).toHaveLength(isClosed ? 1 : 0);
  }

  async function countIn(name: Name, place: Place, code: string): Promise<number> {
    // As the seats show them, without the platform's own marks.
    const bare = (words: string): string => words.replace(/[\\_]/g, '');
    return (await seat.look(name, place)).filter(({ words }) => bare(words).includes(`(${bare(code)})`)).length;
  }
}

/** Whether somebody has to fix something. */
function isReported({ kind, where }: FaultRow): boolean {
  return (kind === 'blocked' || kind === 'our-fault') && where !== 'look-up' && where !== 'find' && where !== 'history';
}

function catalogueOf(seat: Seat, items: number): Catalogue {
  const [instance] = testCatalogue().instances;
  const [ada, sven, otto, mia, gus] = (['ada', 'sven', 'otto', 'mia', 'gus'] as const).map((name) =>
    seat.written(name),
  );
  return testCatalogue({
    latchkey: { administrators: [otto!], auditors: [] },
    members: mia!.includes('@') ? [] : [ada!, sven!, otto!, mia!],
    products: [],
    instances: [
      {
        ...instance!,
        members: [
          { role: 'Administrator', email: ada! },
          { role: 'Administrator', email: sven! },
          // A guest is never met, so whoever could approve is looked up by this address again and again.
          ...(gus!.includes('@') ? [{ role: 'Administrator', email: gus! }] : []),
        ],
        items: Array.from({ length: items }, (_, n) => ({ id: `pc-${n}`, kind: 'asset', allowedForHelpDesk: false })),
      },
    ],
    channels: {
      approvals: { [seat.platform]: seat.channel('approvals') },
      audit: { [seat.platform]: seat.channel('audit') },
    },
  });
}
