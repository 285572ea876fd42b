import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BoundAccount } from '../../src/ports/people.ts';
import { account, waitingEntry } from './store-fixtures.ts';
import type { OpenSubject, Subject } from './store-subject.ts';

/** What `Store.people` promises. */
export function peopleContract(open: OpenSubject): void {
  describe('people', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const people = () => subject.store.people;
    const bound = async (user: string, email: string, fresh: string): Promise<BoundAccount> => {
      const outcome = await people().bind(account(user), email, user, 100, fresh);
      if (outcome === 'taken') throw new Error(`${email} is taken`);
      return outcome;
    };

    it('knows nobody at first', async () => {
      expect(await people().byId('nobody')).toBeNull();
      expect(await people().byAccount(account('NOBODY'))).toBeNull();
      expect(await people().byEmail('nobody@acme.test')).toBeNull();
      expect(await people().byIds(['nobody'])).toEqual([]);
      expect(await people().byEmails(['nobody@acme.test'])).toEqual([]);
      expect(await people().byIds([])).toEqual([]);
    });

    it('makes an unproved person of an e-mail once, without regard to case (C3)', async () => {
      const made = await people().ensureEmail(' Grace@Acme.test ', 'grace');
      expect(made).toMatchObject({
        id: 'grace',
        version: 1,
        email: 'grace@acme.test',
        emails: [{ address: 'grace@acme.test', proved: false }],
        addresses: [{ address: 'grace@acme.test', state: 'typed', releasedAt: null, by: null }],
        accounts: [],
        bindings: [],
      });
      expect(await people().ensureEmail('GRACE@acme.test', 'somebody-else')).toStrictEqual(made);
      expect(await people().byId('grace')).toStrictEqual(made);
    });

    it('binds an account to the person that was granted something by e-mail, and proves it', async () => {
      await people().ensureEmail('hugo@acme.test', 'hugo');
      expect(await bound('UHUGO', 'Hugo@acme.test', 'fresh')).toStrictEqual({
        account: account('UHUGO'),
        person: 'hugo',
        email: 'hugo@acme.test',
        how: 'email',
        name: 'UHUGO',
        boundAt: 100,
        outsideSince: null,
      });
      const hugo = await people().byEmail('hugo@acme.test');
      expect(hugo?.emails).toEqual([{ address: 'hugo@acme.test', proved: true }]);
      expect(hugo?.accounts).toEqual([await people().byAccount(account('UHUGO'))]);
    });

    it('binds the same again without harm, and follows the name', async () => {
      const first = await bound('UIDA', 'ida@acme.test', 'ida');
      const again = await people().bind(account('UIDA'), 'ida@acme.test', 'Ida', 999, 'fresh');
      expect(again).toStrictEqual({ ...first, name: 'Ida' });
      expect(await people().byAccount(account('UIDA'))).toStrictEqual(again);
    });

    it('calls an e-mail taken where its person has an account in another workspace or platform (A7)', async () => {
      await bound('UJO', 'jo@acme.test', 'jo');
      for (const other of [account('UJO', 'T2'), account('1', 'G1', 'discord')]) {
        expect(await people().bind(other, 'jo@acme.test', 'Jo', 1, 'fresh')).toBe('taken');
      }
      expect((await people().byId('jo'))?.accounts).toHaveLength(1);
    });

    it('calls an e-mail taken that another account of the workspace is bound to, and writes nothing', async () => {
      await bound('UKIM', 'kim@acme.test', 'kim');
      expect(await people().bind(account('UKIM2'), 'kim@acme.test', 'Kim 2', 1, 'fresh')).toBe('taken');
      expect(await people().byAccount(account('UKIM2'))).toBeNull();
      expect((await people().byId('kim'))?.accounts).toHaveLength(1);
    });

    it('never re-binds an account by itself: it says what it is bound to', async () => {
      const first = await bound('ULEA', 'lea@acme.test', 'lea');
      expect(await people().bind(account('ULEA'), 'lea.new@acme.test', 'Lea', 1, 'fresh')).toStrictEqual(first);
      expect(await people().byEmail('lea.new@acme.test')).toBeNull();
    });

    it('gives several people at once, by id and by e-mail', async () => {
      await people().ensureEmail('mia@acme.test', 'mia');
      await people().ensureEmail('noa@acme.test', 'noa');
      const idsOf = (list: readonly { id: string }[]) => list.map((person) => person.id).sort();
      expect(idsOf(await people().byIds(['mia', 'noa', 'mia', 'nobody']))).toEqual(['mia', 'noa']);
      expect(idsOf(await people().byEmails(['NOA@acme.test', 'mia@acme.test', 'x@acme.test']))).toEqual(['mia', 'noa']);
    });

    it('marks an account as outside and inside, and says whether that changed something', async () => {
      await bound('UOLA', 'ola@acme.test', 'ola');
      expect(await people().markOutside(account('UOLA'), 500)).toBe(true);
      expect(await people().markOutside(account('UOLA'), 600)).toBe(false);
      expect((await people().byAccount(account('UOLA')))?.outsideSince).toBe(500);
      expect(await people().markOutside(account('UOLA'), null)).toBe(true);
      expect(await people().markOutside(account('UOLA'), null)).toBe(false);
      expect(await people().markOutside(account('NOBODY'), 500)).toBe(false);
    });

    it('keeps other tenants apart', async () => {
      await bound('UPIA', 'pia@acme.test', 'pia');
      expect(await subject.elsewhere.people.byEmail('pia@acme.test')).toBeNull();
      expect(await subject.elsewhere.people.byId('pia')).toBeNull();
      expect(await subject.elsewhere.people.bind(account('UPIA'), 'pia@acme.test', 'Pia', 1, 'pia-2')).toMatchObject({
        person: 'pia-2',
      });
      expect((await people().byId('pia'))?.accounts).toHaveLength(1);
    });
  });

  describe('people who wait for an administrator', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const people = () => subject.store.people;

    it('waits once an account and e-mail', async () => {
      await people().ensureEmail('once@acme.test', 'once');
      await people().ensureEmail('twice@acme.test', 'twice');
      const entry = waitingEntry({ id: 'once', account: account('UONCE'), newEmail: 'once@acme.test' });
      expect(await people().wait(entry)).toBe(true);
      expect(await people().wait({ ...entry, since: 999 })).toBe(false);
      expect(await people().waitingById('once')).toStrictEqual(entry);
      const changed = { ...entry, id: 'once-2', newEmail: 'twice@acme.test', since: 300 };
      expect(await people().wait(changed)).toBe(true);
      expect(await people().waitingFor(account('UONCE'))).toStrictEqual(changed);
      expect(await people().waitingById('once')).toBeNull();
      expect(await people().waiting()).toEqual([changed]);
      expect(await subject.elsewhere.people.waiting()).toEqual([]);
    });

    it('takes a refused entry away and moves nothing', async () => {
      await people().bind(account('UREF'), 'ref@acme.test', 'Ref', 1, 'ref');
      const entry = waitingEntry({
        id: 'refused',
        account: account('UREF'),
        person: 'ref',
        newEmail: 'ref.new@acme.test',
        why: 'changed',
      });
      await people().wait(entry);
      expect(await people().settle('refused', false, 9)).toStrictEqual(entry);
      expect(await people().settle('refused', false, 9)).toBeNull();
      expect(await people().waitingFor(account('UREF'))).toBeNull();
      expect(await people().byEmail('ref.new@acme.test')).toBeNull();
    });

    it('gives the person of the account the changed e-mail', async () => {
      await people().bind(account('UCHG'), 'chg@acme.test', 'Chg', 1, 'chg');
      const entry = waitingEntry({
        id: 'changed',
        account: account('UCHG'),
        person: 'chg',
        oldEmail: 'chg@acme.test',
        newEmail: 'Chg.New@acme.test',
        why: 'changed',
      });
      await people().wait(entry);
      expect(await people().settle('changed', true, 77)).toMatchObject({ id: 'changed' });
      expect(await people().byEmail('chg.new@acme.test')).toMatchObject({
        id: 'chg',
        email: 'chg.new@acme.test',
        emails: [{ address: 'chg.new@acme.test', proved: true }],
        accounts: [{ account: account('UCHG'), email: 'chg.new@acme.test', boundAt: 77 }],
      });
      // A8: the old one is released; nobody has it until a chat proves it, and then it is somebody else's.
      expect(await people().byEmail('chg@acme.test')).toBeNull();
      expect(await people().bind(account('UHIRE'), 'chg@acme.test', 'Hire', 90, 'hire')).toMatchObject({
        person: 'hire',
      });
    });

    it('lets the account replace the one that was bound', async () => {
      await people().bind(account('UOLD'), 'tak@acme.test', 'Old', 1, 'tak');
      await people().bind(account('UNEW'), 'own@acme.test', 'New', 1, 'own');
      await people().wait(
        waitingEntry({ id: 'taken', account: account('UNEW'), name: 'New', newEmail: 'tak@acme.test', person: 'own' }),
      );
      expect(await people().settle('taken', true, 88)).toMatchObject({ id: 'taken' });
      expect(await people().byAccount(account('UOLD'))).toBeNull();
      expect(await people().byAccount(account('UNEW'))).toMatchObject({ person: 'tak', email: 'tak@acme.test' });
      expect((await people().byId('tak'))?.accounts).toHaveLength(1);
      expect((await people().byId('own'))?.accounts).toEqual([]);
    });

    it('does not take an address for proved where an administrator vouched for it', async () => {
      await people().ensureEmail('word@acme.test', 'word');
      const entry = { id: 'word', account: account('UWORD2'), name: 'Word', newEmail: 'word@acme.test', person: null };
      await people().wait(waitingEntry({ ...entry, how: 'vouched' }));
      expect(await people().settle('word', true, 88)).toMatchObject({ id: 'word' });
      expect((await people().byAccount(account('UWORD2')))?.person).toBe('word');
      expect((await people().byId('word'))?.addresses).toMatchObject([{ state: 'typed' }]);
    });

    it('carries out one word when two administrators say different things at once', async () => {
      await people().bind(account('UTWO'), 'two@acme.test', 'Two', 1, 'two');
      await people().wait(
        waitingEntry({
          id: 'two',
          account: account('UTWO'),
          person: 'two',
          newEmail: 'two.new@acme.test',
          why: 'changed',
        }),
      );
      const [yes, no] = await Promise.all([
        subject.store.people.settle('two', true, 5),
        subject.other.people.settle('two', false, 5),
      ]);
      const moved = (await people().byEmail('two.new@acme.test')) !== null;
      expect(yes !== null && no !== null).toBe(false);
      if (yes) expect(moved).toBe(true);
      if (no) expect(moved).toBe(false);
      expect(await people().waitingFor(account('UTWO'))).toBeNull();
    });
  });
}
