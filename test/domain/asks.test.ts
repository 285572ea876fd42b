import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Access } from '../../src/domain/access.ts';
import { askById, deadlines, dueAt, isOpen, startAsk } from '../../src/domain/access.ts';
import { event } from '../../src/domain/decide/event.ts';
import type { AccessEvent } from '../../src/domain/events/index.ts';
import { evolve, fold } from '../../src/domain/events/index.ts';
import {
  ada,
  approvedBy,
  base,
  facts,
  grace,
  hour,
  hugo,
  mia,
  one,
  requested,
  start,
  startFacts,
  step,
} from './life.ts';
import { recordedEvent } from '../../src/services/in-english.ts';

/** The access after somebody asked to go on with it: what a command will do that nobody is offered yet. */
function extensionAsked(access: Access, id: string, now: number): Access {
  const ask = { id, kind: 'extend', durationMs: hour, stages: [one], heardAt: now, lapsesAt: now + 2 * hour } as const;
  return evolve(
    access,
    recordedEvent(event('requested', access.events.length + 1, facts(mia, { now }), { ask }, [])),
    base,
  );
}

function active(hours = 8): Access {
  const approved = approvedBy(requested([one], hours * hour), ada);
  return step(approved, { name: 'start' }, startFacts(approved)).access!;
}

/** The ask that an event is about. */
function askOf({ facts: said }: AccessEvent): string | null {
  const ask = 'ask' in said ? said.ask : null;
  return typeof ask === 'object' && ask !== null ? ask.id : (ask ?? null);
}

/** What an access would be if nobody had ever asked to go on with it. */
function withoutExtensions(access: Access): Access {
  const events = access.events.filter((said) => !askOf(said)?.startsWith('extend'));
  return fold(
    events.map((said, index) => ({ ...said, n: index + 1 })),
    base,
  )!;
}

describe('an ask inside an active access', () => {
  it('leaves it active when it is approved, and is found by its id', () => {
    const asked = extensionAsked(active(), 'extend-1', start);
    const { access } = step(asked, { name: 'approve', card: { ask: 'extend-1' } } as never, facts(grace));
    expect(access).toMatchObject({ state: 'active', until: start + 8 * hour });
    expect(askById(access!, 'extend-1')?.state).toBe('approved');
    expect(startAsk(access!)?.decisions.map(({ person }) => person.id)).toEqual(['ada']);
  });

  it('is decided by its own id, whichever else waits', () => {
    const both = extensionAsked(extensionAsked(active(), 'extend-1', start), 'extend-2', start);
    const { access } = step(both, { name: 'deny', card: { ask: 'extend-2' } } as never, facts(grace));
    expect(access?.asks.map(({ state }) => state)).toEqual(['approved', 'open', 'denied']);
    expect(access?.state).toBe('active');
    const gone = step(access, { name: 'approve', card: { ask: 'extend-2' } } as never, facts(grace));
    expect(gone.decided).toMatchObject({ events: [], refusal: { code: 'stale' } });
  });

  it('lapses by itself; the access goes on and ends at its own time, and open asks with it', () => {
    const asked = extensionAsked(active(), 'extend-1', start);
    expect(deadlines(asked).map(({ kind, at }) => [kind, at - start])).toEqual([
      ['lapse', 2 * hour],
      ['end', 8 * hour],
    ]);
    const later = step(asked, { name: 'look' }, startFacts(asked, { now: start + 2 * hour })).access!;
    expect(later.state).toBe('active');
    expect(askById(later, 'extend-1')?.state).toBe('lapsed');
    expect(dueAt(later)).toBe(start + 8 * hour);
    const last = extensionAsked(later, 'extend-2', start + 7 * hour);
    const ended = step(last, { name: 'look' }, startFacts(last, { now: start + 10 * hour })).access!;
    expect(ended.state).toBe('ended');
    expect(askById(ended, 'extend-2')?.state).toBe('superseded');
  });

  it('never moves the access, in whatever order things happen', () => {
    const move = fc.record({
      name: fc.constantFrom('extend', 'approve', 'deny', 'look', 'start', 'cancel', 'revoke', 'give-back'),
      actor: fc.constantFrom(mia, ada, grace, hugo),
      ask: fc.constantFrom('start', 'extend-1', 'extend-2', 'extend-3'),
      later: fc.integer({ min: 0, max: 3 * hour }),
      authority: fc.boolean(),
    });
    fc.assert(
      fc.property(fc.boolean(), fc.array(move, { maxLength: 20 }), (isActive, moves) => {
        let access = isActive ? active() : requested([one], 8 * hour);
        let now = start;
        for (const { name, actor, ask, later, authority } of moves) {
          now += later;
          if (!isOpen(access)) break;
          if (name === 'extend') {
            if (access.state === 'active' && askById(access, ask) === null) access = extensionAsked(access, ask, now);
            continue;
          }
          const isOwn = name === 'look' || name === 'start';
          const given = isOwn
            ? startFacts(access, { now })
            : facts(actor, { now, heardAt: now, ...(!authority && { authority: null }) });
          const before = access;
          access = step(before, { name, card: { ask } }, given).access ?? before;
          if (before.state === 'active' && (name === 'approve' || name === 'deny')) expect(access.state).toBe('active');
          expect(fold(access.events, base)).toEqual(access);
          const plain = withoutExtensions(access);
          for (const field of ['state', 'since', 'until', 'endedAt'] as const) expect(access[field]).toBe(plain[field]);
          expect(startAsk(access)).toEqual(startAsk(plain));
        }
      }),
      { numRuns: 500 },
    );
  });
});
