import canonicalize from 'canonicalize';
import type { TenantEvent } from '../../domain/events/index.ts';
import { evolvePerson, personFacts } from '../../domain/events/index.ts';
import type { PersonState } from '../../domain/person.ts';
import { cut } from '../../domain/cut.ts';
import type { Found, FoundPerson, RecordStore } from '../../ports/record.ts';
import { beside } from './problem.ts';
import type { AuditProblem } from './problem.ts';

/** How long an event may wait to be recorded, in ms. */
const graceMs = 60_000;

/** How many people are compared at once. */
const batch = 50;

/** Folds each person from what was recorded of them, and compares with what is stored. */
export async function personProblems(record: RecordStore, now: number): Promise<AuditProblem[]> {
  const problems: AuditProblem[] = [];
  for await (const page of record.people()) {
    for (let from = 0; from < page.length; from += batch) {
      const some = page.slice(from, from + batch);
      const readable = some.flatMap(({ value }) => (value?.isInPlace === true ? [value.state.id] : []));
      const recorded = await record.recordedUnderEach(readable.map(eventsOf));
      problems.push(...some.flatMap((found) => compare(recorded, found, now)));
    }
  }
  return problems;
}

const eventsOf = (person: string): string => `person/${person}/`;

function compare(
  recorded: ReadonlyMap<string, readonly TenantEvent[]>,
  { key, value, fault }: Found<FoundPerson>,
  now: number,
): AuditProblem[] {
  if (value === undefined) return [beside(key, `The person ${key} cannot be read: ${fault}`)];
  const { state, derived, expected, unrecordedSince, isInPlace } = value;
  if (!isInPlace) return [beside(key, `The person ${state.id} lies under ${key}, where Latchkey never writes them.`)];
  if (canonicalize(derived) !== canonicalize(expected)) {
    return [
      beside(
        state.id,
        `The person ${state.id} is stored with fields for queries that do not follow from who they are.`,
      ),
    ];
  }
  let folded: PersonState | null = null;
  try {
    for (const event of recorded.get(eventsOf(state.id)) ?? []) {
      if ((personFacts(event.facts)?.version ?? 0) > state.version) break;
      folded = evolvePerson(folded, event);
    }
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return [beside(state.id, `The events of the person ${state.id} cannot be followed: ${why}.`)];
  }
  // What waits to be recorded is compared once it is.
  const isBehind = (folded?.version ?? 0) < state.version;
  if (isBehind && unrecordedSince !== null && unrecordedSince > now - graceMs) return [];
  return differences(folded, state);
}

function differences(folded: PersonState | null, stored: PersonState): AuditProblem[] {
  if (folded === null)
    return [beside(stored.id, `The person ${stored.id} is stored, but the record doesn't know them.`)];
  // Also what only one of them has.
  const fields = new Set([...Object.keys(folded), ...Object.keys(stored)]) as ReadonlySet<keyof PersonState>;
  return [...fields].flatMap((field): AuditProblem[] => {
    const [one, other] = [canonicalize(folded[field]) ?? '', canonicalize(stored[field]) ?? ''];
    if (one === other) return [];
    const sentence = `The person ${stored.id} is stored with other ${field} than was recorded: ${cut(other, 120)} instead of ${cut(one, 120)}.`;
    return [beside(stored.id, sentence)];
  });
}
