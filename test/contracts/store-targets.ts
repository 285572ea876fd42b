import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { untouched } from '../../src/ports/targets.ts';
import type { TargetNote, TargetState } from '../../src/ports/targets.ts';
import { account, doubted, requested } from './store-fixtures.ts';
import type { OpenSubject, Subject } from './store-subject.ts';

const role = '2100';
const idOf = (user: string) => `slack:T1/${user}/${role}`;
const state = (change: Partial<TargetState> = {}): TargetState => ({ ...untouched, ...change });
const full = state({
  given: { memberSince: 5 },
  count: 3,
  attempt: { count: 3, what: 'take', at: 900, restores: true },
  drift: 'taken-by-hand',
  failure: { sentence: 'The role is too high ☎️.', times: 2 },
  away: 1,
  left: true,
  person: { id: 'ada', label: 'ada@acme.test' },
  accesses: ['a1', 'a2'],
  untold: { count: 2, sentence: 'The role is too high.', what: 'failed' },
  takenBy: { id: 'p', label: 'mia@acme.test' },
});

/** What targets promise, and the notes about them on accesses. */
export function targetsContract(open: OpenSubject): void {
  describe('targets', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const targets = () => subject.store.targets;
    const look = (user: string, at: number) => targets().look(account(user), role, at);

    it('exist once, and are looked at when the earliest asked for it', async () => {
      const made = {
        id: idOf('U1'),
        account: account('U1'),
        role,
        lookAt: 500,
        asked: 1,
        claimedAt: null,
        state: state(),
      };
      expect(await look('U1', 500)).toStrictEqual(made);
      expect(await look('U1', 900)).toStrictEqual({ ...made, asked: 2 });
      expect(await look('U1', 300)).toStrictEqual({ ...made, asked: 3, lookAt: 300 });
      expect(await targets().byId(idOf('U1'))).toStrictEqual({ ...made, asked: 3, lookAt: 300 });
      expect(await subject.elsewhere.targets.byId(idOf('U1'))).toBeNull();
      expect(await targets().byId('nobody')).toBeNull();
    });

    it('are looked at by one at a time, who says when they go on', async () => {
      await look('U2', 0);
      expect(await targets().claim(idOf('U2'), 1_000, 100)).toMatchObject({ claimedAt: null, lookAt: 0 });
      expect(await subject.other.targets.claim(idOf('U2'), 1_099, 100)).toBeNull();
      expect(await targets().keep(idOf('U2'), 1_000, 1_050, 100, full)).toBe(true);
      expect(await subject.other.targets.claim(idOf('U2'), 1_149, 100)).toBeNull();
      expect(await subject.other.targets.claim(idOf('U2'), 1_150, 100)).toMatchObject({
        claimedAt: 1_050,
        state: full,
      });
      expect(await targets().keep(idOf('U2'), 1_050, 1_160, 100, state())).toBe(false);
      const late = await targets().settle(idOf('U2'), { claimedAt: 1_050, asked: 1 }, state(), null);
      expect(late).toEqual({ is: 'lost' });
      expect(await targets().byId(idOf('U2'))).toMatchObject({ claimedAt: 1_150, lookAt: 1_250, state: full });
      const done = await targets().settle(idOf('U2'), { claimedAt: 1_150, asked: 1 }, state({ count: 4 }), 7_000);
      expect(done).toEqual({ is: 'settled' });
      expect(await targets().byId(idOf('U2'))).toMatchObject({ claimedAt: null, lookAt: 7_000, state: { count: 4 } });
      expect(await targets().claim('nobody', 1, 1)).toBeNull();
    });

    it('are not settled over a look that was asked for meanwhile', async () => {
      await look('U3', 0);
      await targets().claim(idOf('U3'), 1_000, 100);
      await look('U3', 1_010);
      const again = await targets().settle(idOf('U3'), { claimedAt: 1_000, asked: 1 }, full, null);
      expect(again).toEqual({ is: 'again', asked: 2 });
      expect(await targets().byId(idOf('U3'))).toMatchObject({ claimedAt: 1_000, lookAt: 1_010, state: state() });
      expect(await targets().settle(idOf('U3'), { claimedAt: 1_000, asked: 2 }, full, null)).toEqual({ is: 'settled' });
      expect(await targets().byId(idOf('U3'))).toMatchObject({ claimedAt: null, lookAt: null, state: full });
    });

    it('are found by what is due, by account and by role', async () => {
      const { store } = subject;
      for (const [user, at] of [
        ['D1', 20],
        ['D2', 10],
        ['D3', 99],
      ] as const)
        await look(user, at);
      await store.targets.claim(idOf('D3'), 1_000, 100);
      await store.targets.settle(idOf('D3'), { claimedAt: 1_000, asked: 1 }, full, null);
      const due = await store.targets.due(20, 10);
      expect(due.filter((id) => id.includes('/D'))).toEqual([idOf('D2'), idOf('D1')]);
      expect(await store.targets.due(20, 1)).toHaveLength(1);
      expect(await subject.elsewhere.targets.due(1_000, 10)).toEqual([]);
      await store.targets.look(account('D1'), '2101', 5);
      expect((await store.targets.ofAccount(account('D1'))).map((one) => one.role)).toEqual(['2100', '2101']);
      expect((await store.targets.ofRole('slack', '2101')).map((one) => one.account.user)).toEqual(['D1']);
      expect(await store.targets.ofRole('slack', 'none')).toEqual([]);
      expect(await store.targets.rolesGiven()).toEqual([{ platform: 'slack', role }]);
      expect(await subject.elsewhere.targets.rolesGiven()).toEqual([]);
    });

    it('are made once, whoever is faster', async () => {
      const all = await Promise.all(
        [subject.store, subject.other, subject.store].map((one) => one.targets.look(account('R'), role, 1)),
      );
      expect(Math.max(...all.map((one) => one.asked))).toBe(3);
      const claims = await Promise.all(
        [subject.store, subject.other].map((one) => one.targets.claim(idOf('R'), 5, 10)),
      );
      expect(claims.filter((one) => one !== null)).toHaveLength(1);
    });
  });

  describe('notes about roles on an access', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const note = (change: Partial<TargetNote> = {}): TargetNote => ({
      platform: 'slack',
      role,
      name: 'Help desk',
      account: 'slack:T1/U1',
      is: 'given',
      sentence: null,
      ...change,
    });

    it('raise the revision and ask for the cards, once each, and leave version and events alone', async () => {
      const { accesses } = subject.store;
      const access = requested('noted');
      await accesses.save(null, access, access.events, []);
      expect(await accesses.byId('noted')).toMatchObject({ targets: [], revision: 1 });
      expect(await accesses.noteTarget('noted', note(), 10)).toBe(true);
      expect(await accesses.noteTarget('noted', note(), 11)).toBe(false);
      const failed = note({ is: 'failed', sentence: 'The role is too high.' });
      expect(await accesses.noteTarget('noted', failed, 12)).toBe(true);
      expect(await accesses.noteTarget('noted', note({ role: '2101' }), 13)).toBe(true);
      const cards = (m: number, at: number) => ({ id: `t${m}.cards`, kind: 'cards', n: 1, at });
      expect(await accesses.byId('noted')).toStrictEqual({
        access: doubted(access),
        outbox: [cards(1, 10), cards(2, 12), cards(3, 13)],
        targets: [failed, note({ role: '2101' })],
        revision: 4,
      });
      expect(await accesses.noteTarget('nobody', note(), 10)).toBe(false);
      const noted = await accesses.byId('noted');
      await accesses.redrawCards('noted', 20);
      expect(await accesses.byId('noted')).toMatchObject({ revision: (noted?.revision ?? 0) + 1 });
      await accesses.redrawCards('nobody', 20);
      expect(await subject.elsewhere.accesses.noteTarget('noted', note({ is: 'left' }), 10)).toBe(false);
    });

    it('are all there when many are written at once', async () => {
      const access = requested('many');
      const { accesses } = subject.store;
      await accesses.save(null, { ...access, person: { id: 'mia', label: 'mia@acme.test' } }, access.events, []);
      const roles = Array.from({ length: 8 }, (_, index) => `3${index}`);
      await Promise.all(
        roles.map((one, index) =>
          (index % 2 ? subject.other : subject.store).accesses.noteTarget('many', note({ role: one }), 1),
        ),
      );
      const stored = await accesses.byId('many');
      expect(stored?.targets.map((one) => one.role).sort()).toEqual(roles);
      expect(stored?.revision).toBe(9);
      expect(new Set(stored?.outbox.map((one) => one.id)).size).toBe(8);
    });
  });
}
