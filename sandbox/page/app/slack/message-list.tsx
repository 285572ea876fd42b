import { useEnd } from '../data/use-end.ts';
import type { Message } from './types.ts';
import { Icon } from '../icons.tsx';
import { MessageItem } from './message.tsx';
import { dayOf, secondsOf } from './time.ts';

/** A line that the persona typed after a slash: Slack keeps none, so the page remembers it while it is open. */
export interface Echo {
  ts: string;
  text: string;
}

type Item = { kind: 'message'; ts: string; message: Message } | { kind: 'echo'; ts: string; text: string };

/** A conversation, oldest first, scrolled to its end while one stays there or does something. */
export function MessageList({
  name,
  messages,
  echoes,
  readUpTo,
  isLoaded,
}: {
  name: string;
  messages: Message[];
  echoes: Echo[];
  readUpTo: string;
  /** Whether the messages are this conversation's: before that, nothing is said about them. */
  isLoaded: boolean;
}) {
  const items: Item[] = [
    ...messages.map((message): Item => ({ kind: 'message', ts: message.ts, message })),
    ...echoes.map((echo): Item => ({ kind: 'echo', ...echo })),
  ].sort((one, other) => Number(one.ts) - Number(other.ts));
  const firstNew = readUpTo === '0' ? undefined : messages.find((one) => Number(one.ts) > Number(readUpTo))?.ts;

  const { list, onScroll } = useEnd(echoes.length + messages.filter((one) => one.isEphemeral).length);

  return (
    <div ref={list} className="messages" role="log" aria-label={`Messages in ${name}`} tabIndex={0} onScroll={onScroll}>
      <div className="messages-inner">
        {isLoaded && items.length === 0 && (
          <div className="empty">
            <Icon name="slash" size={30} />
            <p>Nothing here yet.</p>
            <p>
              Type <code>/access</code> below, or choose one of the suggestions.
            </p>
          </div>
        )}
        {items.map((item, index) => {
          const before = items[index - 1];
          return (
            <div key={`${item.kind}${item.ts}`}>
              {dayOf(item.ts) !== (before && dayOf(before.ts)) && <p className="day">{dayOf(item.ts)}</p>}
              {item.ts === firstNew && <p className="new-line">New</p>}
              {item.kind === 'echo' ? (
                <p className="echo">
                  <Icon name="slash" size={14} /> You typed <code>{item.text}</code>
                </p>
              ) : (
                <MessageItem message={item.message} isContinued={continues(item.message, before)} />
              )}
            </div>
          );
        })}
      </div>
    </div>
  );
}

const FIVE_MINUTES = 300;

/** Whether a message stands under the same name as the one before. */
function continues(message: Message, before: Item | undefined): boolean {
  if (before?.kind !== 'message' || message.isEphemeral || before.message.isEphemeral) return false;
  if (message.blocks !== undefined || before.message.blocks !== undefined) return false;
  return before.message.author === message.author && secondsOf(message.ts) - secondsOf(before.ts) < FIVE_MINUTES;
}
