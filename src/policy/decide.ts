import type { Answer } from '../domain/reason.ts';
import { compileRuling } from './compile-ruling.ts';
import type { HeldItemRight, Item } from './item-rights.ts';
import { permissions } from './matrix.ts';
import type { Membership } from './membership.ts';
import { findPermission } from './names.ts';
import { reason, settled } from './sentences.ts';

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
const unknownPermission = settled('deny', [
  reason('R2', 'No table has this permission, so nothing gives it; write it as the row is labelled.'),
]);

/**
 * Decides one question (R1 to R4, R8). Never throws: an unknown permission is denied. The answers are shared and
 * frozen where no item matters; `because` names only what decided.
 */
export function decide(question: Question): Answer {
  const { membership, permission } = question;
  const index =
    typeof permission === 'number' ? permission : (indexByLabel.get(permission) ?? findPermission(permission)?.index);
  const ruling = membership.rulings[index ?? -1] ?? work(membership, index);
  return ruling === null
    ? unknownPermission
    : (ruling.fixed ?? ruling.ask(question.item, question.itemRights ?? noRights));
}

function work(membership: Membership, index: number | undefined) {
  const permission = permissions[index ?? -1];
  return permission === undefined
    ? null
    : (membership.rulings[permission.index] = compileRuling(permission, membership));
}
