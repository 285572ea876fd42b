import type { Catalogue } from '../../domain/catalogue.ts';
import type { PersonRef } from '../../domain/identity.ts';
import type { Counting, FactAbout } from '../../domain/reported.ts';
import { entriesHash, entriesIn, factKey, parseFactKey, withReports } from '../../domain/reported.ts';
import type { CatalogueState, ImportedReport } from '../../ports/catalogue.ts';
import type { Deps } from '../deps.ts';
import { words } from '../../words/index.ts';

/** The configuration with what other systems reported in it. */
export interface Reported {
  readonly catalogue: Catalogue;
  readonly counting: readonly Counting[];
}

/** A report that counts now and didn't, or that says something else than it did. */
export interface NewReport extends Counting {
  /** What the last configuration said of it; null: not known, or a list that is told apart by its difference. */
  readonly before: string | null;
}

/** Reads what was reported, and puts it in place of the file's own lists. */
export function createReadReports({ store, directory, log }: Pick<Deps, 'store' | 'directory' | 'log'>) {
  return async function readReports(): Promise<Reported> {
    const records = await store.facts.all();
    for (const { key, distrust } of records) {
      if (distrust) log.error({ fact: key }, 'A report was changed outside Latchkey, so the file counts in its place');
    }
    return withReports(directory.file, records, (instance, role) => hasRole(directory, instance, role));
  };
}

export type ReadReports = ReturnType<typeof createReadReports>;

export function hasRole({ policy }: Pick<Deps['directory'], 'policy'>, instance: string, role: string): boolean {
  return policy(instance)?.roles.includes(role) ?? false;
}

/** What the state remembers of the reports, where there were any. */
export function rememberedReports(
  { counting }: Reported,
  file: Catalogue,
  last: CatalogueState | null,
): Pick<CatalogueState, 'file' | 'reported'> {
  if (counting.length === 0 && last?.reported === undefined) return {};
  const reported = counting.map(({ key, report }): ImportedReport => {
    return { key, hook: report.hook, says: entriesHash(report.entries) };
  });
  return { file: file.hash, reported };
}

/** The reports that are new since the last import. */
export function newReports({ counting }: Reported, file: Catalogue, last: CatalogueState | null): readonly NewReport[] {
  return counting.flatMap((one) => {
    const known = last?.reported?.find(({ key }) => key === one.key)?.says;
    const before = known ?? entriesHash(entriesIn(file, one.about) ?? []);
    return known === entriesHash(one.report.entries) ? [] : [{ ...one, before }];
  });
}

/** Which report a difference comes from; null: from the file. A list that no report counts for any more is the file's again. */
export function reportOf({ counting }: Reported, about: FactAbout): Counting | null {
  return counting.find(({ key }) => key === factKey(about)) ?? null;
}

/** What a fact is about, as part of a sentence. */
export function aboutWords(about: FactAbout): string {
  if (about.kind === 'administrators') return words.inbound.administratorsOf(about.product);
  if (about.kind === 'members') return words.inbound.membersOf(about.instance);
  return words.inbound.flagsOf(about.item, about.instance);
}

/** The same by its key. */
export function factWords(key: string): string {
  const about = parseFactKey(key);
  return about === null ? key : aboutWords(about);
}

/** How a hook stands in records. */
export const hookLabel = (hook: string): string => `hook:${hook}`;
export const hookRef = (hook: string): PersonRef => ({ id: hookLabel(hook), label: hookLabel(hook) });
