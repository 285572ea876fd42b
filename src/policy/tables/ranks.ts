/**
 * Which rights matter most to whoever decides, the first first: defining permissions, settings, recovery keys, editing. Any
 * other right comes after them, in the tables' order. Labels as in the tables.
 */
export const rankedRights: readonly string[] = [
  'Define permissions to other users accounts',
  'Access to system settings',
  'Read access to encryption recovery key',
  'Edit access to asset configuration items',
  'Unlock locked user accounts',
  'Distribute installation packages',
  'Use custom tools',
  'Share custom dashboards via public URL',
];

/** How many of them are of the first rank: a card marks what includes one. */
const ofFirstRank = 3;

/** A right's place among the ranked ones, from 0; what isn't ranked comes after them all. */
export function rankOf(permission: string): number {
  const at = rankedRights.indexOf(permission);
  return at < 0 ? rankedRights.length : at;
}

/** Whether a right is one of those that a card marks. */
export function isOfFirstRank(permission: string): boolean {
  return rankOf(permission) < ofFirstRank;
}
