import type { Answer } from '../../domain/reason.ts';
import { holdingsIn } from '../authority/holdings.ts';
import { consoleAnswer } from '../policy-questions.ts';
import type { Directory } from '../directory.ts';
import { isProductAction, permissionOf, productActions } from './action-names.ts';
import type { Resource } from './scope.ts';
import type { Grant, Standing } from './standings.ts';

/** An answer of the policy engine, and when it stops being so; `validUntil` in ms, null: nothing that is known ends it. */
export interface Decided {
  readonly answer: Answer;
  readonly validUntil: number | null;
}

/** Decides one question by the same engine as chat. Null: there is no such action on such a resource. Pure. */
export function decideOn(
  resource: Resource,
  action: string,
  standing: Standing,
  directory: Directory,
  now: number,
): Decided | null {
  const ask = questionOf(resource, action, standing, directory);
  if (ask === null) return null;
  const inForce = standing.grants.filter(({ until }) => until === null || now < until);
  const answer = ask(inForce);
  return { answer, validUntil: answer.effect === 'allow' ? endOf(ask, inForce) : null };
}

type Ask = (grants: readonly Grant[]) => Answer;

/** The moment from which on what is left no longer allows it. */
function endOf(ask: Ask, grants: readonly Grant[]): number | null {
  const ends = [...new Set(grants.flatMap(({ until }) => until ?? []))].sort((one, other) => one - other);
  const left = (end: number) => grants.filter(({ until }) => until === null || until > end);
  return ends.find((end) => ask(left(end)).effect === 'deny') ?? null;
}

function questionOf(resource: Resource, action: string, standing: Standing, directory: Directory): Ask | null {
  if (resource.kind === 'product') {
    if (!isProductAction(action)) return null;
    const { id } = resource.product;
    const productAdministrator = directory.isAdministratorOf(id, standing.addresses);
    const right = productActions[action];
    return (grants) =>
      consoleAnswer({
        explicit: grants.some(({ entitlement }) => entitlement.kind === 'console' && entitlement.product === id),
        productAdministrator,
        right,
      });
  }
  const permission = permissionOf(action);
  const policy = directory.policy(resource.instance.id);
  if (permission === null || policy === null) return null;
  const { item, instance } = resource;
  return (grants) => {
    const { roles, itemRights } = holdingsIn(
      instance.id,
      grants.map(({ entitlement }) => entitlement),
    );
    const question = { membership: policy.membership(roles), permission, itemRights };
    return policy.decide(item === null ? question : { ...question, item });
  };
}
