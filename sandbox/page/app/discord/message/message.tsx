import { DiscordCommand, DiscordMessage } from '@skyra/discord-components-react';
import { memo } from 'react';
import { useDiscordSurroundings } from '../context.ts';
import { looksOf } from '../looks.ts';
import { stampOf } from '../times.ts';
import type { Message, User } from '../types.ts';
import { Components } from './components.tsx';
import { Embed } from './embed.tsx';
import { Markdown } from './markdown-view.tsx';

/** One message. */
export const MessageItem = memo(
  function MessageItem({
    message,
    isContinued,
    onDismiss,
  }: {
    message: Message;
    /** Whether it stands under the same name as the one before. */
    isContinued: boolean;
    onDismiss: (id: string) => void;
  }) {
    const { world, personas, persona, theme } = useDiscordSurroundings();
    const isLight = theme === 'light';
    const author = looksOf(message.author.id, world, personas, message.author.global_name ?? message.author.username);
    const { state, interaction } = message;
    return (
      <DiscordMessage
        role="listitem"
        aria-label={`${author.name}, ${stampOf(message.timestamp, Date.now())}`}
        tabIndex={-1}
        data-id={message.id}
        author={author.name}
        avatar={author.avatar}
        bot={author.isApp}
        roleColor={author.color}
        lightTheme={isLight}
        timestamp={stampOf(message.timestamp, Date.now())}
        edited={(message.edited_timestamp ?? null) !== null}
        ephemeral={message.ephemeral === true && state !== 'thinking'}
        highlight={isMentioned(message, persona.id)}
        messageBodyOnly={isContinued}
        dismissMessageClicked={() => onDismiss(message.id)}
      >
        {interaction && <Used name={interaction.name} user={interaction.user} isLight={isLight} />}
        <div className="md">
          {state === 'thinking' && (
            <span className="thinking">
              <span className="dots" /> {author.name} is thinking…
            </span>
          )}
          {state === 'failed' && <span className="d-failed">The application did not respond</span>}
          {state === undefined && message.content !== '' && <Markdown text={message.content} />}
        </div>
        {message.embeds.map((embed, index) => (
          <Embed key={index} embed={embed} />
        ))}
        {message.components.length > 0 && <Components message={message} />}
      </DiscordMessage>
    );
  },
  (before, after) =>
    before.isContinued === after.isContinued &&
    before.onDismiss === after.onDismiss &&
    JSON.stringify(before.message) === JSON.stringify(after.message),
);

/** The line above an answer: who used which command. */
function Used({ name, user, isLight }: { name: string; user: User | string; isLight: boolean }) {
  const { world, personas } = useDiscordSurroundings();
  const id = typeof user === 'string' ? user : user.id;
  const known = typeof user === 'string' ? undefined : (user.global_name ?? user.username);
  const who = looksOf(id, world, personas, known);
  return (
    <DiscordCommand
      slot="reply"
      lightTheme={isLight}
      author={who.name}
      avatar={who.avatar}
      roleColor={who.color}
      command={name.replace(/^\//, '')}
    />
  );
}

function isMentioned(message: Message, id: string): boolean {
  return (message.mentions ?? []).some((one) => (typeof one === 'string' ? one : one.id) === id);
}
