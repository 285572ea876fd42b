import { LRUCache } from 'lru-cache';
import { atMost } from '../../lib/read-cache.ts';
import { nameSkeleton, withoutHidden } from '../../lib/name-skeleton.ts';
import type { Account, Platform } from '../../domain/identity.ts';
import { asciiLower } from '../../lib/address.ts';
import type { Block, Message, Span, Text } from '../../domain/message.ts';
import { plain } from '../../domain/message.ts';
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

/**
 * Puts names beside mentions in a message of Latchkey's own, and finds the mentions: one question to the store for both, whatever
 * stands in it. `showsEmail`: with the proven e-mail, where only those read it who may know it. A name like that of another person
 * whom this process has shown, or one with characters that aren't seen, is marked.
 */
export function createIntroduce({ store }: Pick<Deps, 'store'>) {
  /** Whose name looks like this. */
  const named = new LRUCache<string, string>(atMost(mostKnown));
  /** What whoever has an address is called. */
  const byAddress = new LRUCache<string, Text>(atMost(mostKnown));

  return async function introduce(message: Message, platform: Platform, showsEmail: boolean): Promise<Introduced> {
    const ids = new Set(
      spansOf(message).flatMap((span) => (typeof span === 'object' && 'person' in span ? [span.person.id] : [])),
    );
    // Latchkey itself, and whoever is known by an address alone, is nobody.
    ids.delete('');
    const people = ids.size > 0 ? await store.people.byIds([...ids]) : [];
    const known = new Map(people.map((person) => [person.id, remember(person, platform)]));
    const mentions = new Map(
      people.flatMap((person) => {
        const account = accountOn(person, platform);
        return account === null ? [] : [[person.id, account] as const];
      }),
    );

    const expand = (span: Span): Text => {
      if (typeof span === 'string' || !('person' in span) || span.isNamed !== true) return [span];
      const { id, label } = span.person;
      const person = known.get(id);
      if (person === undefined) return [addressed(label, showsEmail)].flat();
      const mention = mentions.has(id) ? { person: span.person } : null;
      const email = showsEmail ? person.email : null;
      return person.name === null && mention === null
        ? addressed(label, showsEmail)
        : words.introduction.person(person.name ?? [], mention, email);
    };
    /** For a notification: the name alone. */
    const nameOnly = (span: Span): Text => {
      if (typeof span === 'string' || !('person' in span)) return [span];
      return known.get(span.person.id)?.name ?? addressed(span.person.label, showsEmail);
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

  function remember(person: Person, platform: Platform): { readonly name: Text | null; readonly email: string | null } {
    const bound = person.accounts.find(({ account }) => account.platform === platform) ?? person.accounts[0];
    const proved = person.emails.find(({ address, proved: is }) => is && address.includes('@'));
    const name = bound === undefined || bound.name === '' ? null : written(person.id, bound.name);
    if (name !== null) for (const { address } of person.emails) byAddress.set(asciiLower(address), name);
    return { name, email: proved?.address ?? null };
  }

  /** A name as it is shown; the first whom a name was seen of keeps it. */
  function written(id: string, name: string): Text {
    const bare = withoutHidden(name);
    if (bare !== name) return words.introduction.hidden(bare);
    const skeleton = nameSkeleton(name);
    const other = skeleton === '' ? undefined : named.get(skeleton);
    if (other === undefined) named.set(skeleton, id);
    return other === undefined || other === id ? words.introduction.name(name) : words.introduction.alike(name);
  }

  /** Somebody of whom only an address is at hand. Where no e-mail is shown, what stands before its `@` has to do. */
  function addressed(label: string, showsEmail: boolean): Text {
    const name = byAddress.get(asciiLower(label));
    if (name !== undefined) return name;
    const [local = '', domain] = label.split('@');
    return [domain === undefined || showsEmail ? label : local];
  }
}

export type Introduce = ReturnType<typeof createIntroduce>;

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
