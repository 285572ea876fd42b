import { distance } from 'fastest-levenshtein';
import { z } from 'zod';
import { cut } from '../domain/cut.ts';
import { parseDuration } from '../domain/duration.ts';
import type { Entitlement, ItemRight } from '../domain/entitlement.ts';
import { itemRights, parseEntitlementKey } from '../domain/entitlement.ts';
import type { Who } from '../domain/identity.ts';
import type { Instance, Product } from '../domain/catalogue.ts';
import type { Directory } from './directory.ts';
import { words } from '../words/index.ts';

/** A value, or the sentence that says what is wrong and what to write instead. */
export type Read<T> = { readonly ok: true; readonly value: T } | Failure;

/** Why something typed can't be used; `near`: what stands there, and what was probably meant, where something is near. */
export interface Failure {
  readonly ok: false;
  readonly sentence: string;
  readonly near?: readonly Fix[];
}
export interface Fix {
  readonly wrong: string;
  readonly right: string;
}

/** The longest reason or comment, in characters. */
export const longestReason = 1_000;
/** The most people that one command names. */
export const mostPeople = 20;

const account = z.object({ platform: z.string(), workspace: z.string(), user: z.string() });

/** A person as named in a command; what a chat's parser hands over. */
export const whoSchema: z.ZodType<Who> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('me') }),
  z.object({ kind: z.literal('account'), account, shown: z.string() }),
  z.object({ kind: z.literal('email'), email: z.string().max(254) }),
  z.object({ kind: z.literal('person'), id: z.string().max(64) }),
  z.object({ kind: z.literal('group'), shown: z.string() }),
  z.object({ kind: z.literal('unknown'), text: z.string() }),
]);

const word = z.string().max(20_000).optional();

/** What names an entitlement, as typed. */
export const entitlementWords = z.object({
  kind: word,
  product: word,
  instance: word,
  role: word,
  item: word,
  right: word,
  entitlement: word,
});
/** `extra`: words that fit nowhere. */
export type EntitlementWords = z.infer<typeof entitlementWords> & { readonly extra?: string | undefined };

export function fail(sentence: string): Failure {
  return { ok: false, sentence };
}

export function done<T>(value: T): { readonly ok: true; readonly value: T } {
  return { ok: true, value };
}

/** Cuts what is shown back to a person. */
export function shown(text: string): string {
  return cut(text, 60);
}

/** `There’s no product called “acme-prd”. Did you mean “acme-prod”?`, or the list of what there is. */
export function unknownWord(what: string, given: string, known: readonly string[]): string {
  return unknown(what, given, known).sentence;
}

/** The same, with what to write instead where something is near. */
export function unknown(what: string, given: string, known: readonly string[]): Failure {
  // Nothing is near to what is longer than this: comparing takes time in proportion to the length.
  const typed = given.slice(0, 200);
  const near = nearWords(typed, known);
  if (near.length > 0) {
    const sentence = words.typing.nearWord(what, shown(typed), near);
    return { ok: false, sentence, near: near.map((right) => ({ wrong: given, right })) };
  }
  if (known.length === 0) return fail(words.typing.noneThere(what));
  return fail(
    known.length <= 20
      ? words.typing.chooseOne(what, shown(typed), known)
      : words.typing.nearestOnes(what, shown(typed), nearest(typed, known, 5)),
  );
}

/** The most words that are equally near and all named. */
const mostNear = 3;

/**
 * The words that were probably meant, equally near: up to a third of them is wrong, or two neighbours changed places. Empty:
 * none is near, or too many are, and a guess would only be in the way.
 */
export function nearWords(given: string, known: readonly string[]): readonly string[] {
  const typed = given.slice(0, 200).toLowerCase();
  if (typed === '') return [];
  const far = known.map((one) => distance(typed, one.toLowerCase()));
  const least = Math.min(...far);
  const near = known.filter((one, index) => far[index] === least && isNear(typed, one.toLowerCase(), least));
  return near.length > mostNear ? [] : near;
}

