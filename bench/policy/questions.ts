import { denyUserListing } from '../../src/domain/entitlement.ts';
import type { HeldItemRight, Item } from '../../src/policy/index.ts';
import { builtInRoles, permissions } from '../../src/policy/index.ts';

export interface Person {
  readonly id: string;
  readonly roles: readonly string[];
}

export interface BenchQuestion {
  readonly person: Person;
  readonly permission: string;
  readonly item: Item | undefined;
}

export interface QuestionSet {
  readonly name: string;
  readonly questions: readonly BenchQuestion[];
}

const groups = [...builtInRoles, denyUserListing];

/** A person for every single group and for every pair of groups: 18 + 153. */
export const people: readonly Person[] = groups.flatMap((first, place) => [
  { id: first, roles: [first] },
  ...groups.slice(place + 1).map((second) => ({ id: `${first} + ${second}`, roles: [first, second] })),
]);

/** The item rights that everybody here holds; `pc-5` bears none. */
export const heldRights: readonly HeldItemRight[] = [
  { item: 'pc-1', right: 'write' },
  { item: 'pc-2', right: 'no-read' },
  { item: 'pc-3', right: 'recovery-key' },
  { item: 'pc-4', right: 'read' },
];

/** The assets on which everybody here holds a right. */
export const assetsWith = (right: HeldItemRight['right']): string[] =>
  heldRights.filter((held) => held.right === right).map(({ item }) => item);

const assets: readonly Item[] = [1, 2, 3, 4, 5].map((number) => ({ id: `pc-${number}`, kind: 'asset' }));
const flagged = (kind: 'package' | 'tool'): Item[] =>
  [true, false].map((allowedForHelpDesk) => ({ id: `${kind}-${allowedForHelpDesk}`, kind, allowedForHelpDesk }));

const conditional: Readonly<Record<string, readonly Item[]>> = {
  'Reader access to the entire system': assets,
  'Edit access to asset configuration items': assets,
  'Read access to encryption recovery key': assets,
  'Activate initial installation': assets,
  'Use custom tools': flagged('tool'),
  'Distribute installation packages': flagged('package'),
};

/** Every person and every permission, without an item: 171 × 47. */
export const matrix: QuestionSet = {
  name: 'the whole matrix',
  questions: people.flatMap((person) =>
    permissions.map(({ label }) => ({ person, permission: label, item: undefined })),
  ),
};

/** Every person and every permission whose cell can depend on an item, with every item of the kind: 171 × 24. */
export const conditions: QuestionSet = {
  name: 'the cells that depend on an item',
  questions: people.flatMap((person) =>
    Object.entries(conditional).flatMap(([permission, items]) => items.map((item) => ({ person, permission, item }))),
  ),
};
