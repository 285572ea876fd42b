import { refusals } from '../src/domain/refusals.ts';
import type { StoredAccess } from '../src/ports/access.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import type { CommandDeps } from './command.ts';
import { maySee } from './visibility.ts';
import { words } from '../src/words/index.ts';

/**
 * An access that somebody may look at: their own, one that they asked for, or one of which they may see everything. The sentence
 * is the same whether it exists or isn't for them (DESIGN §4, _Disclosure_).
 */
export async function seenAccess(
  id: string,
  actor: Identified,
  deps: Pick<CommandDeps, 'directory' | 'authority' | 'store'>,
): Promise<{ readonly ok: true; readonly stored: StoredAccess } | { readonly ok: false; readonly sentence: string }> {
  const stored = await deps.store.accesses.byId(id);
  const unknown = { ok: false, sentence: words.refusal(refusals.unknownAccess(id).args) } as const;
  if (!stored) return unknown;
  const { access } = stored;
  const own = access.person.id === actor.person.id || access.asks.some((ask) => ask.by.id === actor.person.id);
  const isSeen = own || (actor.ownName === undefined && (await maySee(actor, access.entitlement, deps)));
  return isSeen ? { ok: true, stored } : unknown;
}
