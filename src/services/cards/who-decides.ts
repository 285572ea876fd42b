import type { Access } from '../../domain/access.ts';
import { ownersOf } from '../../domain/askers.ts';
import { currentStage, startAsk, standingApprovals } from '../../domain/access.ts';
import type { StageOf } from '../../domain/catalogue.ts';
import type { Entitlement } from '../../domain/entitlement.ts';
import type { PersonRef } from '../../domain/identity.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Text } from '../../domain/message.ts';
import { writtenPerson } from '../../domain/person.ts';
import type { Names } from '../../words/names.ts';
import type { Directory } from '../directory.ts';
import { words } from '../../words/index.ts';

/** So many are named; more are counted. */
const mostNamed = 3;

/** Some of those who could decide, and how many others there are. */
interface Deciders {
  readonly shown: readonly PersonRef[];
  readonly more: number;
}

/**
 * Who could decide what waits, as far as the catalogue says it, so that no card waits for a look-up: those whom the stage
 * names, or the product's administrators (C2), without whoever runs a system that asked (A7); nobody where somebody approved already. Others may have authority too, by an access or a role.
 */
export function decidersOf(access: Access, directory: Pick<Directory, 'product'>): Deciders {
  const ask = startAsk(access);
  const stage = ask === null ? null : currentStage(ask);
  if (ask === null || stage === null || standingApprovals(ask).length > 0) return { shown: [], more: 0 };
  const out = new Set([
    ...[access.person, ask.by].flatMap(({ id, label }) => [normalEmail(label), writtenPerson(id)]),
    ...ownersOf(ask),
  ]);
  const addresses = addressesIn(stage.stage.of, access.entitlement, directory);
  const able = [...new Set(addresses.map(normalEmail))].filter((address) => !out.has(address));
  const shown = able.length > mostNamed + 1 ? able.slice(0, mostNamed) : able;
  return { shown: shown.map(refOf), more: able.length - shown.length };
}

/** The same as words that follow how many approvals it needs. */
export function whoDecides(access: Access, directory: Pick<Directory, 'product'>, names: Names): Text {
  const ask = startAsk(access);
  const stage = ask === null ? null : currentStage(ask);
  if (ask === null || stage === null || standingApprovals(ask).length > 0) return [];
  if (stage.stage.of.kind === 'authority' && access.entitlement.kind !== 'console') {
    return [words.card.administratorsDecide(access.entitlement, names)];
  }
  const { shown, more } = decidersOf(access, directory);
  return shown.length === 0 ? [] : words.card.whoDecides(shown, more);
}

function addressesIn(of: StageOf, entitlement: Entitlement, directory: Pick<Directory, 'product'>): readonly string[] {
  if (of.kind === 'people') return of.emails;
  if (of.kind === 'role' || entitlement.kind !== 'console') return [];
  return directory.product(entitlement.product)?.administrators ?? [];
}

/** By address alone, as whoever has never been met has no id yet; or by the id that an entry of the file means since a decision (A8). */
function refOf(address: string): PersonRef {
  const start = writtenPerson('');
  return { id: address.startsWith(start) ? address.slice(start.length) : '', label: address };
}
