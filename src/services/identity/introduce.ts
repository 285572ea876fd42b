import { LRUCache } from 'lru-cache';
import { atMost } from '../../lib/read-cache.ts';
import { nameSkeleton, withoutHidden } from '../../lib/name-skeleton.ts';
import type { Account, Platform } from '../../domain/identity.ts';
import { accountKey, normalEmail } from '../../domain/identity.ts';
import type { Block, Message, Span, Text } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
import { isHeld } from '../../domain/person.ts';
import type { Person } from '../../ports/people.ts';
import type { Deps } from '../deps.ts';
import { spansOf } from './mentions.ts';
import { words } from '../../words/index.ts';

/** People whose names this process keeps at hand. */
const mostKnown = 10_000;

interface Introduced {
  readonly message: Message;
  readonly mentions: ReadonlyMap<string, Account>;
}

type PersonSpan = Extract<Span, { readonly person: unknown }>;

/** Somebody as they are shown; `name` null: none is known. */
interface Known {
  readonly name: Text | null;
  readonly skeleton: string;
  readonly email: string | null;
}

/** Whose a name is, by what it looks like: whoever was seen with it first, and whether somebody else has one like it. */
interface NameHolder {
  readonly first: string;
  readonly isShared: boolean;
}

/**
 * Puts names beside mentions, or in their place, in a message of Latchkey's own, and finds the mentions: one question to the
 * store for all of it, whatever stands in it. `showsEmail`: with the proven e-mail, where only those read it who may know it.
 * A name like that of another person whom this process has shown is marked and stands with its address, and one with characters
 * that aren't seen is marked.
 */
