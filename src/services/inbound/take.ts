import type { Hook } from '../../domain/catalogue.ts';
import { sha256 } from '../../lib/sha256.ts';
import type { ApiAnswer } from '../../ports/http.ts';
import type { TakeDelivery } from '../../ports/inbound.ts';
import type { Deps } from '../deps.ts';
import { answers } from './answers.ts';
import type { Content, DeliveryType } from './shapes.ts';
import { readContent } from './shapes.ts';

/** What is known of a delivery when it is carried out. */
export interface Carried {
  readonly hook: Hook;
  /** The sender's id of it, the same for all attempts. */
  readonly id: string;
  readonly receivedAt: number;
}

/** What becomes of one kind of delivery: an answer, or (`checked`) one that carries it out. */
export type Prepare = (
  content: Content,
  carried: Carried,
) => Promise<ApiAnswer | { readonly carryOut: () => Promise<ApiAnswer> }>;

/** Which of the hook's verbs each kind needs. */
const needs: Readonly<Record<DeliveryType, Hook['may'][number]>> = {
  'product.administrators': 'facts',
  'instance.members': 'facts',
  'item.flags': 'facts',
  'access.request': 'request',
  'ticket.bind': 'ticket',
  'ticket.closed': 'ticket',
};

/**
 * Carries out deliveries, each once. What is refused for its shape or its reach changes nothing and isn't remembered, so that
 * it can be sent again when the file or the body has been corrected; everything else is remembered for a week by its id, also
 * where two attempts come at the same moment, or a process dies in between: whatever carries it out is the same twice.
 */
export function createTakeDelivery({ store, clock }: Pick<Deps, 'store' | 'clock'>, prepare: Prepare): TakeDelivery {
  return async function take(hook, id, body) {
    const digest = sha256(body);
    const known = await store.deliveries.read(hook.id, id);
    if (known !== null && known.digest !== digest) return answers.otherBody();
    if (known !== null && known.answer !== null) return known.answer;
    const read = readContent(body);
    if (!read.ok) return answers.wrong(read.problems);
    if (!hook.may.includes(needs[read.content.type])) return answers.notYours();
    const receivedAt = clock.now();
    const prepared = await prepare(read.content, { hook, id, receivedAt });
    if (!('carryOut' in prepared)) return prepared;
    const begun = await store.deliveries.begin({ hook: hook.id, id, digest }, receivedAt);
    if (begun.digest !== digest) return answers.otherBody();
    if (begun.answer !== null) return begun.answer;
    const answer = await prepared.carryOut();
    return isForNow(answer) ? answer : store.deliveries.settle(hook.id, id, answer);
  };
}

/** Whether the same delivery may be taken later. */
function isForNow(answer: ApiAnswer): boolean {
  return 'problem' in answer && answer.problem.status === 429;
}
