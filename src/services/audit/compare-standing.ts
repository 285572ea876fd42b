import type { ChainEntry, TenantEvent } from '../../domain/events/index.ts';
import { personFacts } from '../../domain/events/index.ts';
import type { Found, FoundFence, RecordStore } from '../../ports/record.ts';
import type { TargetRecord } from '../../ports/targets.ts';
import { beside } from './problem.ts';
import type { AuditProblem } from './problem.ts';
import { roleFaults } from './role-state.ts';
import { catalogueDigest, fenceKey } from './standing.ts';

/** How long what an event tells may take to be stored, or the other way round, in ms. */
const graceMs = 60_000;
/** How many roles of accounts are compared at once. */
const batch = 50;

type FoundTarget = Found<TargetRecord & { readonly isInPlace: boolean }>;

const eventsOf = (target: string): string => `target/${target}/`;

/**
 * What stands beside the accesses and decisions depend on: fences, roles of chats, the configuration. From the baseline on
 * (or from the first entry of a newer record) each must be what the chain says; before, it is trusted as found.
 */
export function createStandingCheck(record: RecordStore, now: number) {
  let isComplete = false;
  let completeAt: number | null = null;
  let configuration: ChainEntry | null = null;

  return {
    /** Takes a page of the chain: what it tells must be stored. */
    async add(entries: readonly ChainEntry[]): Promise<AuditProblem[]> {
      for (const entry of entries) {
        if (entry.event === 'baseline' && entry.facts['what'] === 'complete') completeAt = entry.seq;
        if (entry.event === 'configuration' || entry.facts['what'] === 'catalogue') configuration = entry;
      }
      const settled = entries.filter(({ at }) => at < now - graceMs);
      return [...(await missingFences(settled)), ...(await missingRoles(settled)), ...(await missingPeople(settled))];
    },
    /** Entries without a seal end with a baseline: `sealedFrom` is the first entry that has one. */
    gap(sealedFrom: number | null): AuditProblem[] {
      isComplete = completeAt !== null || sealedFrom === 1;
      if (sealedFrom === null || isComplete) return [];
      const sentence = `Entries 1 to ${sealedFrom - 1} have no seal, and no baseline follows them.`;
      return [{ id: '1', seq: 1, sentence }];
    },
    /** At the end of the chain: what is stored must have been told. */
    async compare(): Promise<AuditProblem[]> {
      if (!isComplete) return [];
      const problems = await catalogueProblems();
      for await (const page of record.fences()) problems.push(...(await fenceProblems(page)));
      for await (const page of record.targets()) {
        for (let from = 0; from < page.length; from += batch) {
          problems.push(...(await rolesProblems(page.slice(from, from + batch))));
        }
      }
      return problems;
    },
  };

  async function missingFences(entries: readonly ChainEntry[]): Promise<AuditProblem[]> {
    const told = entries.flatMap(({ subjectId, entitlement, facts }) =>
      typeof facts['heardAt'] === 'number' && subjectId !== null && entitlement !== null
        ? [{ person: subjectId, entitlement, heardAt: facts['heardAt'] }]
        : [],
    );
    if (told.length === 0) return [];
    const stored = await record.fencesOf(told);
    return told.flatMap(({ person, entitlement, heardAt }): AuditProblem[] => {
      const found = stored.find((one) => one.person === person && one.entitlement === entitlement);
      if (found !== undefined && found.heardAt >= heardAt) return [];
      const is = found === undefined ? 'was removed' : 'has an earlier time';
      return [
        beside(
          `${person}/${entitlement}`,
          `The fence for ${entitlement} of ${person} ${is}: a revocation no longer holds.`,
        ),
      ];
    });
  }

  async function missingPeople(entries: readonly ChainEntry[]): Promise<AuditProblem[]> {
    const ids = entries.flatMap(({ facts }) => {
      const told = personFacts(facts);
      return told?.version === 1 ? [told.person] : [];
    });
    if (ids.length === 0) return [];
    const stored = await record.peopleStored(ids);
    return ids.filter((id) => !stored.has(id)).map((id) => beside(id, `The person ${id} was removed.`));
  }

  async function fenceProblems(page: readonly Found<FoundFence>[]): Promise<AuditProblem[]> {
    const fences = page.flatMap(({ value }) => value ?? []);
    const keys = fences.map(({ person, entitlement, heardAt }) => fenceKey(person, entitlement, heardAt));
    const told = await record.recorded(keys);
    const unreadable = page.flatMap(({ key, fault }) =>
      fault === undefined ? [] : [beside(key, `The fence ${key} cannot be read: ${fault}`)],
    );
    const wrong = fences.flatMap(({ person, entitlement, heardAt, isInPlace }, index): AuditProblem[] => {
      if (isInPlace && (told.has(keys[index] ?? '') || heardAt > now - graceMs)) return [];
      return [
        beside(
          `${person}/${entitlement}`,
          `The fence for ${entitlement} of ${person} is not the one that was recorded.`,
        ),
      ];
    });
    return [...unreadable, ...wrong];
  }

  async function missingRoles(entries: readonly ChainEntry[]): Promise<AuditProblem[]> {
    const ids = new Set(entries.flatMap((entry) => targetOf(entry) ?? []));
    if (ids.size === 0) return [];
    const stored = await record.targetsStored([...ids]);
    return [...ids]
      .filter((id) => !stored.has(id))
      .map((id) => beside(id, `The record of the role ${id} was removed.`));
  }

  async function rolesProblems(some: readonly FoundTarget[]): Promise<AuditProblem[]> {
    const readable = some.flatMap(({ value }) => (value?.isInPlace === true ? [value.id] : []));
    const recorded = await record.recordedUnderEach(readable.map(eventsOf));
    return some.flatMap((one) => roleProblems(one, recorded));
  }

  /** What is stored of a role must be what its events say. */
  function roleProblems(
    { key, value, fault }: FoundTarget,
    recorded: ReadonlyMap<string, readonly TenantEvent[]>,
  ): AuditProblem[] {
    if (value === undefined) return [beside(key, `The record of the role ${key} cannot be read: ${fault}`)];
    const { id, isInPlace, state } = value;
    const sentence = `The record of the role ${id} is not what was recorded of it`;
    if (!isInPlace) return [beside(id, `${sentence}: it lies where Latchkey never writes it.`)];
    const events = recorded.get(eventsOf(id)) ?? [];
    const faults = roleFaults(state, events);
    if (faults.length === 0 || isRecent(events.at(-1))) return [];
    return [beside(id, `${sentence}: ${faults.join(', ')}.`)];
  }

  function isRecent(event: TenantEvent | undefined): boolean {
    return event !== undefined && event.at > now - graceMs;
  }

  async function catalogueProblems(): Promise<AuditProblem[]> {
    const digest = configuration?.facts['state'];
    if (configuration === null || typeof digest !== 'string' || configuration.at > now - graceMs) return [];
    const found = await record.catalogues();
    const [only] = found;
    const isRight = found.length === 1 && only?.value?.isInPlace === true;
    if (isRight && catalogueDigest(stateOf(only.value)) === digest) return [];
    const id = `catalogue/${only?.key ?? 'none'}`;
    return [beside(id, 'What was imported from the configuration is not stored as it was recorded.')];
  }
}

function stateOf<T extends { readonly isInPlace: boolean }>({ isInPlace: _isInPlace, ...state }: T) {
  return state;
}

function targetOf({ event, facts }: ChainEntry): string | null {
  const { account, role } = facts;
  const isRole = event === 'roster' || event === 'baseline';
  return isRole && typeof account === 'string' && typeof role === 'string' ? `${account}/${role}` : null;
}