/** The one word that was probably meant; null where none is, or several are equally near. */
export function nearWord(given: string, known: readonly string[]): string | null {
  const [only, ...more] = nearWords(given, known);
  return only !== undefined && more.length === 0 ? only : null;
}

function isNear(typed: string, known: string, far: number): boolean {
  const isSwapped = far === 2 && sorted(typed) === sorted(known);
  return isSwapped || (far < typed.length && far <= Math.max(1, Math.floor(known.length / 3)));
}

function sorted(text: string): string {
  return Array.from(text).toSorted().join('');
}

function nearest(typed: string, known: readonly string[], count: number): readonly string[] {
  const far = new Map(known.map((one) => [one, distance(typed.toLowerCase(), one.toLowerCase())]));
  return known.toSorted((a, b) => (far.get(a) ?? 0) - (far.get(b) ?? 0)).slice(0, count);
}

/** Reads what is asked for against the catalogue. With one instance, naming it is optional. */
export function readEntitlement(phrase: EntitlementWords, directory: Directory): Read<Entitlement> {
  if (phrase.entitlement !== undefined) return readKey(phrase.entitlement, directory);
  const kinds = ['console', 'role', 'item'];
  if (phrase.kind === undefined) {
    return fail(words.typing.sayWhat);
  }
  switch (phrase.kind.toLowerCase()) {
    case 'console': {
      const product = readProduct(phrase.product, directory);
      return product.ok ? done({ kind: 'console', product: product.value.id }) : product;
    }
    case 'role': {
      const instance = readInstance(phrase.instance, directory);
      return instance.ok ? readRole(phrase.role, instance.value.id, directory) : instance;
    }
    case 'item':
      return readItem(phrase, directory);
    default:
      return unknownKind(phrase.kind, kinds, directory);
  }
}

/** A kind that there isn't, or the name of something that was to stand behind its kind. */
function unknownKind(typed: string, kinds: readonly string[], { catalogue, choices }: Directory): Failure {
  const kind = unknown('kind of access', typed, kinds);
  if (kind.near?.length === 1) return kind;
  const product = nearWord(
    typed,
    catalogue.products.map(({ id }) => id),
  );
  const role = nearWord(
    typed,
    choices.instances.flatMap(({ roles }) => roles),
  );
  const right = product === null ? role && `role ${role}` : `console ${product}`;
  if (right === null) return kind;
  return {
    ok: false,
    sentence: words.typing.kindFirst(shown(typed), right),
    near: [{ wrong: typed, right }],
  };
}

/** The entitlement exactly as typed, without a catalogue: for what is retired. Null where words are missing. */
export function literalEntitlement(phrase: EntitlementWords): Entitlement | null {
  if (phrase.entitlement !== undefined) return parseEntitlementKey(phrase.entitlement);
  const { kind, product, instance, role, item, right } = phrase;
  return parseEntitlementKey(
    kind === 'console'
      ? `console:${product ?? ''}`
      : kind === 'role'
        ? `role:${instance ?? ''}/${role ?? ''}`
        : `item:${instance ?? ''}/${item ?? ''}/${right ?? ''}`,
  );
}

export function readProduct(typed: string | undefined, { catalogue }: Directory): Read<Product> {
  const only = catalogue.products.length === 1 ? catalogue.products[0] : undefined;
  if (typed === undefined || typed === '')
    return only ? done(only) : fail(words.typing.nameProduct(catalogue.products.map(({ id }) => id)));
  const found = byName(typed, catalogue.products);
  return found
    ? done(found)
    : unknown(
        'product',
        typed,
        catalogue.products.map(({ id }) => id),
      );
}

export function readInstance(typed: string | undefined, { catalogue }: Directory): Read<Instance> {
  const only = catalogue.instances.length === 1 ? catalogue.instances[0] : undefined;
  if (typed === undefined || typed === '') {
    return only ? done(only) : fail(words.typing.nameInstance(catalogue.instances.map(({ id }) => id)));
  }
  const found = byName(typed, catalogue.instances);
  return found
    ? done(found)
    : unknown(
        'instance',
        typed,
        catalogue.instances.map(({ id }) => id),
      );
}

