import type { Access } from '../../domain/access.ts';
import { currentStage, startAsk, standingApprovals } from '../../domain/access.ts';
import type { PersonRef } from '../../domain/identity.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Text } from '../../domain/message.ts';
import type { Names } from '../../words/names.ts';
import type { Directory } from '../directory.ts';
import { words } from '../../words/index.ts';

/** So many are named; more are counted. */
const mostNamed = 3;

/**
 * Who could decide what waits, as far as the catalogue says it, so that no card waits for a look-up: those whom the stage
 * names, or the product's administrators (C2); nobody where somebody approved already. Others may have authority too, by an access or a role.
 */
export function whoDecides(access: Access, directory: Pick<Directory, 'product'>, names: Names): Text {
  const ask = startAsk(access);
  const stage = ask === null ? null : currentStage(ask);
  if (ask === null || stage === null || stage.stage.of.kind === 'role' || standingApprovals(ask).length > 0) return [];
  const { entitlement } = access;
  const { of } = stage.stage;
  if (of.kind === 'authority' && entitlement.kind !== 'console') {
    return [words.card.administratorsDecide(entitlement, names)];
  }
  const addresses =
    of.kind === 'people'
      ? of.emails
      : entitlement.kind === 'console'
        ? (directory.product(entitlement.product)?.administrators ?? [])
        : [];
  const out = new Set([access.person, ask.by].map(labelOf));
  const able = [...new Set(addresses.map(normalEmail))].filter((address) => !out.has(address));
  if (able.length === 0) return [];
  const shown = able.length > mostNamed + 1 ? able.slice(0, mostNamed) : able;
  // By address alone: whoever has never been met has no id yet.
  return words.card.whoDecides(
    shown.map((label) => ({ id: '', label })),
    able.length - shown.length,
  );
}

function labelOf({ label }: PersonRef): string {
  return normalEmail(label);
}
