import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { BasisFacts } from '../../../src/domain/access.ts';
import { startAsk } from '../../../src/domain/access.ts';
import { endsTooSoon } from '../../../src/domain/ends-too-soon.ts';
import { parseLength } from '../../../src/domain/moment.ts';
import { plain } from '../../../src/domain/message.ts';
import { answerTo } from '../../../src/services/cards/answers.ts';
import { forApprover } from '../../../src/services/cards/for-approver.ts';
import { cardMessage } from '../../../src/services/cards/message.ts';
import { inLanguage } from '../../../src/words/index.ts';
import { ada, facts, hour, one, requested, start, startFacts, step } from '../../domain/life.ts';

const names = { product: () => 'ACME production', instance: () => 'Devices' };
const implicit: BasisFacts = { kind: 'implicit', access: null, until: null, of: 'console:acme-prod' };
const until = (at: number | null): BasisFacts => ({ kind: 'access', access: 'a1', until: at, of: 'console:acme-prod' });
const cardFor = (basis: BasisFacts) => {
  const access = requested([one], 4 * hour);
  return forApprover(cardMessage(access), access, { basis, names, now: start, zone: 'Europe/Berlin' });
};
const notes = ({ blocks }: ReturnType<typeof cardFor>) =>
  blocks.flatMap((block) => (block.kind === 'note' ? [plain(block.text)] : []));

describe('the card of somebody who may decide', () => {
  it.each([
    [implicit, 'You can decide because you administer ACME production.'],
    [until(null), 'You can decide because you have console access to ACME production.'],
    [
      { ...implicit, kind: 'access', of: 'role:mdm-eu/Administrator' } as const,
      'You can decide because you have the role Administrator on Devices.',
    ],
    [
      { ...implicit, kind: 'role', of: 'mdm-eu', role: { platform: 'discord', id: '7', name: 'Leads' } } as const,
      'You can decide because you have the role Leads in Discord.',
    ],
  ])('says why', (basis, sentence) => {
    expect(notes(cardFor(basis))).toContain(sentence);
    expect(notes(inLanguage('de', () => cardFor(basis))).join()).toContain('Du darfst entscheiden, weil du ');
  });

  it('offers to approve until what lets them decide ends, where that is sooner', () => {
    const card = cardFor(until(start + hour + 30_000));
    expect(card.buttons?.map(({ label }) => label)).toEqual(['Approve until 14:00', 'Approve for less…', 'Deny']);
    expect(card.buttons?.[0]?.args).toMatchObject({ duration: 'until 2026-11-22T13:00Z' });
    expect(notes(card).join()).toContain('That ends 2026-11-22 13:00, and so does what you approve.');
    expect(cardFor(until(start + 30 * hour)).buttons?.[0]?.label).toBe('Approve');
    expect(inLanguage('de', () => cardFor(until(start + hour))).buttons?.[0]?.label).toBe('Bis 14:00 genehmigen');
  });

  it('is the same for all where nothing waits any more', () => {
    const access = { ...requested(), asks: [] };
    const card = cardMessage(access);
    expect(forApprover(card, access, { basis: implicit, names, now: start, zone: 'UTC' })).toBe(card);
  });
});

it('who approves for longer than they may is told when it ends', () => {
  const basis = until(start + hour);
  const { access, decided } = step(requested([one], 4 * hour), { name: 'approve' }, facts(ada, { authority: basis }));
  const answer = answerTo({ access, events: decided.events, refusal: null, again: false });
  expect(answer.summary).toContain('It ends 2026-11-22 13:00, when your right to decide ends.');
});

it('what is offered is when it would end anyway, at most a minute sooner, and can be carried out (property)', () => {
  const length = fc.option(fc.integer({ min: 60_000, max: 720 * hour }));
  fc.assert(
    fc.property(length, fc.option(fc.integer({ min: 1, max: 720 * hour })), (durationMs, left) => {
      const basis = until(left === null ? null : start + left);
      const access = requested([one], durationMs);
      const ask = startAsk(access)!;
      const soon = endsTooSoon(ask, access.entitlement, basis, start);
      const { access: approved } = step(access, { name: 'approve' }, facts(ada, { authority: basis }));
      const given = startFacts(approved!, { approvers: new Map([[ada.id, { basis: basis as never }]]) });
      const { access: started } = step(approved, { name: 'start' }, given);
      const ends = started?.until ?? Infinity;
      const asked = durationMs === null ? Infinity : start + durationMs;
      expect(soon ?? asked).toBe(ends);
      const card = forApprover(cardMessage(access), access, { basis, names, now: start, zone: 'UTC' });
      const duration = card.buttons?.[0]?.args['duration'];
      if (typeof duration !== 'string') {
        expect(soon === null || soon - start < 60_000).toBe(true);
        return;
      }
      const read = parseLength(duration, start, 'Asia/Tokyo');
      if (!read.ok || !('endsAt' in read.length)) throw new Error(`${duration} can’t be typed`);
      expect(ends - read.length.endsAt).toBeGreaterThanOrEqual(0);
      expect(ends - read.length.endsAt).toBeLessThan(60_000);
      const less = step(access, { name: 'approve', less: read.length }, facts(ada, { authority: basis }));
      expect(less.decided.refusal).toBeNull();
    }),
  );
});
