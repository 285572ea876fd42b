import { describe, expect, it } from 'vitest';
import type { ChainEntry } from '../../../src/domain/events/index.ts';
import { exportEntry, hashOf, linkEntries } from '../../../src/services/audit/entry.ts';
import { createAuditVerify } from '../../../src/services/audit/verify.ts';
import type { VerifyOptions } from '../../../src/services/audit/verify.ts';
import { anHourLater, storeOf, wholeTrail } from './trail.ts';
import type { Trail } from './trail.ts';

const clock = { now: () => anHourLater, sleep: () => Promise.resolve() };
const verify = (trail: Trail, options?: VerifyOptions, at = anHourLater) =>
  createAuditVerify({ store: storeOf(trail), clock: { ...clock, now: () => at }, tenant: 'main' })(options);

function changed(trail: Trail, seq: number, change: Partial<ChainEntry>): Trail {
  return { ...trail, chain: trail.chain.map((entry) => (entry.seq === seq ? { ...entry, ...change } : entry)) };
}

/** What somebody would do who can write the database and knows how the chain is made. */
function rehashed(trail: Trail, seq: number, change: Partial<ChainEntry>): Trail {
  let prev = '0'.repeat(64);
  const chain = trail.chain.map((entry) => {
    const forged = { ...entry, ...(entry.seq === seq ? change : {}), prev };
    prev = hashOf(exportEntry(forged));
    return { ...forged, hash: prev };
  });
  return { ...trail, chain };
}

