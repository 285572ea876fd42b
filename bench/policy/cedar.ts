import { setFlagsFromString } from 'node:v8';
import type { EntityJson, EntityUidJson, StatefulAuthorizationCall } from '@cedar-policy/cedar-wasm/nodejs';
import { preparsePolicySet, statefulIsAuthorized } from '@cedar-policy/cedar-wasm/nodejs';
import type { Item } from '../../src/policy/index.ts';
import { permissions } from '../../src/policy/index.ts';
import type { Contender } from './contender.ts';
import type { When } from './grants.ts';
import { byItemRight, grants } from './grants.ts';
import type { Person, QuestionSet } from './questions.ts';
import { assetsWith, people } from './questions.ts';

// V8 11 (Node 20) dies with "unreachable code" when a call into WebAssembly that it has inlined is deoptimised while it
// runs. Such a call takes a millisecond here, so that not inlining it costs Cedar nothing one could measure.
if (process.versions.v8.startsWith('11.')) setFlagsFromString('--no-turbo-inline-js-wasm-calls');

const policySet = 'latchkey-bench';
const clauses: Readonly<Record<When, string>> = {
  always: '',
  'unless no-read': 'unless { principal.noRead.contains(resource) }',
  'with write': 'when { principal.write.contains(resource) }',
  'allowed tool': 'when { resource is Tool && resource.allowed }',
  'allowed package': 'when { resource is Package && resource.allowed }',
  'unless Deny user listing': 'unless { principal in Role::"Deny user listing" }',
  'with Editor': 'when { principal in Role::"Editor" }',
};
const attribute = { read: 'read', write: 'write', 'recovery-key': 'recoveryKey', 'no-read': 'noRead' } as const;

/** One policy per permission and condition, its roles in one list: the fewest and shortest policies that say it. */
function writePolicies(): string {
  const byGroups = permissions.flatMap(({ label }) =>
    (Object.keys(clauses) as When[]).flatMap((when) => {
      const roles = grants.filter((grant) => grant.permission === label && grant.when === when);
      if (roles.length === 0) return [];
      const list = roles.map(({ role }) => `Role::"${role}"`).join(', ');
      return [
        `permit (principal, action == Action::"${label}", resource) when { principal in [${list}] } ${clauses[when]};`,
      ];
    }),
  );
  const byItems = byItemRight.map(({ permission, rights, unless }) => {
    const given = rights.map((right) => `principal.${attribute[right]}.contains(resource)`).join(' || ');
    const limit = unless === null ? '' : `unless { principal.${attribute[unless]}.contains(resource) }`;
    return `permit (principal, action == Action::"${permission}", resource) when { ${given} } ${limit};`;
  });
  return [...byGroups, ...byItems].join('\n');
}

const types = { asset: 'Asset', package: 'Package', tool: 'Tool' } as const;
const uidOf = (item: Item | undefined) =>
  item === undefined ? { type: 'Instance', id: 'main' } : { type: types[item.kind], id: item.id };
const assetUids = (ids: readonly string[]) => ids.map((id) => ({ __entity: { type: 'Asset', id } }));

function entityOf({ id, roles }: Person): EntityJson {
  return {
    uid: { type: 'User', id },
    attrs: {
      read: assetUids(assetsWith('read')),
      write: assetUids(assetsWith('write')),
      recoveryKey: assetUids(assetsWith('recovery-key')),
      noRead: assetUids(assetsWith('no-read')),
    },
    parents: roles.map((role): EntityUidJson => ({ type: 'Role', id: role })),
  };
}

/** Cedar in WebAssembly: policies parsed beforehand, and of the entities only the person and the item in each call. */
export function enterCedar({ questions }: QuestionSet): Contender {
  const parsed = preparsePolicySet(policySet, { staticPolicies: writePolicies() });
  if (parsed.type === 'failure') throw new Error(parsed.errors.map(({ message }) => message).join(' '));
  const entities = new Map(people.map((person) => [person.id, entityOf(person)]));
  const prepared = questions.map(({ person, permission, item }): StatefulAuthorizationCall => ({
    principal: { type: 'User', id: person.id },
    action: { type: 'Action', id: permission },
    resource: uidOf(item),
    context: {},
    preparsedPolicySetId: policySet,
    entities: [
      entities.get(person.id)!,
      ...(item === undefined
        ? []
        : [{ uid: uidOf(item), attrs: { allowed: item.allowedForHelpDesk === true }, parents: [] }]),
    ],
  }));
  const one = (index: number): boolean => {
    const answer = statefulIsAuthorized(prepared[index]!);
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join(' '));
    return answer.response.decision === 'allow';
  };
  return {
    name: '@cedar-policy/cedar-wasm',
    setUp: 'policies parsed beforehand, entities per person in hand',
    chunk: 50,
    ask: (from, to) => {
      let allowed = 0;
      for (let index = from; index < to; index += 1) if (one(index)) allowed += 1;
      return allowed;
    },
    answer: one,
  };
}
