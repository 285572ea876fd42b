import type { ItemKind } from '../../domain/entitlement.ts';
import type { GroupNamed, RightsReasonArgs } from '../../domain/reasons/rights.ts';
import { and, or } from './format.ts';
import type { ReasonWords } from '../word-maps.ts';

type Instead = Pick<RightsReasonArgs['no-group'], 'givers' | 'most' | 'right'>;
type Starred = RightsReasonArgs['asset-with-right'];

const article: Readonly<Record<ItemKind, string>> = { asset: 'ein Asset', package: 'ein Paket', tool: 'ein Tool' };
const which: Readonly<Record<ItemKind, string>> = {
  asset: 'welches Asset',
  package: 'welches Paket',
  tool: 'welches Tool',
};
const noun: Readonly<Record<ItemKind, string>> = { asset: 'das Asset', package: 'das Paket', tool: 'das Tool' };

/** The reasons of tables 1 to 4 (R1 to R4, R8). */
export const rightsReasons: ReasonWords<RightsReasonArgs> = {
  'unknown-permission': () =>
    'Diese Berechtigung steht in keiner Tabelle, daher gibt sie niemandem etwas. Schreibe sie so, wie die Zeile heißt.',
  'cell-gives': ({ groups, permission, table }) => `${give(groups)} "${permission}" (Tabelle ${table}).`,
  'no-group': ({ only, permission, ...instead }) => {
    const none = only === '' ? 'Ohne Gruppe gibt es keine Rechte' : `${only} gibt keine Rechte`;
    return `${none}; "${permission}" kommt mit ${givers(instead)}.`;
  },
  'cell-lacks': ({ groups, permission, table, ...instead }) =>
    `${give(groups)} nicht "${permission}" (Tabelle ${table}); das kommt mit ${givers(instead)}.`,
  'column-missing': ({ groups, columns, permission, table, ...instead }) =>
    `${give(groups)} nicht "${permission}": Tabelle ${table} hat keine Spalte für ${and(columns)}; das kommt mit ${givers(instead)}.`,
  'together-with': ({ group, ...cell }) => `${gives(cell)} zusammen mit ${group} (${source(cell)}).`,
  'only-together-with': ({ group, ...cell }) =>
    `${gives(cell)} nur zusammen mit ${group}, frage also auch ${group} an (${source(cell)}).`,
  'hidden-by-group': ({ group, ...cell }) =>
    `${group} nimmt allen außer Administrators "${cell.permission}" weg. Wer darüber entscheiden darf, kann die Person aus der Gruppe nehmen (${source(cell)}).`,
  'not-in-group': ({ group, ...cell }) => `${gives(cell)}, weil die Person nicht in ${group} ist (${source(cell)}).`,
  'item-needed': ({ kind, right, found, ...cell }) => {
    const condition =
      right === null ? 'das für den Help desk freigegeben ist' : `auf das die Person das Recht ${right} hat`;
    return `${gives(cell)} nur für ${article[kind]}, ${condition}; ${foundAs(kind, right, found)} (${source(cell)}).`;
  },
  'item-allowed': ({ kind, item, ...cell }) =>
    `${gives(cell)} für ${noun[kind]} ${item}, das für den Help desk freigegeben ist (${source(cell)}).`,
  'asset-with-right': ({ right, ...cell }) =>
    `${gives(cell)} auf einem Asset, auf das die Person ${right} hat (${source(cell)}).`,
  'holds-item-right': ({ right, item }) => `Die Person hat das Recht ${right} auf ${item}.`,
  'can-be-limited': ({ limit, ...cell }) =>
    `${gives(cell)}; das Recht ${limit} kann es für einzelne Assets einschränken (${source(cell)}).`,
  'limited-for-assets': ({ limit, ...cell }) =>
    `${gives(cell)} außer für Assets, die ${limit} einschränkt (${source(cell)}).`,
  'limit-takes-away': ({ limit, item }) =>
    `${limit} auf ${item} nimmt es dort weg. Wer darüber entscheiden darf, kann ${limit} beenden.`,
  'item-right-gives': ({ right, item, permission }) => `Das Recht ${right} auf ${item} gibt dort "${permission}".`,
  'limit-beats-right': ({ limit, right, item, permission }) =>
    `${limit ?? ''} auf ${item} geht dort vor ${right}, daher gibt es "${permission}" nicht. Wer darüber entscheiden darf, kann ${limit ?? ''} beenden.`,
  'item-right-conflict': ({ wanted, held, item }) =>
    wanted === 'no-read'
      ? `Die Person hat ${held} auf ${item}, und no-read würde das aufheben. Entziehe zuerst ${held}.`
      : `no-read schränkt ${item} für die Person ein und hebt ${wanted} auf. Zuerst muss jemand no-read beenden, der darüber entscheiden darf.`,
};

/** `Reader (über Berlin crew)`. */
function names(groups: readonly GroupNamed[]): string {
  return and(groups.map(({ name, through }) => (through.length === 0 ? name : `${name} (über ${through.join(', ')})`)));
}

function give(groups: readonly GroupNamed[]): string {
  return `${names(groups)} ${groups.length === 1 ? 'gibt' : 'geben'}`;
}

function gives({ groups, permission }: Pick<Starred, 'groups' | 'permission'>): string {
  return `${give(groups)} "${permission}"`;
}

/** `Tabelle 2, ***`: where the vendor's page says so. */
function source({ table, stars }: Pick<Starred, 'table' | 'stars'>): string {
  return `Tabelle ${table}, ${stars}`;
}

function givers({ givers: groups, most, right }: Instead): string {
  const instead = right === null ? '' : `, oder für ein Asset mit dem Recht ${right}`;
  return `${or(most ? [...groups, 'den meisten anderen Gruppen'] : groups)}${instead}`;
}

function foundAs(kind: ItemKind, right: string | null, found: RightsReasonArgs['item-needed']['found']): string {
  if (found.is === 'unnamed') return `gib an, ${which[kind]}`;
  if (found.is === 'other-kind') return `${found.item} ist ${article[found.itemKind]}`;
  return right === null
    ? `${found.item} ist es nicht, lass dort also "Allowed for help desk" setzen`
    : `auf ${found.item} hat die Person es nicht, frage dort also ${right} an`;
}
