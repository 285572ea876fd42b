import { z } from 'zod';
import type { Client } from '../domain/catalogue.ts';
import type { Decision } from '../services/decisions/entities.ts';
import { Refused } from './answer.ts';
import type { WholeEvaluation } from './shapes.ts';
import { faultOf } from './fault.ts';
import { defaultsShape, evaluationShape, evaluationsShape } from './shapes.ts';

/** Decides one evaluation whose shape is right. */
export type Decide = (client: Client, whole: WholeEvaluation) => Promise<Decision>;

export async function evaluateOne(decide: Decide, client: Client, body: unknown): Promise<Decision> {
  const { data, error } = evaluationShape.safeParse(body);
  if (error) throw new Refused(400, faultOf(error));
  return decide(client, data);
}

/**
 * Several evaluations in one request, in their order. Without any it is a single one (§ Access Evaluations API). An item that
 * isn't whole is denied, with its error in the context. `onCount` is told how many there are, before any is decided.
 */
export async function evaluateAll(
  decide: Decide,
  client: Client,
  body: unknown,
  onCount: (count: number) => void,
): Promise<Decision | { readonly evaluations: readonly Decision[] }> {
  const { evaluations: given } = body as { evaluations?: unknown };
  if (given === undefined || (Array.isArray(given) && given.length === 0)) return evaluateOne(decide, client, body);
  const { data, error } = evaluationsShape.and(defaultsShape).safeParse(body);
  if (error) throw new Refused(400, faultOf(error));
  const { subject, action, resource, context } = data;
  onCount(data.evaluations.length);
  const semantic = data.options?.evaluations_semantic ?? 'execute_all';
  const one = async (item: unknown): Promise<Decision> => {
    const own = z.record(z.string(), z.unknown()).safeParse(item);
    // An entity of an item takes the place of the whole default.
    const whole = evaluationShape.safeParse({ subject, action, resource, context, ...own.data });
    if (!own.success || !whole.success)
      return bad(whole.success ? 'The item has to be an object.' : faultOf(whole.error));
    return decide(client, whole.data);
  };
  if (semantic === 'execute_all') return { evaluations: await Promise.all(data.evaluations.map(one)) };
  const stopAt = semantic === 'permit_on_first_permit';
  const answers: Decision[] = [];
  for (const item of data.evaluations) {
    const answer = await one(item);
    answers.push(answer);
    if (answer.decision === stopAt) break;
  }
  return { evaluations: answers };
}

function bad(message: string): Decision {
  return { decision: false, context: { error: { status: 400, message } } };
}
