import type { Catalogue, Instance } from '../../domain/catalogue.ts';
import { baseline, isBraked, keptEarlier } from '../../domain/fact-brake.ts';
import { isDefaultAdministrator } from '../../policy/index.ts';
import type { FactAbout, FactRecord, Report } from '../../domain/reported.ts';
import { counts, entriesHash, entriesIn, factKey, helpDeskFlag } from '../../domain/reported.ts';
import type { ApiAnswer } from '../../ports/http.ts';
import { StoreUnavailable } from '../../ports/store.ts';
import type { Deps } from '../deps.ts';
import { derivedId } from '../ids.ts';
import type { Journal } from '../audit/journal.ts';
import { factWords, hookLabel } from '../catalogue/reports.ts';
import { words } from '../../words/index.ts';
import { answers } from './answers.ts';
import type { Compare } from './change.ts';
import { waitsKey } from './report-keys.ts';
import type { Content, Data, ShapeProblem } from './shapes.ts';
import type { Carried } from './take.ts';

/** How far ahead of our clock a report may be, in ms. */
const aheadMs = 60_000;
const maxTries = 25;

/** A report whose list is read. */
export interface ReadFact {
  readonly about: FactAbout;
  readonly entries: readonly string[];
  readonly asOf: number;
}

type FactContent = Extract<Content, { type: 'product.administrators' | 'instance.members' | 'item.flags' }>;

/**
 * Takes what other systems report (DESIGN §8, _In_): `asOf` orders, not arrival, and what changes a lot waits for a Latchkey
 * administrator. Taking it again, after a process died over it or beside another that takes it, comes to the same.
 */
export function createTakeFact(
  { store, directory, clock }: Pick<Deps, 'store' | 'directory' | 'clock'>,
  compare: Compare,
  journal: Journal,
) {
  return { prepare, take };

  /** The report, or why it isn't taken: what isn't the hook's or isn't there, and what only the catalogue shows to be wrong. */
  function prepare(content: FactContent, { hook, receivedAt }: Carried): ReadFact | ApiAnswer {
    const read = readFact(
      content,
      directory.file,
      (instance, role) => directory.policy(instance)?.findRole(role) ?? null,
    );
    if (read === null) return answers.notYours();
    const { about, entries, problems } = read;
    const isTheirs =
      about.kind === 'administrators' ? hook.products.includes(about.product) : hook.instances.includes(about.instance);
    if (!isTheirs) return answers.notYours();
    const { asOf } = content.data;
    const isAhead = asOf > receivedAt + aheadMs;
    const all = [...problems, ...(isAhead ? [{ path: 'data.asOf', sentence: words.inbound.shape.future }] : [])];
    return all.length > 0 ? answers.wrong(all) : { about, entries, asOf };
  }

  async function take({ about, entries, asOf }: ReadFact, { hook, id }: Carried): Promise<ApiAnswer> {
    const key = factKey(about);
    for (let attempt = 0; attempt < maxTries; attempt++) {
      const stored = await store.facts.read(key);
      const now = clock.now();
      const report: Report = { entries, hook: hook.id, delivery: id, asOf, at: now };
      const isMine = (one: Report | null | undefined) => one?.delivery === id && one.hook === hook.id;
      if (stored !== null && isMine(stored.waiting)) return waits(stored, id);
      if (stored !== null && isMine(stored.current)) return answers.taken(id, await releases(about, stored));
      if (stored !== null && asOf <= stored.asOf) return answers.notNewer(stored.asOf);
      const next = await following(about, stored, report, now);
      if (!(await store.facts.write(stored?.version ?? null, next))) continue;
      return next.waiting === null ? answers.taken(id, await releases(about, next)) : waits(next, id);
    }
    throw new StoreUnavailable(`too many writers at once about ${key}`);
  }

  /** The record with one more report: it counts, or it waits in place of one that waited. */
  async function following(
    about: FactAbout,
    stored: FactRecord | null,
    report: Report,
    now: number,
  ): Promise<FactRecord> {
    const inFile = entriesIn(directory.file, about) ?? [];
    const key = factKey(about);
    const known = stored !== null && counts(stored, inFile) ? stored : null;
    const kept = known ?? { current: null, earlier: [{ entries: inFile, from: 0 }], confirmedAt: null };
    const base = {
      key,
      version: (stored?.version ?? 0) + 1,
      asOf: report.asOf,
      file: entriesHash(inFile),
      decided: stored?.decided ?? null,
    };
    const isSame = entriesHash(kept.current?.entries ?? inFile) === entriesHash(report.entries);
    if (about.kind !== 'flags' && !isSame) {
      const change = await compare.between(about, baseline(kept, now) ?? inFile, report.entries);
      if (isBraked(change)) {
        return {
          ...base,
          ...pick(kept),
          waiting: { ...report, id: derivedId('report', key, report.hook, report.delivery) },
        };
      }
    }
    return { ...base, ...counting(kept, report, now), waiting: null };
  }

  async function waits(record: FactRecord, id: string): Promise<ApiAnswer> {
    const { waiting, key } = record;
    if (waiting !== null) {
      await journal([
        {
          key: waitsKey(waiting.id),
          event: 'roster',
          actorLabel: hookLabel(waiting.hook),
          facts: {
            what: words.inbound.waits.recorded(factWords(key)),
            fact: key,
            asOf: waiting.asOf,
            says: entriesHash(waiting.entries),
            delivery: waiting.delivery,
          },
          via: 'webhook',
        },
      ]);
    }
    return answers.taken(id, { waits: true });
  }

  /** Whether an entry of it waits because it names a released address (A8). */
  async function releases(about: FactAbout, { current, earlier }: FactRecord): Promise<{ readonly waits?: true }> {
    if (about.kind === 'flags' || current === null) return {};
    const before = earlier.at(-1)?.entries ?? [];
    return (await compare.releasedIn(about, before, current.entries)) ? { waits: true } : {};
  }
}

