import type { Enforcer } from 'casbin';
import { newCachedEnforcer, newEnforcer, newModelFromString } from 'casbin';
import { byItemRight, grants } from './grants.ts';
import type { Contender } from './contender.ts';
import type { QuestionSet } from './questions.ts';
import { heldRights, people } from './questions.ts';

/** RBAC with conditions; the cheapest comparison stands first, so that few roles are looked up. */
const model = `
[request_definition]
r = sub, act, item
[policy_definition]
p = sub, act, cond
[role_definition]
g = _, _
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && (p.sub == "*" || g(r.sub, p.sub)) && met(p.cond, r.item, r.sub)
`;

/** An item as casbin's attributes: what it is and what the person holds on it; an empty text where there is none. */
type Attributes = { kind: string; allowed: boolean; rights: readonly string[] } | '';

/** Adds policies, people and the conditions that its matcher cannot express by itself. */
async function fill(enforcer: Enforcer): Promise<void> {
  const isIn = new Set(people.flatMap(({ id, roles }) => roles.map((role) => `${id}|${role}`)));
  const conditions: Record<string, (item: Attributes, person: string) => boolean> = {
    always: () => true,
    'unless no-read': (item) => item === '' || !item.rights.includes('no-read'),
    'with write': (item) => item !== '' && item.rights.includes('write'),
    'allowed tool': (item) => item !== '' && item.kind === 'tool' && item.allowed,
    'allowed package': (item) => item !== '' && item.kind === 'package' && item.allowed,
    'unless Deny user listing': (_, person) => !isIn.has(`${person}|Deny user listing`),
    'with Editor': (_, person) => isIn.has(`${person}|Editor`),
    'read or write': (item) =>
      item !== '' &&
      !item.rights.includes('no-read') &&
      item.rights.some((right) => right === 'read' || right === 'write'),
    write: (item) => item !== '' && item.rights.includes('write'),
    'recovery-key': (item) => item !== '' && item.rights.includes('recovery-key'),
  };
  await enforcer.addFunction('met', (name: string, item: Attributes, person: string) =>
    conditions[name]!(item, person),
  );
  await enforcer.addPolicies([
    ...grants.map(({ role, permission, when }) => [role, permission, when]),
    ...byItemRight.map(({ permission, rights }) => ['*', permission, rights.join(' or ')]),
  ]);
  await enforcer.addGroupingPolicies(people.flatMap(({ id, roles }) => roles.map((role) => [id, role])));
}

const prepare = ({ questions }: QuestionSet) =>
  questions.map(({ person, permission, item }): [string, string, Attributes] => [
    person.id,
    permission,
    item === undefined
      ? ''
      : {
          kind: item.kind,
          allowed: item.allowedForHelpDesk === true,
          rights: heldRights.filter((held) => held.item === item.id).map(({ right }) => right),
        },
  ]);

/** casbin: one enforcer with all people's roles, asked synchronously, which is the faster way of the two. */
export async function enterCasbin(set: QuestionSet): Promise<Contender> {
  const enforcer = await newEnforcer(newModelFromString(model));
  await fill(enforcer);
  const prepared = prepare(set);
  const one = (index: number): boolean => enforcer.enforceSync(...prepared[index]!);
  return {
    name: 'casbin',
    setUp: 'one enforcer, roles of all people, enforceSync',
    chunk: 50,
    ask: (from, to) => {
      let allowed = 0;
      for (let index = from; index < to; index += 1) if (one(index)) allowed += 1;
      return allowed;
    },
    answer: one,
  };
}

/** casbin's cached enforcer: remembers its answers by the request's texts, and so knows no items. */
export async function enterCachedCasbin(set: QuestionSet): Promise<Contender | null> {
  const prepared = prepare(set);
  if (prepared.some(([, , item]) => item !== '')) return null;
  const enforcer = await newCachedEnforcer(newModelFromString(model));
  await fill(enforcer);
  const one = (index: number): Promise<boolean> => enforcer.enforce(...prepared[index]!);
  return {
    name: 'casbin, cached',
    setUp: 'the same in a CachedEnforcer, every answer remembered',
    chunk: 1000,
    ask: async (from, to) => {
      let allowed = 0;
      for (let index = from; index < to; index += 1) if (await one(index)) allowed += 1;
      return allowed;
    },
    answer: one,
  };
}
