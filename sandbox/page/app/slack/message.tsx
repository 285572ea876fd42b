import { memo } from 'react';
import { Avatar } from '../avatar.tsx';
import { useSurroundings } from './context.ts';
import { api } from './api.ts';
import type { Block, Done, Element, Message, Person } from './types.ts';
import { Icon } from '../icons.tsx';
import { Blocks } from './blocks.tsx';
import { Drawn } from './markup.tsx';
import { timeOf } from './time.ts';

/** One message. */
export const MessageItem = memo(
  function MessageItem({ message, isContinued }: { message: Message; isContinued: boolean }) {
    const { people } = useSurroundings();
    const author = people.find((one) => one.id === message.author) ?? somebody(message.author);
    return (
      <article
        className={`message ${message.isEphemeral ? 'message-ephemeral' : ''} ${isContinued ? 'message-continued' : ''}`}
        aria-label={`${author.realName}, ${timeOf(message.ts)}`}
        tabIndex={-1}
        data-ts={message.ts}
      >
        {message.isEphemeral && (
          <p className="only-you">
            <Icon name="eye" size={14} /> Only visible to you
          </p>
        )}
        {isContinued ? <span className="gutter-time">{timeOf(message.ts)}</span> : <Avatar person={author} />}
        <div className="message-body">
          {!isContinued && (
            <p className="byline">
              <strong>{author.realName}</strong>
              {author.bot && <span className="tag">App</span>}
              <time dateTime={new Date(Number(message.ts) * 1000).toISOString()}>{timeOf(message.ts)}</time>
            </p>
          )}
          <Content message={message} />
          {message.edited !== undefined && <span className="edited">(edited)</span>}
        </div>
      </article>
    );
  },
  (before, after) => before.isContinued === after.isContinued && sameMessage(before.message, after.message),
);

function sameMessage(one: Message, other: Message): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function Content({ message }: { message: Message }) {
  const { persona, notify } = useSurroundings();
  const place = { channel: message.channel, ts: message.ts };
  const onAct = async (block: Block, element: Element, value?: unknown): Promise<void> => {
    const act = { blockId: block.block_id, actionId: element.action_id, ...(value === undefined ? {} : { value }) };
    const done = await api.act(persona.id, place, act).catch(failed);
    if (!done.ok) notify(done.message ?? done.error ?? 'That did not work.');
  };
  const behaviour = { place, values: message.values, onValue: () => undefined, onAct };
  return (
    <>
      {message.blocks === undefined ? (
        message.text !== '' && <Drawn blocks={[plainBlock(message.text)]} />
      ) : (
        <Blocks blocks={message.blocks} {...behaviour} />
      )}
      {(message.attachments ?? []).map((attachment, index) => (
        <div key={index} className="attachment" style={{ borderColor: colorOf(attachment.color) }}>
          {attachment.blocks === undefined ? (
            <Drawn blocks={[plainBlock(attachment.text ?? attachment.fallback ?? '')]} />
          ) : (
            <Blocks blocks={attachment.blocks} {...behaviour} />
          )}
        </div>
      ))}
    </>
  );
}

const failed = (error: unknown): Done => ({
  ok: false,
  message: error instanceof Error ? error.message : String(error),
});
const plainBlock = (text: string): Block => ({ type: 'section', block_id: 'text', text: { type: 'mrkdwn', text } });

function colorOf(color: string | undefined): string {
  const named: Record<string, string> = { good: '#2f8f6b', warning: '#c98a1b', danger: '#c0453f' };
  return color === undefined ? 'var(--line-strong)' : (named[color] ?? (color.startsWith('#') ? color : `#${color}`));
}

function somebody(id: string): Person {
  const unknown = { title: '', emailConfirmed: false, bot: false, deleted: false, isApp: false, isStranger: false };
  return { id, name: id, realName: id, ...unknown };
}
