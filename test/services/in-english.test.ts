import { describe, expect, it } from 'vitest';
import { decide } from '../../src/domain/decide/index.ts';
import { accessEvent } from '../../src/domain/events/index.ts';
import { asReason, reason } from '../../src/domain/reason.ts';
import { refusals } from '../../src/domain/refusals.ts';
import { recordedEvent, recordedReasons, recordedRefusal } from '../../src/services/in-english.ts';
import { ada, approvedBy, consoleProd, facts, grace, requested, startFacts, step } from '../domain/life.ts';

describe('what goes into the record', () => {
  it('has a rule, a code, arguments and the English sentence for each reason', () => {
    const { events } = step(requested(), { name: 'approve' }, facts(ada)).decided;
    expect(events[0]?.because).toEqual([
      {
        rule: 'C4',
        code: 'authority',
        args: { kind: 'implicit', access: null, until: null, of: 'console:acme-prod' },
        sentence: 'They are an administrator of acme-prod, which has console access by default (C2).',
      },
    ]);
    expect(events[0]?.facts).toMatchObject({ basis: { sentence: expect.stringContaining('administrator of') } });
    expect(events.map((one) => accessEvent.parse(one))).toEqual(events);
  });

  it('has the code, the arguments and the sentence of a refusal', () => {
    const { events } = step(requested(), { name: 'approve' }, facts(ada, { subject: ada })).decided;
    expect(events[0]?.facts).toMatchObject({
      code: 'own-access',
      args: { name: 'own-access', what: 'approve' },
      sentence: 'You can’t approve your own access. Someone else with authority needs to do it.',
    });
    expect(accessEvent.parse(events[0])).toEqual(events[0]);
  });

  it('says why an approval is void, in words and as a code', () => {
    const access = approvedBy(requested(), ada);
    const lost = reason('A3', 'approver-without-authority', { label: ada.label });
    const given = startFacts(access, { approvers: new Map([[ada.id, { void: lost }]]) });
    const { events } = step(access, { name: 'start' }, given).decided;
    expect(events[0]?.facts).toMatchObject({
      code: 'void',
      void: [
        {
          person: ada.id,
          code: lost.code,
          args: lost.args,
          why: `${ada.label} approved, but no longer has the authority.`,
        },
      ],
    });
    expect(accessEvent.parse(events[0])).toEqual(events[0]);
  });

  it('has nothing but the sentence where nothing else is known', () => {
    const old = { rule: 'C4', sentence: 'As it was said then.' } as const;
    expect(recordedReasons([asReason(old)])).toEqual([old]);
    const said = { code: 'not-inside', args: { name: 'said', sentence: 'Not here.' }, because: [] } as const;
    expect(recordedRefusal(said)).toEqual({ code: 'not-inside', sentence: 'Not here.' });
  });

  it('gives a recorded reason back as it was given', () => {
    const [first] = recordedReasons(refusals.noAuthority(consoleProd, 'approve').because);
    expect(first && recordedReasons([asReason(first)])).toEqual([first]);
  });
});

it('a decision itself has no sentence', () => {
  const waiting = requested();
  for (const actor of [ada, grace, waiting.person]) {
    const drafted = decide(waiting, { name: 'approve', card: { ask: 'start' } }, facts(actor));
    expect(JSON.stringify(drafted)).not.toContain('sentence');
    expect(JSON.stringify(drafted.events.map(recordedEvent))).toContain('sentence');
  }
});