export function createIntroduce({ store }: Pick<Deps, 'store'>) {
  /** By what a name looks like. */
  const named = new LRUCache<string, NameHolder>(atMost(mostKnown));

  return async function introduce(message: Message, platform: Platform, showsEmail: boolean): Promise<Introduced> {
    const { people, byAddress } = await peopleIn(message);
    const known = new Map(people.map((person) => [person.id, remember(person, platform)]));
    for (const [address, { id }] of byAddress) known.set(address, known.get(id) ?? noName);
    const mentions = new Map(
      people.flatMap((person) => {
        const account = accountOn(person, platform);
        return account === null ? [] : [[person.id, account] as const];
      }),
    );

    const expand = (span: Span): Text => {
      if (typeof span === 'string' || !('person' in span)) return [span];
      const { person, isNamed, isNameOnly } = span;
      const mention = mentions.has(person.id) ? { person } : null;
      if (isNameOnly !== true && isNamed !== true && mention !== null) return [span];
      const is = known.get(keyOf(span));
      if (isNamed !== true) return shortly(span, is);
      return is === undefined || (is.name === null && mention === null)
        ? addressed(person.label, showsEmail)
        : words.introduction.person(is.name ?? [], mention, showsEmail ? is.email : null);
    };
    /** The name alone, with the address only where somebody else has a name like it. */
    const shortly = ({ person: { label } }: PersonSpan, is: Known | undefined): Text => {
      if (is === undefined || is.name === null) return addressed(label, showsEmail);
      const isShared = showsEmail && named.get(is.skeleton)?.isShared === true;
      return words.introduction.person(is.name, null, isShared ? (is.email ?? label) : null);
    };
    /** For a notification: the name alone. */
    const nameOnly = (span: Span): Text => {
      if (typeof span === 'string' || !('person' in span)) return [span];
      return known.get(keyOf(span))?.name ?? addressed(span.person.label, showsEmail);
    };
    const { headline } = message;
    return {
      message: {
        ...message,
        blocks: message.blocks.map((block) => expanded(block, expand)),
        ...(headline && { headline: headline.flatMap(expand), summary: plain(headline.flatMap(nameOnly)) }),
      },
      mentions,
    };
  };

  /**
   * Everybody whom a message names, by id, or by address where nobody's id is known; asked for in one turn, and so in one
   * query. An address means its first holder only, as the configuration does (A8).
   */
  async function peopleIn(message: Message): Promise<{
    readonly people: readonly Person[];
    readonly byAddress: ReadonlyMap<string, Person>;
  }> {
    const spans = spansOf(message).filter((span) => typeof span === 'object' && 'person' in span);
    const ids = [...new Set(spans.map(({ person }) => person.id))].filter((id) => id !== '');
    // Latchkey itself is nobody.
    const nameless = spans.filter(({ person, isNameOnly }) => person.id === '' && isNameOnly === true);
    const addresses = [...new Set(nameless.map(keyOf))];
    const [identified, holders] = await Promise.all([
      ids.length === 0 ? [] : store.people.byIds(ids),
      addresses.length === 0 ? [] : store.people.byEmails(addresses),
    ]);
    const byAddress = new Map(
      addresses.flatMap((address) => {
        const holder = holders.find((person) => isFirst(person, address));
        return holder === undefined ? [] : [[address, holder] as const];
      }),
    );
    const people = new Map([...identified, ...byAddress.values()].map((person) => [person.id, person]));
    return { people: [...people.values()], byAddress };
  }

  function remember(person: Person, platform: Platform): Known {
    const bound = person.accounts.find(({ account }) => account.platform === platform) ?? person.accounts[0];
    const proved = person.emails.find(({ address, proved: is }) => is && address.includes('@'));
    const email = proved?.address ?? null;
    return bound === undefined || bound.name === ''
      ? { ...noName, email }
      : { ...written(person.id, bound.name), email };
  }

  /** A name as it is shown; the first whom a name was seen of keeps it. */
  function written(id: string, name: string): Pick<Known, 'name' | 'skeleton'> {
    const skeleton = nameSkeleton(name);
    const holder = skeleton === '' ? undefined : named.get(skeleton);
    if (skeleton !== '' && holder?.isShared !== true) {
      named.set(skeleton, { first: holder?.first ?? id, isShared: holder !== undefined && holder.first !== id });
    }
    const bare = withoutHidden(name);
    if (bare !== name) return { name: words.introduction.hidden(bare), skeleton };
    const isFirstOfIt = holder === undefined || holder.first === id;
    return { name: isFirstOfIt ? words.introduction.name(name) : words.introduction.alike(name), skeleton };
  }
}

export type Introduce = ReturnType<typeof createIntroduce>;

const noName: Known = { name: null, skeleton: '', email: null };

/** By what somebody in a message is known: their id, else their address. */
function keyOf({ person: { id, label } }: PersonSpan): string {
  return id === '' ? normalEmail(label) : id;
}

/** Whether an address, or an account as it's written, is a person's and was nobody's before. */
function isFirst({ addresses, accounts }: Person, address: string): boolean {
  return (
    addresses.some((one) => one.address === address && isHeld(one) && !one.again) ||
    accounts.some(({ account }) => accountKey(account) === address)
  );
}

/** Somebody of whom only an address is at hand. Where no e-mail is shown, what stands before its `@` has to do. */
function addressed(label: string, showsEmail: boolean): Text {
  const [local = '', domain] = label.split('@');
  return [domain === undefined || showsEmail ? label : local];
}

function accountOn({ accounts }: Person, platform: Platform): Account | null {
  return accounts.find(({ account }) => account.platform === platform)?.account ?? null;
}

function expanded(block: Block, expand: (span: Span) => Text): Block {
  switch (block.kind) {
    case 'text':
    case 'note':
    case 'row':
      return { ...block, text: block.text.flatMap(expand) };
    case 'list':
      return { ...block, items: block.items.map((item) => item.flatMap(expand)) };
    case 'facts':
      return { ...block, rows: block.rows.map((row) => ({ ...row, value: row.value.flatMap(expand) })) };
    case 'quote':
    case 'usage':
    case 'divider':
      return block;
  }
}
