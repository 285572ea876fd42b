import { DiscordMessages } from '@skyra/discord-components-react';
import { Fragment, useEffect, useRef } from 'react';
import { useDiscordSurroundings } from '../context.ts';
import { momentIn } from '../times.ts';
import type { Message, OwnChannel } from '../types.ts';
import { MessageItem } from './message.tsx';

/** A channel, oldest first, scrolled to its end while one stays there. */
export function MessageList({
  channel,
  messages,
  readUpTo,
  onDismiss,
}: {
  channel: OwnChannel;
  messages: Message[];
  readUpTo: string;
  onDismiss: (id: string) => void;
}) {
  const { theme, world } = useDiscordSurroundings();
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const firstNew = readUpTo === '0' ? undefined : messages.find((one) => isLater(one.id, readUpTo))?.id;
  const isDirect = channel.kind === 'dm';

  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const follow = (): void => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
    };
    follow();
    const observer = new ResizeObserver(follow);
    for (const child of element.children) observer.observe(child);
    observer.observe(element);
    return () => observer.disconnect();
  });

  return (
    <div
      ref={list}
      className="d-messages"
      tabIndex={0}
      role="region"
      aria-label={`Conversation in ${isDirect ? world.app.name : channel.name}`}
      onScroll={(event) => {
        const { scrollHeight, scrollTop, clientHeight } = event.currentTarget;
        isAtEnd.current = scrollHeight - scrollTop - clientHeight < 40;
      }}
    >
      <div className="d-messages-inner">
        <div className="d-beginning">
          <strong>{isDirect ? world.app.name : `Welcome to #${channel.name}!`}</strong>
          <p>
            {isDirect
              ? `This is the beginning of your direct message history with ${world.app.name}.`
              : `This is the start of the #${channel.name} channel.`}
          </p>
        </div>
        {/* The library's parts look at the theme once, when they appear. */}
        <DiscordMessages key={theme} noBackground lightTheme={theme === 'light'} role="list">
          {messages.map((message, index) => {
            const before = messages[index - 1];
            const day = dayOf(message);
            const isNewDay = before === undefined || day !== dayOf(before);
            return (
              <Fragment key={message.id}>
                {isNewDay && (
                  <p className="d-day" role="separator">
                    <span>{day}</span>
                  </p>
                )}
                {message.id === firstNew && (
                  <p className="d-new" role="separator">
                    New
                  </p>
                )}
                <MessageItem
                  message={message}
                  isContinued={!isNewDay && continues(message, before)}
                  onDismiss={onDismiss}
                />
              </Fragment>
            );
          })}
        </DiscordMessages>
      </div>
    </div>
  );
}

const dayOf = (message: Message): string => momentIn(new Date(message.timestamp).getTime() / 1000, 'D', Date.now());

const isLater = (id: string, than: string): boolean =>
  id.length > than.length || (id.length === than.length && id > than);

const SEVEN_MINUTES = 420_000;

/** Whether a message stands under the same name as the one before. */
function continues(message: Message, before: Message | undefined): boolean {
  if (before === undefined || (message.interaction ?? null) !== null || message.ephemeral !== before.ephemeral)
    return false;
  const apart = new Date(message.timestamp).getTime() - new Date(before.timestamp).getTime();
  return message.author.id === before.author.id && apart < SEVEN_MINUTES;
}
