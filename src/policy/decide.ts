import type { Answer } from '../domain/reason.ts';
import { reason } from '../domain/reason.ts';
import { compileRuling } from './compile-ruling.ts';
import type { HeldItemRight, Item } from './item-rights.ts';
import { permissions } from './matrix.ts';
import type { Membership } from './membership.ts';
import { findPermission } from './names.ts';
import { settled } from './settled.ts';

export interface Question {
  readonly membership: Membership;
  /** A permission's index (from 0), or its label in any case. */
  readonly permission: number | string;
  /** What it is to be done with; it matters only where the cell that decides depends on one. */
  readonly item?: Item | undefined;
  /** All item rights of the person on this instance. */
  readonly itemRights?: readonly HeldItemRight[] | undefined;
}

const noRights: readonly HeldItemRight[] = Object.freeze([]);
const indexByLabel: ReadonlyMap<string, number> = new Map(permissions.map(({ label, index }) => [label, index]));
const unknownPermission = settled('deny', [reason('R2', 'unknown-permission')]);

/**
 * Decides one question (R1 to R4, R8). Never throws: an unknown permission is denied. The answers are shared and
 * frozen where no item matters; `because` names only what decided.
 */
export function decide({ membership, permission, item, itemRights }: Question): Answer {
  const index = typeof permission === 'number' ? permission : (indexByLabel.get(permission) ?? indexOf(permission));
  const { general, byItem } = membership.worked;
  const answer = general[index] ?? workOut(membership, index);
  if (item === undefined) return answer;
  const ask = byItem[index];
  return ask ? ask(item, itemRights ?? noRights) : answer;
}

const indexOf = (text: string): number => findPermission(text)?.index ?? permissions.length;

/** Fills in what the membership makes of the permission; the one place that writes there. */
function workOut(membership: Membership, index: number): Answer {
  const permission = permissions[index];
  if (permission === undefined) return unknownPermission;
  const { general, ask } = compileRuling(permission, membership);
  membership.worked.byItem[index] = ask;
  membership.worked.general[index] = general;
  return general;
}
