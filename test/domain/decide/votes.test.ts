import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../../src/domain/access.ts';
import { standingApprovals } from '../../../src/domain/access.ts';
import { termsDigest } from '../../../src/domain/terms-digest.ts';
import type { Facts } from '../../../src/domain/decide/index.ts';
import type { Entitlement } from '../../../src/domain/entitlement.ts';
import type { Length } from '../../../src/domain/moment.ts';
import type { PersonRef } from '../../../src/domain/identity.ts';
import type { HumanFacts } from '../../../src/domain/one-human.ts';
import type { Stage } from '../../../src/domain/catalogue.ts';
import { countAsOne, strangers } from '../../../src/domain/one-human.ts';
import {
  ada,
  approvedBy,
  facts,
  grace,
  hour,
  hugo,
  mia,
  one,
  person,
  requested,
  start,
  startFacts,
  step,
  two,
} from '../life.ts';
import { reason } from '../../../src/domain/reason.ts';

const sharing = (...people: PersonRef[]): { humans: HumanFacts } => ({
  humans: { ...strangers, shared: [people.map(({ id }) => id)] },
});
const refusalOf = (access: Access | null, name: 'approve' | 'deny' | 'revoke' | 'cancel', given: Facts) =>
  step(access, { name }, given).decided.refusal;

describe('somebody who counts as one with another (A7)', () => {
  it('does not approve what the other requested, was requested for, or approved', () => {
    expect(refusalOf(requested(), 'approve', facts(ada, sharing(ada, mia)))).toMatchObject({
      code: 'own-access',
      because: [{ rule: 'A7' }],
    });
    const granted = step(
      null,
      { name: 'grant' },
      facts(grace, { rule: { ...facts(ada).rule!, stages: [two] } }),
    ).access!;
    expect(refusalOf(granted, 'approve', facts(ada, sharing(ada, grace)))?.code).toBe('already-voiced');
    const first = approvedBy(requested([one, one]), ada);
    expect(refusalOf(first, 'approve', facts(grace, sharing(ada, grace)))?.sentence).toContain(
      'ada@acme.test already approved',
    );
    expect(approvedBy(first, hugo).state).toBe('approved');
  });

  it('does not grant to the other', () => {
    expect(step(null, { name: 'grant' }, facts(ada, sharing(ada, mia))).decided.refusal?.code).toBe('own-access');
  });

  it('ends no limit of the other (A6), and denies or ends everything else', () => {
    const limit: Entitlement = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' };
    const granted = step(null, { name: 'grant' }, facts(grace, { entitlement: limit })).access!;
    const active = step(granted, { name: 'start' }, startFacts(granted, { entitlement: limit })).access!;
    const both = { ...sharing(ada, mia), entitlement: limit };
    expect(refusalOf(active, 'revoke', facts(ada, both))?.code).toBe('limit');
    expect(refusalOf(granted, 'cancel', facts(ada, { ...both, actorIsLatchkeyAdministrator: true }))?.code).toBe(
      'limit',
    );
    expect(step(active, { name: 'revoke' }, facts(grace, { entitlement: limit })).access?.state).toBe('ended');
    expect(step(requested(), { name: 'deny' }, facts(ada, sharing(ada, mia))).access?.state).toBe('closed');
  });

  it('loses an approval that was given before, when it starts', () => {
    const approved = approvedBy(approvedBy(requested([two]), ada), grace);
    const again = step(approved, { name: 'start' }, startFacts(approved, sharing(ada, grace))).access!;
    expect(again.state).toBe('requested');
    expect(again.asks[0]?.decisions.map((decision) => decision.void?.why)).toEqual([
      undefined,
      'grace@acme.test approved, but counts as one person with ada@acme.test.',
    ]);
    expect(again.events.at(-1)?.because).toMatchObject([{ rule: 'A7' }]);
  });
});

