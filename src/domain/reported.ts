import { canonicalHash } from '../lib/canonical-hash.ts';
import type { Catalogue } from './catalogue.ts';

/** What a system can report: who administers a product, who is in an instance's groups, a flag of an item. */
export type FactAbout =
  | { readonly kind: 'administrators'; readonly product: string }
  | { readonly kind: 'members'; readonly instance: string }
  | { readonly kind: 'flags'; readonly instance: string; readonly item: string };

/** What was reported of one thing; times in ms. */
export interface Report {
  /**
   * What it says, sorted: the administrators' e-mails; `ROLE` + blank + e-mail for members; for flags, those that are set.
   */
  readonly entries: readonly string[];
  readonly hook: string;
  /** The id of its delivery. */
  readonly delivery: string;
  /** As of when the system says so. */
  readonly asOf: number;
  readonly at: number;
}

/** Everything that is known of one reported fact. */
export interface FactRecord {
  readonly key: string;
  readonly version: number;
  /** The newest `asOf` that was taken: a report that isn't newer is refused, whenever it comes. */
  readonly asOf: number;
  /** A hash of what the file said of it when the newest report was taken: once it says something else, the file counts. */
  readonly file: string;
  /** What counts since `at`; null: what the file says. */
  readonly current: Report | null;
  /** What counted before, each since `from`: the last day's, and the one that it began with. The file's is from 0. */
  readonly earlier: readonly { readonly entries: readonly string[]; readonly from: number }[];
  /** When a Latchkey administrator confirmed what counts; null: none had to. */
  readonly confirmedAt: number | null;
  /** What waits for a Latchkey administrator. */
  readonly waiting: (Report & { readonly id: string }) | null;
  /** What was last decided about one that waited, by which command. */
  readonly decided: { readonly id: string; readonly by: string; readonly verdict: 'confirmed' | 'refused' } | null;
  /** Present: somebody else changed it in the store, so it says nothing. */
  readonly distrust?: true;
}

/** `product.administrators acme-prod`, `instance.members mdm-eu`, `item.flags mdm-eu/pkg-7`. */
export function factKey(about: FactAbout): string {
  switch (about.kind) {
    case 'administrators':
      return `product.administrators ${about.product}`;
    case 'members':
      return `instance.members ${about.instance}`;
    case 'flags':
      return `item.flags ${about.instance}/${about.item}`;
  }
}

/** Undoes `factKey`; null where it is none. */
export function parseFactKey(key: string): FactAbout | null {
  const [, kind, rest = ''] = /^(product\.administrators|instance\.members|item\.flags) (.+)$/.exec(key) ?? [];
  if (kind === 'product.administrators') return { kind: 'administrators', product: rest };
  if (kind === 'instance.members') return { kind: 'members', instance: rest };
  const [instance = '', item] = rest.split('/');
  return kind === undefined || item === undefined ? null : { kind: 'flags', instance, item };
}

/** The flag of packages and tools, as an entry. */
export const helpDeskFlag = 'allowedForHelpDesk';

/** What a catalogue says of it, sorted; null: it isn't there. Pure. */
export function entriesIn({ products, instances }: Catalogue, about: FactAbout): readonly string[] | null {
  if (about.kind === 'administrators') {
    const product = products.find(({ id }) => id === about.product);
    return product === undefined ? null : product.administrators.toSorted();
  }
  const instance = instances.find(({ id }) => id === about.instance);
  if (instance === undefined) return null;
  if (about.kind === 'members') return instance.members.map(({ role, email }) => `${role} ${email}`).sort();
  const item = instance.items.find(({ id }) => id === about.item);
  return item === undefined ? null : item.allowedForHelpDesk ? [helpDeskFlag] : [];
}

/** `ROLE e-mail` taken apart; e-mails have no blanks. */
export function readMember(entry: string): { readonly role: string; readonly email: string } {
  const blank = entry.lastIndexOf(' ');
  return { role: entry.slice(0, blank), email: entry.slice(blank + 1) };
}

/** SHA-256, hex, of a list. */
export const entriesHash = (entries: readonly string[]): string => canonicalHash(entries) ?? '';

/** Whether a report counts under this file: the file still says what it said when the newest one was taken. */
export function counts({ file, distrust }: FactRecord, inFile: readonly string[]): boolean {
  return distrust === undefined && file === entriesHash(inFile);
}

/** A reported list that counts in place of the file's. */
export interface Counting {
  readonly about: FactAbout;
  readonly key: string;
  readonly report: Report;
}

/**
 * The file with what was reported in place of its own lists (DESIGN §3, "Catalogue"), and which reports those are. Where none
 * counts it is the file itself; else its hash is one of both. Whom a report lists in a group that the file doesn't have any
 * more is left out. Pure.
 */
export function withReports(
  file: Catalogue,
  records: readonly FactRecord[],
  hasRole: (instance: string, role: string) => boolean,
): { readonly catalogue: Catalogue; readonly counting: readonly Counting[] } {
  const counting = records
    .flatMap((record): Counting[] => {
      const about = parseFactKey(record.key);
      const inFile = about === null ? null : entriesIn(file, about);
      if (about === null || inFile === null || record.current === null || !counts(record, inFile)) return [];
      return [{ about, key: record.key, report: record.current }];
    })
    .sort((one, other) => (one.key < other.key ? -1 : 1));
  if (counting.length === 0) return { catalogue: file, counting };
  const said = new Map(counting.map(({ key, report }) => [key, report.entries]));
  const hash = canonicalHash([file.hash, [...said]]) ?? '';
  const products = file.products.map((product) => {
    const administrators = said.get(factKey({ kind: 'administrators', product: product.id }));
    return administrators === undefined ? product : { ...product, administrators };
  });
  const instances = file.instances.map((instance) => {
    const members = said
      .get(factKey({ kind: 'members', instance: instance.id }))
      ?.map(readMember)
      .filter(({ role }) => hasRole(instance.id, role));
    const items = instance.items.map((item) => {
      const flags = said.get(factKey({ kind: 'flags', instance: instance.id, item: item.id }));
      return flags === undefined ? item : { ...item, allowedForHelpDesk: flags.includes(helpDeskFlag) };
    });
    return { ...instance, items, members: members ?? instance.members };
  });
  return { catalogue: { ...file, hash, products, instances }, counting };
}
