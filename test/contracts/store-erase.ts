import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { TypedText } from '../../src/domain/events/index.ts';
import type { EraseOf } from '../../src/ports/erase.ts';
import { chainAll } from './store-chaining.ts';
import { card, entries, event, next, outbox, requested, tenantEvent } from './store-fixtures.ts';
import type { OpenSubject, Subject } from './store-subject.ts';

const text = (value: string): TypedText => ({ salt: '00ff', value });
const reason = text('my daughter is ill');
const comment = text('sorry to hear that');
const ofAccess: EraseOf = { what: 'access', id: 'a1' };
const nobody: EraseOf = { what: 'person', id: 'nobody', labels: [] };
const nothing = { accesses: [], journal: [], entries: [], values: [], unchained: 0 };

/** What erasing typed text promises. */
export function eraseContract(open: OpenSubject): void {
  describe('typed text', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
      const { accesses, journal } = subject.store;
      const [ask] = requested('a1').asks;
      const first = requested('a1', { events: [event(1, { text: reason })], asks: [{ ...ask!, reason }] });
      const [decision] = ask!.decisions;
      const decided = { asks: [{ ...ask!, reason, decisions: [{ ...decision!, comment }] }] };
      const second = next(first, decided, { text: comment, actorId: 'ada' });
      await accesses.save(null, first, first.events, [outbox(1, 1)]);
      await accesses.save(first, second, second.events.slice(1), []);
      const other = requested('a2', { asks: [], entitlement: { kind: 'console', product: 'acme-shop' } });
      await accesses.save(null, other, other.events, []);
      await journal.append([tenantEvent('j1', { text: reason, actorId: 'grace' }), tenantEvent('j2')]);
    });
    afterAll(() => subject.close());

    it('is found once it is chained, and counted as not chained before', async () => {
      const { erase } = subject.store;
      expect(await erase.find(nobody)).toEqual(nothing);
      expect(await erase.find(ofAccess)).toEqual({ ...nothing, unchained: 2 });
      expect(await erase.unchained(ofAccess)).toEqual(['a1']);
      await chainAll(subject.store, 'a1', 2);
      expect(await erase.unchained(ofAccess)).toEqual([]);
      const found = await erase.find(ofAccess);
      expect(found).toMatchObject({ accesses: [{ id: 'a1', texts: 4 }], journal: [], unchained: 0 });
      expect(found.entries).toEqual([1, 2]);
      expect(found.values).toEqual(expect.arrayContaining([reason, comment]));
    });

    it('is found by whoever typed it and by whom it is about, also in the journal', async () => {
      const { erase, chain } = subject.store;
      const head = await chain.head();
      await chain.insert(entries(null, 2, { seq: head!.seq + 1, prev: head!.hash }));
      const about: EraseOf = { what: 'person', id: 'grace', labels: [] };
      expect(await erase.find(about)).toMatchObject({ journal: ['j1'], accesses: [{ id: 'a1', texts: 4 }] });
      expect(await erase.unchained(about)).toEqual(['a2']);
      const byAda = await erase.find({ what: 'person', id: 'ada', labels: [] });
      expect(byAda.accesses.map(({ id }) => id)).toContain('a1');
      expect(await subject.elsewhere.erase.find(about)).toEqual(nothing);
    });

    it('goes from one access in one write that asks for its cards, once, and overtakes whoever read it before', async () => {
      const { accesses, erase } = subject.store;
      const before = (await accesses.byId('a1'))!;
      await erase.eraseAccess('a1', ofAccess, 77);
      await erase.eraseAccess('a1', ofAccess, 78);
      await erase.eraseAccess('none', { what: 'access', id: 'none' }, 79);
      const { access, ...after } = (await accesses.byId('a1'))!;
      expect(access.events.map((one) => one.text)).toEqual([null, null]);
      expect(access.asks.map((one) => [one.reason, ...one.decisions.map((of) => of.comment)])).toEqual([[null, null]]);
      expect(access.version).toBe(before.access.version + 1);
      expect(after.outbox).toEqual([...before.outbox, { id: 't1.cards', kind: 'cards', n: 2, at: 77 }]);
      expect(after.revision).toBe(before.revision + 1);
      const late = next(before.access);
      expect(await accesses.save(before.access, late, late.events.slice(2), [])).toBe('clash');
    });

    it('goes from the journal and the chain, where the digests stay, and from nothing else', async () => {
      const { erase, chain, journal } = subject.store;
      const before = await chain.range(1, 9);
      await erase.eraseJournal(['j1', 'unknown']);
      await erase.eraseEntries([2, 99]);
      await erase.eraseEntries([2]);
      expect((await journal.after(0, 9)).map((one) => one.text)).toEqual([null, null]);
      const expected = before.map((entry) => (entry.seq === 2 ? { ...entry, text: null } : entry));
      expect(await chain.range(1, 9)).toStrictEqual(expected);
    });

    it('goes from what buttons carry and from notices that wait', async () => {
      const { erase, stash, notices } = subject.store;
      await stash.put('carries', JSON.stringify({ args: { reason: reason.value } }));
      await stash.put('other', JSON.stringify({ command: reason.value, args: { id: `${reason.value} 2` } }));
      const kept = { person: 'p', key: 'k', prefer: null, isReport: false, at: 1, nextAt: 5, tries: 0 };
      const message = (value: string) =>
        ({ summary: 's', tone: 'plain', blocks: [{ kind: 'quote', label: 'Reason', value }] }) as const;
      await notices.keep({ ...kept, id: 'n1', message: message(reason.value) });
      await notices.keep({ ...kept, id: 'n2', message: message(`Not ${reason.value}`) });
      const copies = await erase.copies({ accesses: [], entries: [], values: [reason] });
      expect([copies.stash.length, copies.notices.length, copies.messages]).toEqual([1, 1, []]);
      expect(await erase.copies({ accesses: [], entries: [], values: [] })).toMatchObject({ stash: [], notices: [] });
      await erase.eraseCopies(copies, [reason]);
      await erase.eraseCopies(copies, [reason]);
      expect(await stash.get('carries')).toBeNull();
      expect(await stash.get('other')).toContain(reason.value);
      const left = await notices.due(9, 9);
      expect(left.map(({ distrust }) => distrust)).toEqual([undefined, undefined]);
      expect(left.map((one) => one.message)).toEqual([message('(erased)'), message(`Not ${reason.value}`)]);
    });

    it('has what told people of an access edited, where it is there', async () => {
      const { cards, erase } = subject.store;
      const told = (id: string) => card(id, { kind: 'notice', access: null, ask: null, person: 'grace' });
      const ref = { channel: 'D1', message: '1' };
      for (const id of ['tell-a1-2-U1', 'tell-a1-2-in-slack', 'tell-a2-2-U1', 'stuck-a1-2-U1']) {
        await cards.ensure({ ...told(id), ref });
      }
      await cards.ensure(told('tell-a1-3-U1'));
      const accesses = [{ id: 'a1', texts: 1 }];
      const { messages } = await erase.copies({ accesses, entries: [], values: [] });
      expect([...messages].sort()).toEqual(['tell-a1-2-U1', 'tell-a1-2-in-slack']);
    });

    it('has the audit messages edited that show it, once the chain has lost it', async () => {
      const { cards, erase } = subject.store;
      const audit = (id: string, from: number, to: number) =>
        card(id, { kind: 'audit', access: null, ask: null, from, to });
      await cards.ensure(audit('first', 1, 2));
      await cards.ensure(audit('second', 3, 9));
      const { messages } = await erase.copies({ accesses: [], entries: [2], values: [] });
      expect(messages).toEqual(['first']);
      await erase.holdMessages(messages);
      expect(await cards.outdated(9)).toEqual([]);
      expect((await erase.copies({ accesses: [], entries: [], values: [] })).messages).toEqual(['first']);
      await erase.releaseMessages();
      await erase.releaseMessages();
      const [outdated, ...more] = await cards.outdated(9);
      expect([outdated?.id, outdated?.erasures, more]).toEqual(['first', 1, []]);

      // What was erased while it was edited has it edited again.
      await erase.holdMessages(['first']);
      await erase.releaseMessages();
      await cards.upToDate('first', 1);
      expect(await cards.outdated(9)).toMatchObject([{ id: 'first', erasures: 2 }]);
      await cards.upToDate('first', 2);
      expect(await cards.outdated(9)).toEqual([]);
    });
  });
}
