import type { Block as LibraryBlock } from 'slack-blocks-to-jsx';
import { Message as Rendered } from 'slack-blocks-to-jsx';
import { signInAs } from '../discord/sign-in.ts';
import { useSurroundings } from './context.ts';
import { withDates } from './dates.ts';
import type { Block, TextObject } from './types.ts';

/** Block Kit that is only to be read, drawn by slack-blocks-to-jsx with the names of this workspace. */
export function Drawn({ blocks }: { blocks: Block[] }) {
  const { people, world, theme, persona, discordId } = useSurroundings();
  const users = people.map(({ id, name, realName }) => ({ id, name: realName || name }));
  const channels = world.channels.map(({ id, name }) => ({ id, name }));
  return (
    <Rendered
      withoutWrapper
      theme={theme}
      logo=""
      name=""
      blocks={blocks.map(readable) as unknown as LibraryBlock[]}
      data={{ users, channels }}
      hooks={{
        user: ({ id, name }) => (
          <span className={`mention ${id === persona.id ? 'mention-me' : ''}`}>@{nameOf(users, id, name)}</span>
        ),
        channel: ({ id, name }) => <span className="mention">#{nameOf(channels, id, name)}</span>,
        link: ({ href, children }) => (
          <a href={signInAs(href, discordId)} target="_blank" rel="noreferrer">
            {children}
          </a>
        ),
      }}
    />
  );
}

/** One text object. */
export function Markup({ text }: { text: TextObject }) {
  return <Drawn blocks={[{ type: 'section', block_id: 'text', text }]} />;
}

const nameOf = (known: { id: string; name: string }[], id: string, otherwise: string): string =>
  known.find((one) => one.id === id)?.name ?? otherwise;

/**
 * Blocks as the library reads them: mentions without a name, and without `verbatim`, by which it would leave out all
 * formatting (Slack only leaves out making links), and with dates already written.
 */
function readable(block: Block): Block {
  const source = JSON.stringify(block).replace(/<([@#][A-Z0-9]+)\|[^>]*>/g, '<$1>');
  return JSON.parse(source, (key, value: unknown) => {
    if (key === 'verbatim') return undefined;
    return key === 'text' && typeof value === 'string' ? withDates(value) : value;
  }) as Block;
}