export type TakeFact = ReturnType<typeof createTakeFact>;

type Kept = Pick<FactRecord, 'current' | 'earlier' | 'confirmedAt'>;

const pick = ({ current, earlier, confirmedAt }: Kept): Kept => ({ current, earlier, confirmedAt });

/** A report that counts from `now` on: what counted before is kept for later comparisons. */
export function counting({ current, earlier, confirmedAt }: Kept, report: Report, now: number): Kept {
  const before = current === null ? earlier : [...earlier, { entries: current.entries, from: current.at }];
  return { current: { ...report, at: now }, earlier: keptEarlier(before, now), confirmedAt };
}

/** What a report says, in the catalogue's words; null: there is no such product, instance or item. */
function readFact(
  content: FactContent,
  file: Catalogue,
  findRole: (instance: string, role: string) => string | null,
): (Omit<ReadFact, 'asOf'> & { readonly problems: readonly ShapeProblem[] }) | null {
  switch (content.type) {
    case 'product.administrators': {
      const { product, administrators } = content.data;
      const entries = [...new Set(administrators)].sort();
      return file.products.some(({ id }) => id === product)
        ? { about: { kind: 'administrators', product }, entries, problems: [] }
        : null;
    }
    case 'instance.members': {
      const instance = file.instances.find(({ id }) => id === content.data.instance);
      return instance === undefined ? null : readMembers(instance, content.data, (role) => findRole(instance.id, role));
    }
    case 'item.flags': {
      const { instance, item, allowedForHelpDesk } = content.data;
      const found = file.instances.find(({ id }) => id === instance)?.items.find(({ id }) => id === item);
      if (found === undefined) return null;
      const isAsset = found.kind === 'asset';
      const problems = isAsset ? [{ path: 'data.item', sentence: words.inbound.shape.noFlag }] : [];
      return { about: { kind: 'flags', instance, item }, entries: allowedForHelpDesk ? [helpDeskFlag] : [], problems };
    }
  }
}

/**
 * Everybody in an instance's groups. The built-in default administrator is an account and no person (R6), so it is left out;
 * people whom the file lists in a custom group that the report doesn't name stay, since custom groups are the file's.
 */
function readMembers(
  { id, defaultAdministrator, groups, members: inFile }: Instance,
  { members }: Data<'instance.members'>,
  findRole: (role: string) => string | null,
): Omit<ReadFact, 'asOf'> & { readonly problems: readonly ShapeProblem[] } {
  const problems: ShapeProblem[] = [];
  const named = new Set<string>();
  const entries = Object.entries(members).flatMap(([written, emails]) => {
    const role = findRole(written);
    if (role === null) {
      const shown = written.toWellFormed().slice(0, 60);
      problems.push({ path: `data.members.${shown}`, sentence: words.inbound.shape.noRole(shown) });
      return [];
    }
    named.add(role);
    return emails
      .filter((email) => !isDefaultAdministrator(defaultAdministrator, email))
      .map((email) => `${role} ${email}`);
  });
  const ofGroups = new Set(groups.map(({ name }) => name).filter((name) => !named.has(name)));
  const kept = inFile.filter(({ role }) => ofGroups.has(role)).map(({ role, email }) => `${role} ${email}`);
  return { about: { kind: 'members', instance: id }, entries: [...new Set([...entries, ...kept])].sort(), problems };
}
