import type { Access } from '../access.ts';
import { isOpen } from '../access.ts';
import type { AccessEvent } from '../audit-event.ts';
import type { AskFacts } from '../evolve.ts';
import { asJson } from '../evolve.ts';
import { isLimit } from '../entitlement.ts';
import type { Reason } from '../reason.ts';
import { refusals } from '../refusals.ts';
import { event, refuse } from './record.ts';
import type { AccessCommand, Decided, Facts } from './types.ts';

/** Somebody asks for themselves. */
export function request(access: Access | null, command: AccessCommand & { name: 'request' }, facts: Facts): Decided {
  if (isLimit(facts.entitlement)) return refuse(access, facts, refusals.limitRequested());
  return ask(access, command.durationMs, facts, []);
}

/** A5: a request made for somebody else, and the granter's word is its first approval. */
export function grant(access: Access | null, command: AccessCommand & { name: 'grant' }, facts: Facts): Decided {
  if (facts.actor.id === facts.subject.id) return refuse(access, facts, refusals.ownAccess('grant'));
  if (facts.authority === null) return refuse(access, facts, refusals.noAuthority(facts.entitlement, 'grant'));
  const because: Reason[] = [
    {
      rule: 'A5',
      sentence: 'A direct grant is a request made for somebody, and the granter’s word is its first approval.',
    },
  ];
  return ask(access, command.durationMs, facts, because);
}

function ask(
  access: Access | null,
  durationMs: number | null | 'default',
  facts: Facts,
  grantBecause: readonly Reason[],
): Decided {
  if (access !== null && isOpen(access)) {
    return { events: [], refusal: refusals.alreadyOpen(access, facts.actor.id === facts.subject.id) };
  }
  if (facts.obstacle) return { events: [], refusal: facts.obstacle };
  const rule = facts.rule;
  if (rule === null) throw new Error('an ask needs the rule that binds it');
  const duration = durationMs === 'default' ? rule.defaultMs : durationMs;
  if (duration === null && !rule.always) return { events: [], refusal: refusals.noAlways(rule.maxMs) };
  if (duration !== null && rule.maxMs !== null && duration > rule.maxMs) {
    return { events: [], refusal: refusals.tooLong(rule.maxMs) };
  }
  const facts_: AskFacts = {
    id: 'start',
    kind: 'start',
    durationMs: duration,
    stages: rule.stages,
    heardAt: facts.heardAt,
    lapsesAt: facts.now + rule.lapseMs,
  };
  const asked = event('requested', 1, facts, { ask: asJson(facts_) }, [...facts.because, ...grantBecause]);
  const events: AccessEvent[] = [asked];
  if (grantBecause.length > 0 && facts.qualifies[0] === true && facts.authority !== null) {
    events.push(
      event(
        'approved',
        2,
        facts,
        {
          ask: 'start',
          stage: 0,
          basis: asJson(facts.authority),
          account: facts.actorAccount === null ? null : asJson(facts.actorAccount),
          complete: rule.stages.length === 1 && rule.stages[0]?.count === 1,
        },
        [{ rule: facts.entitlement.kind === 'console' ? 'C4' : 'R5', sentence: facts.authority.sentence }],
        false,
      ),
    );
  }
  return { events, refusal: null };
}
