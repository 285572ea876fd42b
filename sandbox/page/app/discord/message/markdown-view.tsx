import { DiscordMention, DiscordTime } from '@skyra/discord-components-react';
import type { ReactNode } from 'react';
import { useMemo, useState } from 'react';
import { useDiscordSurroundings } from '../context.ts';
import { signInAs } from '../sign-in.ts';
import { hexOf, looksOf } from '../looks.ts';
import type { Piece } from '../markdown.ts';
import { parseMarkdown } from '../markdown.ts';
import { momentIn } from '../times.ts';
import { useNow } from '../use-now.ts';

/** Text with Discord's markdown, with the names of this guild. */
export function Markdown({ text }: { text: string }) {
  const pieces = useMemo(() => parseMarkdown(text), [text]);
  return <Pieces pieces={pieces} />;
}

function Pieces({ pieces }: { pieces: readonly Piece[] }) {
  return pieces.map((piece, index) => <One key={index} piece={piece} />);
}

const WRAPPED: Record<string, (inner: ReactNode, piece: Piece) => ReactNode> = {
  strong: (inner) => <strong>{inner}</strong>,
  em: (inner) => <em>{inner}</em>,
  underline: (inner) => <u>{inner}</u>,
  strikethrough: (inner) => <s>{inner}</s>,
  blockQuote: (inner) => <blockquote>{inner}</blockquote>,
  subtext: (inner) => <small className="md-small">{inner}</small>,
  heading: (inner, { level = 1 }) => <strong className={`md-heading md-heading-${level}`}>{inner}</strong>,
  spoiler: (inner) => <Spoiler>{inner}</Spoiler>,
};

const PLAIN: Record<string, (piece: Piece) => ReactNode> = {
  br: () => <br />,
  newline: () => <br />,
  inlineCode: ({ content }) => <code>{content as string}</code>,
  codeBlock: ({ content }) => (
    <pre>
      <code>{content as string}</code>
    </pre>
  ),
  timestamp: (piece) => <Moment {...piece} />,
  user: (piece) => <Somebody id={piece.id ?? ''} />,
  role: (piece) => <RoleName id={piece.id ?? ''} />,
  channel: (piece) => <ChannelName id={piece.id ?? ''} />,
  slashCommand: ({ fullName }) => <DiscordMention type="slash">{fullName}</DiscordMention>,
  everyone: () => <DiscordMention type="user">everyone</DiscordMention>,
  here: () => <DiscordMention type="user">here</DiscordMention>,
  emoji: ({ name }) => `:${name ?? ''}:`,
};

function One({ piece }: { piece: Piece }) {
  const { persona } = useDiscordSurroundings();
  const { type, content, items } = piece;
  const plain = PLAIN[type];
  if (plain !== undefined) return plain(piece);
  if (items !== undefined) {
    const rows = items.map((one, index) => (
      <li key={index}>
        <Pieces pieces={one} />
      </li>
    ));
    return piece.ordered === true ? <ol start={piece.start}>{rows}</ol> : <ul>{rows}</ul>;
  }
  const inner = typeof content === 'string' ? content : <Pieces pieces={content ?? []} />;
  if (type === 'link' || type === 'url' || type === 'autolink') {
    const isSafe = /^https?:/.test(piece.target ?? '');
    return isSafe ? (
      <a href={signInAs(piece.target ?? '', persona.id)} target="_blank" rel="noreferrer">
        {inner}
      </a>
    ) : (
      inner
    );
  }
  return WRAPPED[type]?.(inner, piece) ?? inner;
}

function Somebody({ id }: { id: string }) {
  const { world, personas, persona } = useDiscordSurroundings();
  return (
    <DiscordMention type="user" highlight={id === persona.id}>
      {looksOf(id, world, personas, 'unknown-user').name}
    </DiscordMention>
  );
}

function RoleName({ id }: { id: string }) {
  const { world } = useDiscordSurroundings();
  const role = world.roles.find((one) => one.id === id);
  return (
    <DiscordMention type="role" color={role === undefined || role.color === 0 ? undefined : hexOf(role.color)}>
      {role?.name.replace(/^@/, '') ?? 'deleted-role'}
    </DiscordMention>
  );
}

function ChannelName({ id }: { id: string }) {
  const { world, openChannel, channels } = useDiscordSurroundings();
  const channel = world.channels.find((one) => one.id === id);
  const isMine = channels.some((one) => one.id === id);
  return (
    <DiscordMention type={isMine ? 'channel' : 'locked'} onClick={() => isMine && openChannel(id)}>
      {channel?.name ?? 'No access'}
    </DiscordMention>
  );
}

function Moment({ timestamp, format }: Piece) {
  const seconds = Number(timestamp);
  const now = useNow(format === 'R' ? 1000 : 60_000);
  return <DiscordTime title={momentIn(seconds, 'F', now)}>{momentIn(seconds, format, now)}</DiscordTime>;
}

function Spoiler({ children }: { children: ReactNode }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <span className="md-spoiler" data-open={isOpen} onClick={() => setOpen(true)}>
      {children}
    </span>
  );
}