describe('a grant to somebody whom the granter named by an address (C3, A7)', () => {
  const named = { humans: { ...strangers, typed: [{ person: mia.id, by: ada.id }] } };

  it('is a grant to somebody else where one approval is enough', () => {
    const granted = step(null, { name: 'grant' }, facts(ada, named)).access!;
    expect(granted.state).toBe('approved');
    expect(step(granted, { name: 'start' }, startFacts(granted, named)).access?.state).toBe('active');
  });

  it('waits for two others where two have to approve', () => {
    const rule = { ...facts(ada).rule!, stages: [two] };
    const granted = step(null, { name: 'grant' }, facts(ada, { ...named, rule })).access!;
    expect(granted.asks[0]?.decisions).toEqual([]);
    expect(refusalOf(granted, 'approve', facts(ada, named))?.code).toBe('own-access');
    expect(approvedBy(approvedBy(granted, grace, named), hugo, named).state).toBe('approved');
  });

  it('lets neither approve for the other', () => {
    expect(refusalOf(requested(), 'approve', facts(ada, named))?.code).toBe('own-access');
  });
});

describe('whoever came after the ask was opened (A7)', () => {
  it('has no vote in it, nor has newer authority; that is recorded once', () => {
    const { decided, access } = step(requested(), { name: 'approve' }, facts(ada, { actorKnownInTime: false }));
    expect(decided.refusal).toMatchObject({ code: 'too-new', because: [{ rule: 'A7' }] });
    expect(access?.events.at(-1)).toMatchObject({ event: 'refused', facts: { code: 'too-new' } });
    expect(refusalOf(requested(), 'approve', facts(ada, { authorityInTime: false }))?.code).toBe('too-new');
    expect(step(requested(), { name: 'deny' }, facts(ada, { actorKnownInTime: false })).access?.state).toBe('closed');
  });
});

describe('a decision', () => {
  it('names its ask, and decides nothing about another', () => {
    for (const ask of ['', 'extend-2']) {
      const { decided } = step(requested(), { name: 'approve', card: { ask } }, facts(ada));
      expect(decided).toMatchObject({ events: [], refusal: { code: 'stale' } });
    }
  });

  it.each(['deny', 'cancel', 'revoke', 'give-back'] as const)(
    'to %s leaves alone what was requested after it was received',
    (name) => {
      const access = approvedBy(requested(), ada);
      const early = name === 'deny' ? requested() : access;
      const actor = name === 'deny' || name === 'revoke' ? ada : mia;
      const { decided } = step(early, { name }, facts(actor, { heardAt: start - 1 }));
      expect(decided).toMatchObject({ events: [], refusal: { code: 'stale' } });
      expect(step(early, { name }, facts(actor)).access?.state).toBe('closed');
    },
  );
});

describe('a void approval', () => {
  it('does not lengthen the ask, however often; when its time is over it lapses at once', () => {
    const lapse = start + 72 * hour;
    let access = approvedBy(requested(), ada);
    const lost = {
      approvers: new Map([['ada', { void: reason('A3', 'approver-without-authority', { label: 'ada' }) }]]),
    };
    access = step(access, { name: 'start' }, startFacts(access, { ...lost, now: lapse - hour })).access!;
    expect(access).toMatchObject({ state: 'requested', asks: [{ lapsesAt: lapse }] });
    access = approvedBy(access, ada, { now: lapse - 1 });
    const over = step(access, { name: 'start' }, startFacts(access, { ...lost, now: lapse + 1 }));
    expect(over.access).toMatchObject({ state: 'closed', asks: [{ state: 'lapsed' }] });
    expect(over.decided.events.map((event) => event.event)).toEqual(['refused', 'lapsed']);
  });
});

describe('an access until a moment that was typed', () => {
  const endsAt = start + 2 * hour;
  const asked = () =>
    step(null, { name: 'request', durationMs: 'default', endsAt }, facts(mia, { authority: null })).access!;

  it('ends then, whenever it started', () => {
    const approved = approvedBy(asked(), ada);
    expect(step(approved, { name: 'start' }, startFacts(approved, { now: start + hour })).access).toMatchObject({
      state: 'active',
      until: endsAt,
    });
  });

  it('lapses then when nobody decided, and says that it was late when it was approved', () => {
    const nobody = step(asked(), { name: 'look' }, startFacts(asked(), { now: endsAt }));
    expect(nobody.access?.asks[0]?.state).toBe('lapsed');
    expect(nobody.decided.events[0]?.facts).not.toHaveProperty('sentence');
    const approved = approvedBy(asked(), ada);
    for (const name of ['start', 'look'] as const) {
      const late = step(approved, { name }, startFacts(approved, { now: endsAt }));
      expect(late.access?.asks[0]?.state).toBe('lapsed');
      expect(late.decided.events[0]).toMatchObject({
        facts: { sentence: expect.stringContaining('couldn’t be started before') },
      });
    }
  });

  it('is refused when it has passed, or is further than the rule allows', () => {
    const refused = (moment: number) =>
      step(null, { name: 'request', durationMs: 'default', endsAt: moment }, facts(mia)).decided.refusal?.code;
    expect(refused(start)).toBe('too-long');
    expect(refused(start + 721 * hour)).toBe('too-long');
  });
});

