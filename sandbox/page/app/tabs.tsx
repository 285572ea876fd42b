import type { Player } from './data/people.ts';

export type Chat = 'slack' | 'discord';

/** Which chat is seen where there is no room for both. */
export function Tabs({ chat, player, onChoose }: { chat: Chat; player: Player; onChoose: (chat: Chat) => void }) {
  const tabs: [id: Chat, name: string, unread: number][] = [
    ['slack', 'Slack', player.slack?.direct ?? 0],
    ['discord', 'Discord', player.discord?.direct ?? 0],
  ];
  return (
    <div className="tabs" role="tablist" aria-label="Chats">
      {tabs.map(([id, name, unread]) => (
        <button key={id} type="button" role="tab" aria-selected={chat === id} onClick={() => onChoose(id)}>
          {name} {unread > 0 && chat !== id && <span className="badge" data-count={unread} />}
        </button>
      ))}
    </div>
  );
}