describe('audit verify', () => {
  it('finds nothing wrong with a whole record, and says where it ends', async () => {
    const trail = wholeTrail();

    const report = await verify(trail);

    expect(report).toEqual({
      ok: true,
      entries: 6,
      accesses: 1,
      head: { seq: 6, hash: trail.chain[5]!.hash },
      trusted: 6,
      problems: [],
      unchained: [],
    });
  });

  it('finds an empty record whole', async () => {
    expect(await verify({ chain: [], accesses: [], journal: [] })).toMatchObject({ ok: true, entries: 0, head: null });
  });

  it('still proves a record whose typed texts were erased', async () => {
    const trail = changed(wholeTrail(), 2, { text: null });

    expect(await verify(trail)).toMatchObject({ ok: true, problems: [] });
  });

  it('names the entry whose content was changed, and only that one', async () => {
    const report = await verify(changed(wholeTrail(), 3, { actor: 'mallory@acme.test' }));

    expect(report.ok).toBe(false);
    expect(report.problems[0]).toEqual({
      id: 'access-1/2',
      seq: 3,
      sentence: 'Entry 3 (access-1/2) is broken: its hash is not that of its content.',
    });
    expect(report.problems.filter(({ seq }) => seq !== null)).toHaveLength(1);
  });

  it('names typed text that was changed', async () => {
    const report = await verify(changed(wholeTrail(), 2, { text: { salt: 'ab'.repeat(16), value: 'another reason' } }));

    expect(report.problems[0]?.sentence).toContain('its textDigest is not that of the typed text');
  });

  it('names the gap where an entry was taken out', async () => {
    const trail = wholeTrail();

    const report = await verify({ ...trail, chain: trail.chain.filter(({ seq }) => seq !== 3) });

    expect(report.problems[0]?.sentence).toContain('Entry 4 (access-1/3) is broken: entry 3 is missing before it');
  });

  it('finds what was forged with all hashes made anew, by the stored access', async () => {
    const report = await verify(rehashed(wholeTrail(), 3, { actor: 'mallory@acme.test', actorId: 'person-mallory' }));

    expect(report.problems).toEqual([
      { id: 'access-1/2', seq: null, sentence: 'The stored access differs from the chain in event access-1/2.' },
    ]);
  });

  it('finds an access that is stored otherwise than its events say', async () => {
    const trail = wholeTrail();
    const accesses = [{ ...trail.accesses[0]!, state: 'active' as const, endedAt: null, until: null }];

    const report = await verify({ ...trail, accesses });

    expect(report.problems.map(({ sentence }) => sentence)).toEqual([
      'Access access-1 is stored with another state than its events say: "active" instead of "ended".',
      expect.stringContaining('another until') as string,
      expect.stringContaining('another endedAt') as string,
      expect.stringContaining('another open') as string,
    ]);
  });

  it('finds a decision that was altered in the stored access', async () => {
    const trail = wholeTrail();
    const ask = trail.accesses[0]!.asks[0]!;
    const decisions = ask.decisions.map((one) => ({ ...one, person: { id: 'person-mallory', label: 'm@acme.test' } }));
    const accesses = [{ ...trail.accesses[0]!, asks: [{ ...ask, decisions }] }];

    expect((await verify({ ...trail, accesses })).problems[0]?.sentence).toContain('another asks');
  });

  it('finds an access that was removed', async () => {
    const report = await verify({ ...wholeTrail(), accesses: [] });

    expect(report.problems).toEqual([
      { id: 'access-1', seq: null, sentence: 'The chain has access access-1, but it is not stored: it was removed.' },
    ]);
  });

  it('finds an entry that cannot follow', async () => {
    const trail = wholeTrail();
    const [first] = trail.chain;
    const chain = [first!, ...linkEntries('main', 'access-1', trail.accesses[0]!.events.slice(1), first!)];

    const report = await verify({ ...trail, chain });

    expect(report.problems.map(({ sentence }) => sentence).join(' ')).toContain(
      "Entry 2 (access-1/2) is chained, but event access-1/1 before it isn't.",
    );
  });

  it('names events that wait for the chain longer than a minute: those of accesses and those of the tenant', async () => {
    const trail = wholeTrail();
    const short = { ...trail, chain: trail.chain.slice(0, 4) };

    const report = await verify(short);

    expect(report).toMatchObject({
      ok: false,
      problems: [],
      unchained: [
        { id: 'main/2', at: '2026-01-05T09:00:00.002Z' },
        { id: 'access-1/4', at: '2026-01-05T09:00:04.000Z' },
      ],
    });
  });

  it('lets an event wait for a minute', async () => {
    const trail = wholeTrail();
    const lastEvent = trail.accesses[0]!.events[3]!;
    const short = { ...trail, chain: trail.chain.slice(0, 4), journal: trail.journal.slice(0, 1) };

    expect(await verify(short, {}, lastEvent.at + 60_000)).toMatchObject({ ok: true, unchained: [] });
    expect(await verify(short, {}, lastEvent.at + 60_001)).toMatchObject({ ok: false });
  });

  it('notices by a noted entry that the whole record was made anew', async () => {
    const trail = wholeTrail();
    const anchor = { seq: 4, hash: trail.chain[3]!.hash };

    expect((await verify(trail, { anchors: [anchor] })).ok).toBe(true);
    const report = await verify(
      { chain: trail.chain.slice(0, 1), accesses: [], journal: trail.journal.slice(0, 1) },
      { anchors: [anchor] },
    );
    expect(report.problems[0]?.sentence).toContain('Entry 4 with the hash');
  });

  it('says which tenants there are where there is no record of the one asked for', async () => {
    const report = await createAuditVerify({
      store: storeOf({ chain: [], accesses: [], journal: [] }, ['acme', 'main']),
      clock,
      tenant: 'mian',
    })();

    expect(report.ok).toBe(false);
    expect(report.problems[0]?.sentence).toBe(
      'There is no record of the tenant mian. This database has records of: acme, main.',
    );
  });

  it('names typed text that was rewritten in the event, and in the ask', async () => {
    const trail = wholeTrail();
    const [access] = trail.accesses;
    const [asked, ...others] = access!.events;
    const forged = { salt: asked!.text!.salt, value: 'another reason' };
    const rewritten = { ...access!, events: [{ ...asked!, text: forged }, ...others] };
    const inAsk = { ...access!, asks: [{ ...access!.asks[0]!, reason: forged }] };

    expect((await verify({ ...trail, accesses: [rewritten] })).problems[0]?.sentence).toBe(
      'The typed text of event access-1/1 is not the one that was recorded.',
    );
    expect((await verify({ ...trail, accesses: [inAsk] })).problems[0]?.sentence).toContain('another asks');
  });

  it('lets typed text be erased everywhere', async () => {
    const trail = wholeTrail();
    const [access] = trail.accesses;
    const events = access!.events.map((event) => ({ ...event, text: null }));
    const asks = access!.asks.map((ask) => ({ ...ask, reason: null }));

    const report = await verify({ ...changed(trail, 2, { text: null }), accesses: [{ ...access!, events, asks }] });

    expect(report).toMatchObject({ ok: true, problems: [] });
  });

  it('names an event that is dated in the future, chained or not', async () => {
    const trail = wholeTrail();
    const before = trail.chain[0]!.at - 30_001;

    expect((await verify(trail, {}, before)).problems[0]?.sentence).toContain(
      'Entry 1 (main/1) is broken: it is dated in',
    );
    const unchained = await verify({ ...trail, chain: trail.chain.slice(0, 1) }, {}, before);
    expect(unchained.problems.map(({ sentence }) => sentence)).toContain(
      'Event access-1/1 is dated in the future (2026-01-05T09:00:01.000Z): it is void.',
    );
  });
});