const three: Stage = { of: { kind: 'authority' }, count: 3 };

describe('several approvals for less than was requested', () => {
  const by = (access: Access, actor: PersonRef, length: Length) =>
    step(access, { name: 'approve', card: { ask: 'start' }, less: length }, facts(actor));

  it('end it with the shortest duration or the earliest moment, and none makes it longer again', () => {
    const until = by(requested([three]), ada, { endsAt: start + 4 * hour }).access!;
    const hourLong = by(until, grace, { durationMs: hour }).access!;
    expect(by(hourLong, hugo, { durationMs: 3 * hour }).decided.refusal?.code).toBe('too-long');
    const approved = by(hourLong, hugo, { durationMs: hour }).access!;
    expect(step(approved, { name: 'start' }, startFacts(approved)).access?.until).toBe(start + hour);
    const late = startFacts(approved, { now: start + 3.5 * hour });
    expect(step(approved, { name: 'start' }, late).access?.until).toBe(start + 4 * hour);
  });
});

describe('an approval for less than was requested', () => {
  const less = (access: Access, length: Length, change: Partial<Facts> = {}) =>
    step(access, { name: 'approve', card: { ask: 'start' }, less: length }, facts(ada, change));

  it('shortens it from the start on, and says so in its reasons', () => {
    const { access, decided } = less(requested(), { durationMs: hour });
    expect(decided.events[0]).toMatchObject({ facts: { less: { durationMs: hour }, complete: true } });
    expect(decided.events[0]?.because.map(({ sentence }) => sentence).join(' ')).toContain('1 hour instead of 8 hours');
    expect(step(access, { name: 'start' }, startFacts(access!, { now: start + hour })).access?.until).toBe(
      start + 2 * hour,
    );
  });

  it('until a moment ends then, and the rest of its ask lapses then', () => {
    const { access } = less(requested([one, one]), { endsAt: start + hour });
    expect(access?.asks[0]).toMatchObject({ endsAt: start + hour, lapsesAt: start + hour, state: 'open' });
    const approved = approvedBy(access!, grace);
    expect(step(approved, { name: 'start' }, startFacts(approved, { now: start + 60_000 })).access?.until).toBe(
      start + hour,
    );
  });

  it('of an ask until a moment ends by whichever comes first', () => {
    const asked = step(null, { name: 'request', durationMs: 'default', endsAt: start + 3 * hour }, facts(mia)).access!;
    const { access } = less(asked, { durationMs: 2 * hour });
    const startAt = (now: number) => step(access, { name: 'start' }, startFacts(access!, { now })).access?.until;
    expect(startAt(start)).toBe(start + 2 * hour);
    expect(startAt(start + 2 * hour)).toBe(start + 3 * hour);
  });

  it('makes every other button stale', () => {
    const before = requested([one, one]);
    const digest = termsDigest(before, before.asks[0]!);
    const { access } = less(before, { durationMs: hour });
    const card = { ask: 'start', digest };
    expect(step(access, { name: 'approve', card }, facts(grace)).decided.refusal?.code).toBe('stale');
  });

  it('is refused for longer, for a moment that has passed, and for a limit; for as long it is an ordinary one', () => {
    expect(less(requested(), { durationMs: 9 * hour }).decided.refusal?.sentence).toContain('requested for 8 hours');
    expect(less(requested(), { durationMs: null }).decided.refusal?.code).toBe('too-long');
    expect(less(requested(), { endsAt: start + 9 * hour }).decided.refusal?.code).toBe('too-long');
    expect(less(requested(), { endsAt: start }).decided.refusal?.sentence).toContain('already passed');
    expect(less(requested(), { durationMs: 8 * hour }).decided.events[0]?.facts).not.toHaveProperty('less');
    const limit = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' } as const;
    const granted = step(
      null,
      { name: 'grant', durationMs: 2 * hour },
      facts(grace, { entitlement: limit, rule: { ...facts(ada).rule!, stages: [two] } }),
    );
    const shortened = less(granted.access!, { durationMs: hour }, { entitlement: limit });
    expect(shortened.decided.refusal).toMatchObject({ code: 'limit', because: [{ rule: 'A6' }] });
  });
});

