import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { account, link } from './store-fixtures.ts';
import type { OpenSubject, Subject } from './store-subject.ts';

const seven = account('7', '', 'discord');
const reply = { platform: 'discord', token: 't' };

/** What `Store.links` promises, and the part of `Store.people` that links are made of. */
export function linksContract(open: OpenSubject): void {
  describe('links', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const links = () => subject.store.links;
    const startedBy = (user: string) => ({ account: account(user), reply: null, confirmedAt: null });

    it('come back as they went in, and belong to one tenant', async () => {
      await links().start(link('one'));
      expect(await links().byId('one')).toStrictEqual(link('one'));
      expect(await subject.elsewhere.links.byId('one')).toBeNull();
      expect(await subject.elsewhere.links.live(200)).toEqual([]);
    });

    it('are one an account: a newer takes the place of the older', async () => {
      await links().start(link('older', { starter: startedBy('UREP') }));
      await links().start(link('newer', { starter: startedBy('UREP') }));
      expect((await links().byId('older'))?.state).toBe('replaced');
      expect((await links().live(200)).filter(({ starter }) => starter.account.user === 'UREP')).toHaveLength(1);
    });

    it('are one an account when two are started at once', async () => {
      const starter = startedBy('UTWO');
      await Promise.all(
        [subject.store, subject.other].map((store, n) => store.links.start(link(`two-${n}`, { starter }))),
      );
      const live = (await links().live(200)).filter(({ starter: by }) => by.account.user === 'UTWO');
      expect(live).toHaveLength(1);
    });

    it('are live until their time, and are kept after it', async () => {
      await links().start(link('timed', { starter: startedBy('UTIM'), expiresAt: 700 }));
      const ids = async (now: number) => (await links().live(now)).map(({ id }) => id);
      expect(await ids(699)).toContain('timed');
      expect(await ids(700)).not.toContain('timed');
      expect(await links().enter('timed', seven, reply, 700)).toBeNull();
      expect((await links().byId('timed'))?.state).toBe('open');
    });

    it('are entered by the named account alone, again without harm', async () => {
      await links().start(link('enter', { starter: startedBy('UENT') }));
      expect(await links().enter('enter', account('8', '', 'discord'), reply, 200)).toBeNull();
      expect(await links().enter('enter', seven, reply, 200)).toMatchObject({ state: 'entered', other: { reply } });
      expect(await links().enter('enter', seven, reply, 300)).toMatchObject({ state: 'entered' });
    });

    it('count a try once a command, and the last one once', async () => {
      await links().start(link('tries', { starter: startedBy('UTRY') }));
      expect(await links().tried('tries', 'c1', 3)).toBe('counted');
      expect(await links().tried('tries', 'c1', 3)).toBe('counted');
      expect((await links().byId('tries'))?.tries).toEqual(['c1']);
      await links().tried('tries', 'c2', 3);
      const last = await Promise.all([
        subject.store.links.tried('tries', 'c3', 3),
        subject.other.links.tried('tries', 'c4', 3),
      ]);
      expect(last.toSorted()).toEqual(['counted', 'spent']);
      expect((await links().byId('tries'))?.state).toBe('spent');
      expect(await links().enter('tries', seven, reply, 200)).toBeNull();
    });

    it('are agreed when both have confirmed, in either order and at once', async () => {
      await links().start(link('both', { starter: startedBy('UBOT') }));
      expect(await links().confirm('both', 'starter', 150)).toMatchObject({
        state: 'open',
        starter: { confirmedAt: null },
      });
      await links().enter('both', seven, reply, 200);
      const seen = await Promise.all([
        subject.store.links.confirm('both', 'other', 300),
        subject.other.links.confirm('both', 'starter', 301),
      ]);
      expect(seen.some((one) => one?.state === 'agreed')).toBe(true);
      const agreed = await links().byId('both');
      expect(agreed).toMatchObject({ state: 'agreed', starter: { confirmedAt: 301 }, other: { confirmedAt: 300 } });
      expect(await links().confirm('both', 'other', 400)).toStrictEqual(agreed);
      expect(await links().refuse('both')).toBe(false);
      expect((await links().agreed(301, 10)).map(({ id }) => id)).toContain('both');
      await links().close('both', 'done');
      await links().close('both', 'refused');
      expect(await links().byId('both')).toMatchObject({
        state: 'done',
        starter: { reply: null },
        other: { reply: null },
      });
      expect(await links().agreed(9_999, 10)).toEqual([]);
    });

    it('are not confirmed late', async () => {
      await links().start(link('late', { starter: startedBy('ULAT') }));
      await links().enter('late', seven, reply, 200);
      await links().confirm('late', 'starter', 300);
      expect(await links().confirm('late', 'other', 700)).toMatchObject({ state: 'entered', agreedAt: null });
    });

    it('for signing in are used once, in time', async () => {
      const signIn = link('state', { kind: 'sign-in', other: null, secret: null, starter: startedBy('USIG') });
      await links().start(signIn);
      expect(await links().prove('state', 'a@acme.test', 700)).toBe(false);
      const used = await Promise.all([
        subject.store.links.prove('state', 'a@acme.test', 300),
        subject.other.links.prove('state', 'a@acme.test', 300),
      ]);
      expect(used.toSorted()).toEqual([false, true]);
      expect(await links().byId('state')).toMatchObject({ state: 'agreed', email: 'a@acme.test', agreedAt: 300 });
    });

    it('keep neither where answers went nor a secret once they are over', async () => {
      const from = { ...startedBy('UOVR'), reply };
      const over = { secret: null, starter: { reply: null }, other: { reply: null } };
      await links().start(link('over-replaced', { starter: from }));
      await links().start(link('over-spent', { starter: from }));
      expect(await links().byId('over-replaced')).toMatchObject({ state: 'replaced', ...over });
      expect(await links().tried('over-spent', 'c1', 1)).toBe('spent');
      expect(await links().byId('over-spent')).toMatchObject({ state: 'spent', ...over });
      await links().start(link('over-refused', { starter: from }));
      await links().enter('over-refused', seven, reply, 200);
      expect(await links().refuse('over-refused')).toBe(true);
      expect(await links().byId('over-refused')).toMatchObject({ state: 'refused', ...over });
      await links().start(link('over-late', { starter: from }));
      await links().start(link('over-late-sign-in', { kind: 'sign-in', other: null, secret: null, starter: from }));
      const [{ expiresAt }] = [(await links().byId('over-late'))!];
      await links().expire(expiresAt - 1);
      expect(await links().byId('over-late')).toMatchObject({ state: 'open', starter: { reply } });
      await links().expire(expiresAt);
      expect(await links().byId('over-late')).toMatchObject({ state: 'expired', ...over });
      expect(await links().byId('over-late-sign-in')).toMatchObject({
        state: 'expired',
        starter: { reply: null },
        other: null,
      });
      expect(await links().live(0)).toEqual(expect.not.arrayContaining([expect.objectContaining({ id: 'over-late' })]));
    });

    it('to be taken away are added once', async () => {
      const ada = { id: 'ada', label: 'ada@acme.test' };
      const gone = link('gone', {
        kind: 'unlink',
        state: 'agreed',
        secret: null,
        agreedAt: 100,
        unlink: { by: ada, person: ada, name: 'Ada', boundAt: 5 },
      });
      await links().add(gone);
      await links().add({ ...gone, at: 999 });
      expect(await links().byId('gone')).toStrictEqual(gone);
    });

    it('bound the codes that an account tries in an hour', async () => {
      const hour = 3_600_000;
      const guess = (command: string, at = 10) => links().guess('code', seven, command, at, 2);
      expect([await guess('g1'), await guess('g1'), await guess('g2'), await guess('g3')]).toEqual([
        true,
        true,
        true,
        false,
      ]);
      await links().forgive('code', seven, 'g1', 10);
      expect(await guess('g4')).toBe(true);
      expect(await guess('g5', hour)).toBe(true);
      expect(await links().guess('code', account('UADA'), 'g6', 10, 2)).toBe(true);
      expect(await links().guess('name', seven, 'g7', 10, 2)).toBe(true);
    });
  });

  describe('accounts that are linked', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const people = () => subject.store.people;

    it('belong to the person, without an e-mail, and find them', async () => {
      await people().bind(account('UADA'), 'ada@acme.test', 'Ada', 1, 'ada');
      expect(await people().link(seven, 'ada', 'Ada there', 50)).toStrictEqual({
        account: seven,
        person: 'ada',
        email: null,
        how: 'code',
        name: 'Ada there',
        boundAt: 50,
        outsideSince: null,
      });
      expect(await people().byEmail('Discord:7')).toMatchObject({ id: 'ada' });
      expect((await people().byEmails(['discord:7', 'ada@acme.test'])).map(({ id }) => id)).toEqual(['ada']);
      expect(await people().ensureEmail('discord:7', 'fresh')).toMatchObject({ id: 'ada' });
      expect((await people().linked(0, 10)).map(({ account: one }) => one)).toEqual([seven]);
      expect(await people().linked(1, 10)).toEqual([]);
    });

    it('stay where they are, and are one of a place a person', async () => {
      await people().bind(account('UBOB'), 'bob@acme.test', 'Bob', 1, 'bob');
      expect(await people().link(seven, 'bob', 'Bob', 60)).toMatchObject({ person: 'ada', boundAt: 50 });
      expect(await people().link(account('9', '', 'discord'), 'ada', 'Ada again', 60)).toBe('taken');
      expect(await people().byAccount(account('9', '', 'discord'))).toBeNull();
    });

    it('are linked by one of two who try at once', async () => {
      const eleven = account('11', '', 'discord');
      await Promise.all([
        subject.store.people.link(eleven, 'bob', 'Bob', 70),
        subject.other.people.link(eleven, 'ada', 'Ada', 70),
      ]);
      expect(await people().byAccount(eleven)).toMatchObject({ person: 'bob' });
    });

    it('are taken away as they were linked, and not as they are linked again', async () => {
      expect(await people().unbind(seven, 49)).toBe(false);
      expect(await people().unbind(seven, 50)).toBe(true);
      expect(await people().unbind(seven, 50)).toBe(false);
      expect(await people().byAccount(seven)).toBeNull();
      expect(await people().byEmail('discord:7')).toBeNull();
    });
  });
}
