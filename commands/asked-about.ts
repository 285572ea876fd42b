import type { PersonRef, Who } from '../src/domain/identity.ts';
import { shown } from '../src/services/arguments.ts';
import type { Identified } from '../src/services/identity/identify.ts';
import { namesSelf } from '../src/services/identity/names-self.ts';
import { unreadable } from '../src/services/identity/resolve-who.ts';
import type { CommandDeps } from './command.ts';
import { seesAll } from './visibility.ts';
import { words } from '../src/words/index.ts';

export type AskedAbout =
  { readonly ok: true; readonly person: PersonRef } | { readonly ok: false; readonly sentence: string };

/**
 * The person that a question is about. Who may see everything reads why there is none; anybody else reads the same, up to
 * what they typed, whether somebody is known or not (DESIGN §4, _Disclosure_).
 */
export async function askedAbout(who: Who, actor: Identified, deps: CommandDeps): Promise<AskedAbout> {
  const bad = unreadable(who);
  if (bad) return { ok: false, sentence: words.refusal(bad.args) };
  const own = await deps.store.people.byId(actor.person.id);
  if (own && namesSelf(who, own)) return { ok: true, person: actor.person };
  if (seesAll(actor, deps)) {
    const resolved = await deps.resolveWho(who, actor, false);
    return resolved.ok ? resolved : { ok: false, sentence: words.refusal(resolved.refusal.args) };
  }
  const person = await deps.resolveKnown(who);
  return person === null ? { ok: false, sentence: nothingToSee(who) } : { ok: true, person };
}

/** Whether a command names whoever gave it. */
export async function isAboutSelf(who: Who, actor: Identified, deps: Pick<CommandDeps, 'store'>): Promise<boolean> {
  const own = await deps.store.people.byId(actor.person.id);
  return own !== null && namesSelf(who, own);
}

/** Said of somebody unknown and of somebody of whom nothing may be seen alike; only what was typed stands in it. */
export function nothingToSee(who: Who): string {
  return words.lists.nothingToSee(written(who));
}

function written(who: Who): string {
  switch (who.kind) {
    case 'account':
    case 'group':
      return shown(who.shown);
    case 'email':
      return shown(who.email);
    case 'unknown':
      return `“${shown(who.text)}”`;
    case 'person':
      return words.lists.thisPerson;
    case 'me':
      return words.lists.you;
  }
}
