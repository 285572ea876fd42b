import type { Ask, AskedFor, AskingSystem } from './ask.ts';
import type { PersonRef } from './identity.ts';

/** One asking of an ask: a person's, or a system's, which has a key of its own for each time that it asks. */
export interface Asker {
  readonly key: string;
  readonly by: PersonRef;
  /** Null: a person, who asks in chat. */
  readonly system: AskingSystem | null;
}

/** Everybody who asked by this ask and didn't withdraw, whoever opened it first. */
export function standingAskers(ask: Ask): readonly Asker[] {
  const first: Asker = { key: firstKey(ask), by: ask.by, system: ask.system ?? null };
  return [
    ...(ask.isWithdrawn === true ? [] : [first]),
    ...(ask.others ?? []).filter((one) => one.isWithdrawn !== true),
  ];
}

/** What it's needed for: as the person said, or as the first system that asks was denied; null: nobody said. */
export function askedFor(ask: Ask): AskedFor | null {
  if (ask.asked !== undefined) return ask.asked;
  return standingAskers(ask).find(({ system }) => system?.asked !== undefined)?.system?.asked ?? null;
}

/** Whether this asking is part of the ask, also where it was withdrawn. */
export function hasAsked(ask: Ask, key: string): boolean {
  return firstKey(ask) === key || (ask.others ?? []).some((one) => one.key === key);
}

/** Who runs any of the systems that asked, those included that withdrew: they have no vote. Lower-cased e-mails. */
export function ownersOf(ask: Ask): readonly string[] {
  return [...new Set([...(ask.system?.owners ?? []), ...(ask.others ?? []).flatMap(({ system }) => system.owners)])];
}

/** The system that a sentence about its owners names: the first that asked; null: only people did. */
export function systemLabel(ask: Ask): string | null {
  return ask.system === undefined ? (ask.others?.[0]?.by.label ?? null) : ask.by.label;
}

function firstKey({ by, system }: Ask): string {
  return system?.asker ?? by.id;
}
