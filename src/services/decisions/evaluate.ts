import type { Client } from '../../domain/catalogue.ts';
import type { Answer } from '../../domain/reason.ts';
import { words } from '../../words/index.ts';
import type { Deps } from '../deps.ts';
import { decideOn } from './decide.ts';
import type { Decision, Evaluation } from './entities.ts';
import { resourceOf } from './scope.ts';
import type { StandingOf } from './standings.ts';

/**
 * Answers one evaluation of a client. What isn't the client's, and what doesn't exist, gets the same answer. Throws
 * `StoreUnavailable` where MongoDB can't be asked: nothing older than a second decides.
 */
export function createEvaluate({ directory, clock }: Pick<Deps, 'directory' | 'clock'>, standingOf: StandingOf) {
  /** Most answers are shared (one for each membership and permission), so that their sentences are written once. */
  const sentences = new WeakMap<Answer, string>();

  return async function evaluate(client: Client, { subject, action, resource }: Evaluation): Promise<Decision> {
    const found = resourceOf(resource, client, directory);
    if (found === null) return notFound;
    const standing = await standingOf(subject);
    const decided = decideOn(found, action, standing, directory, clock.now());
    if (decided === null) return notFound;
    const { answer, validUntil } = decided;
    const [first] = answer.because;
    return {
      decision: answer.effect === 'allow',
      context: {
        reason: first?.code ?? (answer.effect === 'allow' ? 'allowed' : 'not_granted'),
        reason_user: sentenceOf(answer),
        ...(validUntil !== null && { 'latchkey.dev/valid_until': new Date(validUntil).toISOString() }),
        ...(client.may.includes('explain') && {
          'latchkey.dev/because': answer.because.map((one) => ({ ...one, sentence: words.reason(one) })),
        }),
      },
    };
  };

  function sentenceOf(answer: Answer): string {
    const written = sentences.get(answer) ?? answer.because.map(words.reason).join(' ');
    sentences.set(answer, written);
    return written;
  }
}

export type Evaluate = ReturnType<typeof createEvaluate>;

const notFound: Decision = {
  decision: false,
  context: { reason: 'not_found', reason_user: 'There is nothing here that this could be asked about.' },
};
