import { DiscordMessages } from '@skyra/discord-components-react';
import { Fragment } from 'react';
import { useEnd } from '../../data/use-end.ts';
import { useDiscordSurroundings } from '../context.ts';
import { momentIn } from '../times.ts';
import type { Message, OwnChannel } from '../types.ts';
import { MessageItem } from './message.tsx';

/** A channel, oldest first, scrolled to its end while one stays there or does something. */
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
  const { theme, world, persona } = useDiscordSurroundings();
  const { list, onScroll } = useEnd(messages.filter((one) => isAnswerTo(one, persona.id)).length);
  const firstNew = readUpTo === '0' ? undefined : messages.find((one) => isLater(one.id, readUpTo))?.id;
  const isDirect = channel.kind === 'dm';

  return (
    <div
      ref={list}
      className="d-messages"
      tabIndex={0}
      role="region"
      aria-label={`Conversation in ${isDirect ? world.app.name : channel.name}`}
      onScroll={onScroll}
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
                  <p className="d-day" role="listitem">
                    <span>{day}</span>
                  </p>
                )}
                {message.id === firstNew && (
                  <p className="d-new" role="listitem">
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

/** Whether somebody's own command, button or form led to a message. */
function isAnswerTo(message: Message, id: string): boolean {
  const by = message.interaction_metadata?.user ?? message.interaction?.user;
  return message.ephemeral === true || (typeof by === 'string' ? by : by?.id) === id;
}

const SEVEN_MINUTES = 420_000;

/** Whether a message stands under the same name as the one before. */
function continues(message: Message, before: Message | undefined): boolean {
  if (before === undefined || (message.interaction ?? null) !== null || message.ephemeral !== before.ephemeral)
    return false;
  const apart = new Date(message.timestamp).getTime() - new Date(before.timestamp).getTime();
  return message.author.id === before.author.id && apart < SEVEN_MINUTES;
}