describe('a limit', () => {
  const limit: Entitlement = { kind: 'role', instance: 'mdm-eu', role: 'Deny user listing' };

  it('is left as it is by a file and by the command line, which is recorded once (A6)', () => {
    const bySystem = facts(person('system'), { bySystem: true, authority: null, entitlement: limit });
    const imported = step(null, { name: 'import' }, bySystem).access!;
    for (const name of ['remove-import', 'revoke'] as const) {
      const { access, decided } = step(imported, { name }, bySystem);
      expect(decided.refusal?.code).toBe('limit');
      expect(access?.state).toBe('active');
      expect(step(access, { name }, bySystem).decided.events).toEqual([]);
    }
  });
});

describe('R7 at the start', () => {
  it('closes what a newly reached group asks more for, whatever the configuration did', () => {
    const rule = { ...facts(ada).rule!, stages: [two] };
    const access = approvedBy(requested(), ada);
    const closed = step(access, { name: 'start' }, startFacts(access, { rule, configuration: 'another' })).access;
    expect(closed?.state).toBe('closed');
  });
});

/** What may happen between a request and its start. */
const people = [mia, ada, grace, hugo];
const move = fc.record({
  kind: fc.constantFrom('approve', 'share', 'apart', 'start', 'look', 'lose') satisfies fc.Arbitrary<string>,
  actor: fc.constantFrom(...people),
  other: fc.constantFrom(...people),
  later: fc.integer({ min: 0, max: hour }),
});

describe('any mixture of votes, linked accounts and unlinked ones', () => {
  it('starts no access with fewer humans than its rule asks for, none of them the one it is for', () => {
    fc.assert(
      fc.property(
        fc.constantFrom([one], [two], [one, one], [two, one]),
        fc.boolean(),
        fc.array(move, { maxLength: 30 }),
        (stages, granted, moves) => {
          let humans = strangers;
          let now = start;
          const rule = { ...facts(ada).rule!, stages };
          let access = granted
            ? step(null, { name: 'grant' }, facts(ada, { rule })).access!
            : step(null, { name: 'request' }, facts(mia, { rule, authority: null })).access!;
          const openedAt = access.asks[0]!.askedAt;
          for (const { kind, actor, other, later } of moves) {
            now += later;
            if (kind === 'share') humans = { ...humans, shared: [...humans.shared, [actor.id, other.id]] };
            if (kind === 'apart') {
              humans = { ...humans, apart: [...humans.apart, { one: actor.id, other: other.id, since: now }] };
            }
            if (kind === 'approve') access = step(access, { name: 'approve' }, facts(actor, { now, humans })).access!;
            if (kind === 'look') access = step(access, { name: 'look' }, startFacts(access, { now, humans })).access!;
            if (kind === 'start' || kind === 'lose') {
              const given = startFacts(access, { now, humans });
              const lost = new Map([
                ...given.approvers,
                [actor.id, { void: reason('A3', 'approver-without-authority', { label: 'lost' }) }],
              ]);
              const before = access.state;
              access = step(access, { name: 'start' }, kind === 'lose' ? { ...given, approvers: lost } : given).access!;
              if (before !== 'active' && access.state === 'active') {
                const voters = standingApprovals(access.asks[0]!).map((decision) => decision.person.id);
                const needed = stages.reduce((sum, stage) => sum + stage.count, 0);
                const isOne = (a: string, b: string) => countAsOne(humans, a, b, openedAt);
                const distinct = voters.filter(
                  (voter, index) => !voters.slice(0, index).some((before_) => isOne(before_, voter)),
                );
                expect(distinct.length).toBeGreaterThanOrEqual(needed);
                expect(voters.some((voter) => isOne(voter, mia.id))).toBe(false);
              }
            }
            if (access.state === 'active' || access.state === 'closed') break;
          }
        },
      ),
      { numRuns: 500 },
    );
  });
});
