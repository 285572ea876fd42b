import type { Catalogue, StageOf } from './catalogue.ts';

/** An e-mail in one of the lists of `latchkey.yml`. */
export interface ListedEntry {
  /** Tells the list, then the e-mail: the same place and e-mail in two files give the same key. */
  readonly key: string;
  readonly email: string;
  /** The list, as part of a sentence. */
  readonly list: string;
}

/** Whom an entry means in place of whoever had the address first; null: nobody. */
export type Meanings = ReadonlyMap<string, string | null>;

/** Every e-mail by which the file names a person, by list. Accounts are never released, so they aren't among them. Pure. */
export function listedEntries(catalogue: Catalogue): readonly ListedEntry[] {
  const { latchkey, products, instances, rules, same, different } = catalogue;
  return [
    ...of('latchkey.administrators', 'latchkey.administrators', latchkey.administrators),
    ...of('latchkey.auditors', 'latchkey.auditors', latchkey.auditors),
    ...products.flatMap(({ id, administrators }) => of(productList(id), `the administrators of ${id}`, administrators)),
    ...rules.flatMap((rule) =>
      rule.stages.flatMap((stage, index) =>
        stage.of.kind === 'people' ? of(stageList(rule.match, index), 'a stage of approvals', stage.of.emails) : [],
      ),
    ),
    ...instances.flatMap(({ id, members }) =>
      members.flatMap(({ role, email }) => of(memberList(id, role), `the members of ${role} on ${id}`, [email])),
    ),
    ...same.flatMap((group) => of(humansList('same', group), 'people.same', group)),
    ...different.flatMap((group) => of(humansList('different', group), 'people.different', group)),
  ].filter(({ email }) => email.includes('@'));
}

/**
 * A file with other meanings: an entry that means nobody is left out, and one that means a certain person names them by id.
 * Members stay as they are written, since they are imported. Pure.
 */
export function withMeanings(catalogue: Catalogue, meanings: Meanings): Catalogue {
  if (meanings.size === 0) return catalogue;
  const meant = (list: string, emails: readonly string[]): readonly string[] =>
    emails.flatMap((email) => {
      const meaning = meanings.get(`${list} ${email}`);
      return meaning === undefined ? [email] : meaning === null ? [] : [meaning];
    });
  const { latchkey, products, rules, same, different } = catalogue;
  return {
    ...catalogue,
    latchkey: {
      administrators: meant('latchkey.administrators', latchkey.administrators),
      auditors: meant('latchkey.auditors', latchkey.auditors),
    },
    same: same.map((group) => meant(humansList('same', group), group)),
    different: different.map((group) => meant(humansList('different', group), group)),
    products: products.map((product) => ({
      ...product,
      administrators: meant(productList(product.id), product.administrators),
    })),
    rules: rules.map((rule) => ({
      ...rule,
      stages: rule.stages.map((stage, index) => ({
        ...stage,
        of: ofMeant(stage.of, (emails) => meant(stageList(rule.match, index), emails)),
      })),
    })),
  };
}

function ofMeant(of_: StageOf, meant: (emails: readonly string[]) => readonly string[]): StageOf {
  return of_.kind === 'people' ? { ...of_, emails: meant(of_.emails) } : of_;
}

export const productList = (id: string): string => `product:${id}`;
export const memberList = (instance: string, role: string): string => `role:${instance}/${role}`;

/** Persons of whom the file says something together: a list with somebody more is another one. */
function humansList(which: 'same' | 'different', group: readonly string[]): string {
  return `${which}:${JSON.stringify(group.toSorted())}`;
}

/**
 * Whether an entry of `people.same` or `people.different` says the same of its address as an earlier one: somebody was added
 * to the list or taken out of it, and somebody else is in both (A8). Keys of `listedEntries`.
 */
export function continues(key: string, earlier: string): boolean {
  const [now, before] = [key, earlier].map(readHumans);
  if (!now || !before || now.which !== before.which || now.email !== before.email) return false;
  return now.group.some((one) => one !== now.email && before.group.includes(one));
}

function readHumans(key: string) {
  const [, which, group, email] = /^(same|different):(\[.*\]) (\S+)$/.exec(key) ?? [];
  return group === undefined ? null : { which, group: JSON.parse(group) as readonly string[], email };
}

function stageList(match: Catalogue['rules'][number]['match'], index: number): string {
  const sorted = Object.entries(match).sort(([one], [other]) => (one < other ? -1 : 1));
  return `stage:${JSON.stringify(sorted)}/${index}`;
}

function of(key: string, list: string, emails: readonly string[]): readonly ListedEntry[] {
  return emails.map((email) => ({ key: `${key} ${email}`, email, list }));
}
