import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { card } from './store-fixtures.ts';
import type { OpenSubject, Subject } from './store-subject.ts';

/** What cards, the catalogue's state, the installation's id and the ping promise. */
export function cardsContract(open: OpenSubject): void {
  describe('cards', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());
    const cards = () => subject.store.cards;

    it('exist once: the second is given the first', async () => {
      expect(await cards().ensure(card('once'))).toStrictEqual(card('once'));
      expect(await cards().ensure(card('once', { channel: 'C2' }))).toStrictEqual(card('once'));
      expect(await cards().ofAccess('a1')).toStrictEqual([card('once')]);
      expect(await subject.elsewhere.cards.ofAccess('a1')).toEqual([]);
    });

    it('are held by whoever has the claim, and by nobody who lost it', async () => {
      await cards().ensure(card('hold', { access: 'a9' }));
      await cards().claim(card('hold'), 1_000, 100);
      expect(await cards().hold('hold', 1_000, 1_090)).toBe(true);
      expect(await cards().claim(card('hold'), 1_150, 100)).toBeNull();
      expect(await cards().claim(card('hold'), 1_190, 100)).toMatchObject({ attemptedAt: 1_090 });
      expect(await cards().hold('hold', 1_090, 1_200)).toBe(false);
      await cards().settle('hold', 1_190, { ref: { channel: 'C1', message: 'held' } });
    });

    it('are claimed until the lease is over, and settled by whoever has the claim', async () => {
      await cards().ensure(card('claim', { access: 'a2' }));
      expect(await cards().claim(card('claim'), 1_000, 100)).toStrictEqual(card('claim', { access: 'a2' }));
      expect(await cards().claim(card('claim'), 1_099, 100)).toBeNull();
      expect(await cards().claim(card('claim'), 1_100, 100)).toMatchObject({ attemptedAt: 1_000 });
      const ref = { channel: 'C1', message: '17.1' };
      await cards().settle('claim', 1_000, { ref: { channel: 'C1', message: 'late' }, shown: 9 });
      expect(await cards().ofAccess('a2')).toMatchObject([{ ref: null, shown: 0, attemptedAt: 1_100 }]);
      await cards().settle('claim', 1_100, { ref, shown: 3 });
      expect(await cards().ofAccess('a2')).toStrictEqual([card('claim', { access: 'a2', ref, shown: 3 })]);
      expect(await cards().claim(card('claim'), 1_101, 100)).toMatchObject({ ref, attemptedAt: null });
      await cards().settle('claim', 1_101, { shown: 2 });
      expect(await cards().ofAccess('a2')).toMatchObject([{ ref, shown: 3, attemptedAt: null }]);
    });

    it('that are not stored yet are inserted by their claim, once', async () => {
      const wanted = card('first-claim', { access: 'a7' });
      expect(await cards().claim(wanted, 1_000, 100)).toStrictEqual(wanted);
      expect(await cards().ofAccess('a7')).toStrictEqual([{ ...wanted, attemptedAt: 1_000, sentSince: 1_000 }]);
      expect(await cards().claim({ ...wanted, channel: 'C2' }, 1_050, 100)).toBeNull();
      await cards().settle('first-claim', 1_000, { ref: { channel: 'C1', message: '1' }, shown: 2 });
      expect(await cards().claim({ ...wanted, channel: 'C2' }, 1_060, 100)).toMatchObject({ channel: 'C1', shown: 2 });
    });

    it('that never got into the chat are found, unless they were given up', async () => {
      for (const id of ['never', 'dead', 'fresh', 'sent', 'gone']) await cards().ensure(card(id, { access: 'a3' }));
      await cards().claim(card('dead'), 1_000, 10);
      await cards().claim(card('fresh'), 5_000, 10);
      await cards().claim(card('sent'), 1_000, 10);
      await cards().settle('sent', 1_000, { ref: { channel: 'C1', message: '1' } });
      await cards().claim(card('gone'), 1_000, 10);
      await cards().settle('gone', 1_000, { failed: 'channel_not_found' });
      const unsent = await cards().unsent(2_000, 10);
      expect(unsent.filter((one) => one.access === 'a3').map((one) => one.id)).toEqual(['never', 'dead']);
      expect(await cards().unsent(2_000, 1)).toHaveLength(1);
      expect((await cards().ofAccess('a3')).find((one) => one.id === 'gone')?.failed).toBe('channel_not_found');
    });

    it('tell which messages to persons stand as they were first sent, by what their ids begin with', async () => {
      const ref = { channel: 'D1', message: '1' };
      const told = { kind: 'notice', access: null, ask: null, ref } as const;
      await cards().ensure(card('report-a-1', told));
      await cards().ensure(card('report-b-1', told));
      await cards().ensure(card('report-edited', { ...told, shown: 1 }));
      await cards().ensure(card('report-unsent', { ...told, ref: null }));
      await cards().ensure(card('report-failed', { ...told, failed: 'channel_not_found' }));
      await cards().ensure(card('reportless', told));
      const found = await cards().unedited('report-');
      expect(found.map(({ id }) => id).sort()).toEqual(['report-a-1', 'report-b-1']);
    });

    it('tell how far each audit channel and platform is', async () => {
      expect(await cards().lastAudit('slack', 'CA', 40)).toBeNull();
      expect(await cards().lastAuditTo('slack', 40)).toBe(0);
      const audit = (id: string, to: number, channel = 'CA', platform = 'slack') =>
        cards().ensure(card(id, { kind: 'audit', platform, channel, access: null, ask: null, from: to, to }));
      await audit('audit-1', 5);
      await audit('audit-2', 12);
      await audit('audit-3', 20, 'CB');
      await audit('audit-4', 30, 'CA', 'discord');
      expect((await cards().lastAudit('slack', 'CA', 40))?.id).toBe('audit-2');
      expect(await cards().lastAuditTo('slack', 40)).toBe(20);
      expect(await cards().lastAuditTo('discord', 40)).toBe(30);
      expect((await cards().lastAudit('slack', 'CA', 11))?.id).toBe('audit-1');
      expect(await cards().lastAuditTo('discord', 29)).toBe(0);
    });
  });

  describe('the catalogue, the installation and the server', () => {
    let subject: Subject;
    beforeAll(async () => {
      subject = await open();
    });
    afterAll(() => subject.close());

    it('keeps what was last imported, written over only by who read it', async () => {
      const { catalogue } = subject.store;
      const state = (version: number) => ({
        version,
        hash: `hash-${version}`,
        members: ['role:mdm-eu/Editor grace@acme.test'],
        productAdministrators: [],
        administratorsSince: [],
        ids: ['product:acme-prod'],
        retired: ['instance:old'],
      });
      expect(await catalogue.read()).toBeNull();
      expect(await catalogue.write(1, state(2))).toBe(false);
      expect(await catalogue.write(null, state(1))).toBe(true);
      expect(await catalogue.write(null, state(1))).toBe(false);
      expect(await catalogue.write(1, state(2))).toBe(true);
      expect(await catalogue.write(1, state(3))).toBe(false);
      expect(await catalogue.read()).toStrictEqual(state(2));
      expect(await subject.elsewhere.catalogue.read()).toBeNull();
    });

    it('has one id an installation, and answers a ping', async () => {
      const id = await subject.store.installationId();
      expect(await subject.other.installationId()).toBe(id);
      expect(await subject.elsewhere.installationId()).not.toBe(id);
      await expect(subject.store.ping()).resolves.toBeUndefined();
    });
  });
}
