import type { Access } from '../../domain/access.ts';
import type { Text } from '../../domain/message.ts';
import type { EffectiveChange } from '../../policy/index.ts';
import type { Authority } from '../authority/authority.ts';
import type { Deps } from '../deps.ts';
import { en } from '../../words/en/index.ts';

/** Rights that a card lists; the surprising ones come first. */
const most = 10;

/** What an ask would change for the person, as lines for its card (DESIGN §2: footnotes combine). */
export function createChangeText({ directory }: Pick<Deps, 'directory'>, authority: Authority) {
  return async function changeText(access: Access): Promise<readonly Text[]> {
    const { entitlement, person } = access;
    if (entitlement.kind === 'console') {
      return en.cards.consoleGives(entitlement.product);
    }
    const policy = directory.policy(entitlement.instance);
    if (!policy) return [];
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
    return lines(policy.change(before, after));
  };
}

export type ChangeText = ReturnType<typeof createChangeText>;

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

function lines(change: EffectiveChange): readonly Text[] {
  if (change.nothing) return [[en.cards.changesNothing]];
  // What rests on an asset or a second group is what nobody would guess from the name: a dormant right that wakes.
  const surprising = [...change.rights].sort(
    (a, b) => Number(b.conditions !== undefined) - Number(a.conditions !== undefined),
  );
  const shown = surprising.slice(0, most).map(en.cards.right);
  const more = change.rights.length - shown.length;
  return more > 0 ? [...shown, [en.cards.more(more)]] : shown;
}
