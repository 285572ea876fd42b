import type { Account, Platform } from '../../domain/identity.ts';
import type { Message, Span } from '../../domain/message.ts';
import type { Deps } from '../deps.ts';

/** The accounts by which a platform can mention the people that a message names. */
export function createMentions({ store }: Pick<Deps, 'store'>) {
  return async function mentions(message: Message, platform: Platform): Promise<ReadonlyMap<string, Account>> {
    const ids = [
      ...new Set(
        spansOf(message).flatMap((span) => (typeof span === 'object' && 'person' in span ? [span.person.id] : [])),
      ),
    ];
    // Latchkey itself is nobody.
    const people = ids.some((id) => id !== '') ? await store.people.byIds(ids.filter((id) => id !== '')) : [];
    return new Map(
      people.flatMap((person) => {
        const bound = person.accounts.find(({ account }) => account.platform === platform);
        return bound ? [[person.id, bound.account] as const] : [];
      }),
    );
  };
}

export type FindMentions = ReturnType<typeof createMentions>;

/** Every part of a message's texts. */
export function spansOf(message: Message): readonly Span[] {
  const rest = message.blocks.flatMap((block): readonly Span[] => {
    switch (block.kind) {
      case 'text':
      case 'note':
      case 'row':
        return block.text;
      case 'facts':
        return block.rows.flatMap((row) => row.value);
      case 'list':
        return block.items.flat();
      case 'quote':
      case 'usage':
      case 'divider':
        return [];
    }
  });
  return [...(message.headline ?? []), ...rest];
}