function readRole(typed: string | undefined, instance: string, directory: Directory): Read<Entitlement> {
  const policy = directory.policy(instance);
  const roles = policy?.roles ?? [];
  if (typed === undefined || typed === '') return fail(words.typing.nameRole(roles));
  const role = policy?.findRole(typed) ?? null;
  return role === null ? unknown('role', typed, roles) : done({ kind: 'role', instance, role });
}

function readItem(phrase: EntitlementWords, directory: Directory): Read<Entitlement> {
  const instance = readInstance(phrase.instance, directory);
  if (!instance.ok) return instance;
  if (phrase.right === undefined) return fail(words.typing.nameRight(itemRights));
  const right = itemRights.find((one) => one === phrase.right?.toLowerCase());
  if (!right) return unknown('item right', phrase.right, itemRights);
  const ids = instance.value.items.map(({ id }) => id);
  if (phrase.item === undefined || phrase.item === '') return fail(words.typing.nameItem(instance.value.id, ids));
  const item = ids.find((id) => id.toLowerCase() === phrase.item?.toLowerCase());
  if (item === undefined) return unknown(`item of ${instance.value.id}`, phrase.item, ids);
  return done({ kind: 'item', instance: instance.value.id, item, right });
}

/** ENTITLEMENT in its written form, `kind:…`. */
function readKey(key: string, directory: Directory): Read<Entitlement> {
  const [, kind = '', rest = ''] = /^(\w+):(.*)$/s.exec(key) ?? [];
  const parts = rest.split('/');
  const [instance, name] = parts;
  switch (kind.toLowerCase()) {
    case 'console':
      return readEntitlement({ kind: 'console', product: rest }, directory);
    case 'role':
      return readEntitlement({ kind: 'role', instance, role: name }, directory);
    case 'item':
      return readEntitlement({ kind: 'item', instance, item: name, right: parts[2] }, directory);
    default:
      return fail(words.typing.noEntitlement(shown(key)));
  }
}

/** What was typed after `for`; absent means the rule's own. */
export function readDuration(typed: string | undefined): Read<number | null | 'default'> {
  if (typed === undefined || typed.trim() === '') return done('default');
  const read = parseDuration(typed);
  return read.ok ? done(read.ms) : fail(words.lengthProblem(read.problem));
}

/** What was typed after `because`: well-formed, at most 1,000 characters; null when nothing was. */
export function readReason(typed: string | undefined): Read<string | null> {
  const text = (typed ?? '').toWellFormed().trim();
  if (text === '') return done(null);
  return text.length > longestReason ? fail(words.typing.reasonTooLong(text.length, longestReason)) : done(text);
}

/** WHO…: at least one, at most twenty, each once. */
export function readPeople(who: readonly Who[] | undefined, preposition: string): Read<readonly Who[]> {
  const unique = [...new Map((who ?? []).map((one) => [JSON.stringify(one), one])).values()];
  if (unique.length === 0) return fail(words.typing.nameSomebody(preposition));
  if (unique.length > mostPeople) return fail(words.typing.tooManyPeople(unique.length, mostPeople));
  return done(unique);
}

/** An access id: letters and digits in any case. */
export function readId(typed: string | undefined): Read<string> {
  const id = (typed ?? '').trim().toLowerCase();
  if (id === '') return fail(words.typing.nameAccess);
  return /^[0-9a-z]{12}$/.test(id) ? done(id) : fail(words.typing.noAccessId(shown(typed ?? '')));
}

function byName<T extends { readonly id: string; readonly name: string }>(
  typed: string,
  all: readonly T[],
): T | undefined {
  const key = typed.trim().toLowerCase();
  return all.find((one) => one.id.toLowerCase() === key) ?? all.find((one) => one.name.toLowerCase() === key);
}

export type { ItemRight };
