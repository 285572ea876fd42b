import type { Access } from '../../domain/access.ts';
import { startAsk } from '../../domain/access.ts';
import { isLimit } from '../../domain/entitlement.ts';
import type { Text } from '../../domain/message.ts';
import type { EffectiveChange, RightChange } from '../../policy/index.ts';
import { isOfFirstRank, rankOf } from '../../policy/index.ts';
import type { Marks } from '../../words/card-facts.ts';
import type { Need } from '../access/need.ts';
import { needOf } from '../access/need.ts';
import type { Authority } from '../authority/authority.ts';
import type { Deps } from '../deps.ts';
import { words } from '../../words/index.ts';

/** Rights that a card names; the rest is a click away. */
const most = 3;

/** What an ask would change for the person: what its card says, and the whole list. */
export interface CardChange {
  /** One paragraph; null: nothing is known of it, as where the instance is retired. */
  readonly text: Text | null;
  /** How many changes the paragraph leaves out. */
  readonly more: number;
  /** Every change, a line each. */
  readonly all: readonly Text[];
  readonly marks: Marks;
  /** What it's needed for; null: nobody said. */
  readonly need: Need | null;
}

const noMarks: Marks = { isEndless: false, limit: false };
export const noChange: CardChange = { text: null, more: 0, all: [], marks: noMarks, need: null };

/** What an ask would change for the person (DESIGN §2: footnotes combine). One question to the store, for roles and items. */
export function createChanges({ directory }: Pick<Deps, 'directory'>, authority: Authority) {
  return async function changes(access: Access): Promise<CardChange> {
    const { entitlement, person } = access;
    const ask = startAsk(access);
    const isEndless = ask !== null && ask.durationMs === null && (ask.endsAt ?? null) === null;
    const marks: Marks = { isEndless, limit: isLimit(entitlement) };
    if (entitlement.kind === 'console') {
      const text = [words.card.consoleGives];
      return { ...noChange, text, all: [text], marks };
    }
    const policy = directory.policy(entitlement.instance);
    if (!policy) return { ...noChange, marks };
    const held = await authority.holdings(person.id, entitlement.instance);
    const rest = without(held, access);
    const before = { membership: policy.membership(rest.roles), itemRights: rest.itemRights };
    const after =
      entitlement.kind === 'role'
        ? { membership: policy.membership([...rest.roles, entitlement.role]), itemRights: rest.itemRights }
        : {
            membership: before.membership,
            itemRights: [...rest.itemRights, { item: entitlement.item, right: entitlement.right }],
          };
    const need = ask === null ? null : needOf(entitlement, ask, policy, rest);
    return { ...ofChange(policy.change(before, after), marks), need };
  };
}

export type Changes = ReturnType<typeof createChanges>;

/** What the person holds besides this very access. */
function without(held: Awaited<ReturnType<Authority['holdings']>>, { entitlement: own }: Access) {
  if (own.kind === 'role') return { ...held, roles: held.roles.filter((role) => role !== own.role) };
  if (own.kind === 'item') {
    return {
      ...held,
      itemRights: held.itemRights.filter((one) => one.item !== own.item || one.right !== own.right),
    };
  }
  return held;
}

/** What matters most comes first; then what rests on an asset or a second group, which nobody would guess from the name. */
export function ofChange({ nothing, rights }: EffectiveChange, marks: Marks = noMarks): CardChange {
  if (nothing) {
    const text = [words.cards.changesNothing];
    return { ...noChange, text, all: [text], marks };
  }
  const ordered = [...rights].sort(
    (one, other) =>
      rankOf(one.permission) - rankOf(other.permission) || Number(isDormant(other)) - Number(isDormant(one)),
  );
  const shown = ordered.slice(0, most);
  const more = ordered.length - shown.length;
  return {
    ...noChange,
    text: words.card.gives({
      sensitive: shown.filter(isSensitive),
      others: shown.filter((one) => !isSensitive(one)),
      more,
    }),
    more,
    all: ordered.map(words.cards.right),
    marks,
  };
}

/** A gained right of the first rank: it's always among those that a card names. */
function isSensitive({ effect, permission }: RightChange): boolean {
  return effect === 'gained' && isOfFirstRank(permission);
}

function isDormant({ conditions }: RightChange): boolean {
  return conditions !== undefined;
}
