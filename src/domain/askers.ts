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
  return [...new Set(systemsOf(ask).flatMap(({ owners }) => owners))];
}

/** The systems that asked, those included that withdrew, each with whoever runs it. */
export function systemsOf(ask: Ask): readonly { readonly label: string; readonly owners: readonly string[] }[] {
  const askings = [...(ask.system === undefined ? [] : [{ by: ask.by, system: ask.system }]), ...(ask.others ?? [])];
  const labels = [...new Set(askings.map(({ by }) => by.label))];
  return labels.map((label) => ({
    label,
    owners: [...new Set(askings.filter(({ by }) => by.label === label).flatMap(({ system }) => system.owners))],
  }));
}

function firstKey({ by, system }: Ask): string {
  return system?.asker ?? by.id;
}
