import type { ItemKind } from '../../domain/entitlement.ts';
import type { GroupNamed, RightsReasonArgs } from '../../domain/reasons/rights.ts';
import { and, or } from './format.ts';
import type { ReasonWords } from '../word-maps.ts';

type Instead = Pick<RightsReasonArgs['no-group'], 'givers' | 'most' | 'right'>;
type Starred = RightsReasonArgs['asset-with-right'];

const article: Readonly<Record<ItemKind, string>> = { asset: 'an asset', package: 'a package', tool: 'a tool' };

/** The reasons of tables 1 to 4 (R1 to R4, R8). */
export const rightsReasons: ReasonWords<RightsReasonArgs> = {
  'unknown-permission': () => 'No table has this permission, so nothing gives it. Write it as the row is labelled.',
  'cell-gives': ({ groups, permission, table }) => `${give(groups)} "${permission}" (table ${table}).`,
  'no-group': ({ only, permission, ...instead }) => {
    const none = only === '' ? 'Without a group there are no rights' : `${only} gives no rights`;
    return `${none}; "${permission}" comes with ${givers(instead)}.`;
  },
  'cell-lacks': ({ groups, permission, table, ...instead }) =>
    `${doNotGive(groups)} "${permission}" (table ${table}); it comes with ${givers(instead)}.`,
  'column-missing': ({ groups, columns, permission, table, ...instead }) =>
    `${doNotGive(groups)} "${permission}": table ${table} has no column for ${and(columns)}; it comes with ${givers(instead)}.`,
  'together-with': ({ group, ...cell }) => `${gives(cell)} together with ${group} (${source(cell)}).`,
  'only-together-with': ({ group, ...cell }) =>
    `${gives(cell)} only together with ${group}, so ask for ${group} as well (${source(cell)}).`,
  'hidden-by-group': ({ group, ...cell }) =>
    `${group} takes "${cell.permission}" away from everyone but Administrators. Someone with authority can take them out of it (${source(cell)}).`,
  'not-in-group': ({ group, ...cell }) => `${gives(cell)}, as they are not in ${group} (${source(cell)}).`,
  'item-needed': ({ kind, right, found, ...cell }) => {
    const condition = right === null ? 'that is allowed for help desk' : `on which they hold the item right ${right}`;
    return `${gives(cell)} only for ${article[kind]} ${condition}; ${foundAs(kind, right, found)} (${source(cell)}).`;
  },
  'item-allowed': ({ kind, item, ...cell }) =>
    `${gives(cell)} for ${kind} ${item}, which is allowed for help desk (${source(cell)}).`,
  'asset-with-right': ({ right, ...cell }) =>
    `${gives(cell)} on an asset that they have ${right} for (${source(cell)}).`,
  'holds-item-right': ({ right, item }) => `They hold the item right ${right} on ${item}.`,
  'can-be-limited': ({ limit, ...cell }) =>
    `${gives(cell)}; the item right ${limit} can limit it for single assets (${source(cell)}).`,
  'limited-for-assets': ({ limit, ...cell }) =>
    `${gives(cell)} except for assets that ${limit} limits (${source(cell)}).`,
  'limit-takes-away': ({ limit, item }) =>
    `${limit} on ${item} takes it away there. Someone with authority can end ${limit}.`,
  'item-right-gives': ({ right, item, permission }) =>
    `The item right ${right} on ${item} gives "${permission}" there.`,
  'limit-beats-right': ({ limit, right, item, permission }) =>
    `${limit ?? ''} on ${item} overrides ${right} there, so "${permission}" isn’t given. Someone with authority can end ${limit ?? ''}.`,
  'item-right-conflict': ({ wanted, held, item }) =>
    wanted === 'no-read'
      ? `They hold ${held} on ${item}, and no-read would override it. Revoke ${held} first.`
      : `no-read limits ${item} for them and overrides ${wanted}. Someone with authority needs to end no-read first.`,
};

/** `Reader (through Berlin crew)`. */
function names(groups: readonly GroupNamed[]): string {
  return and(
    groups.map(({ name, through }) => (through.length === 0 ? name : `${name} (through ${through.join(', ')})`)),
  );
}

function give(groups: readonly GroupNamed[]): string {
  return `${names(groups)} ${groups.length === 1 ? 'gives' : 'give'}`;
}

function doNotGive(groups: readonly GroupNamed[]): string {
  return `${names(groups)} ${groups.length === 1 ? 'does' : 'do'} not give`;
}

function gives({ groups, permission }: Pick<Starred, 'groups' | 'permission'>): string {
  return `${give(groups)} "${permission}"`;
}

/** `table 2, ***`: where the vendor's page says so. */
function source({ table, stars }: Pick<Starred, 'table' | 'stars'>): string {
  return `table ${table}, ${stars}`;
}

function givers({ givers: groups, most, right }: Instead): string {
  const instead = right === null ? '' : `, or for one asset with the item right ${right}`;
  return `${or(most ? [...groups, 'most other groups'] : groups)}${instead}`;
}

function foundAs(kind: ItemKind, right: string | null, found: RightsReasonArgs['item-needed']['found']): string {
  if (found.is === 'unnamed') return `say which ${kind}`;
  if (found.is === 'other-kind') return `${found.item} is ${article[found.itemKind]}`;
  return right === null
    ? `${found.item} is not, so have "Allowed for help desk" set on it`
    : `they do not hold it on ${found.item}, so ask for ${right} there`;
}
