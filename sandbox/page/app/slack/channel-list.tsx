import { Avatar } from '../avatar.tsx';
import { useSurroundings } from './context.ts';
import type { Conversation } from './types.ts';
import { Icon } from '../icons.tsx';
import { onArrows } from '../keyboard/arrows.ts';

/** What is open: a conversation's id, or the app's Home tab. */
export const HOME = 'home';

/** The workspace's sidebar: channels, and the direct message with the app. */
export function ChannelList({
  channels,
  open,
  onOpen,
}: {
  channels: Conversation[];
  open: string;
  onOpen: (id: string) => void;
}) {
  const { world, people } = useSurroundings();
  const app = people.find((one) => one.isApp);
  const direct = channels.find((one) => one.kind === 'im');
  const row = (channel: Conversation, name: string, icon: React.ReactNode) => (
    <li key={channel.id}>
      <button
        type="button"
        className={`channel ${channel.unread > 0 ? 'channel-unread' : ''}`}
        tabIndex={open === channel.id ? 0 : -1}
        aria-current={open === channel.id}
        aria-label={channel.unread > 0 ? `${name}, ${channel.unread} unread` : name}
        onClick={() => onOpen(channel.id)}
      >
        {icon}
        <span className="channel-name">{name}</span>
        {channel.unread > 0 && <span className="badge" data-count={channel.unread} />}
      </button>
    </li>
  );
  return (
    <nav className="sidebar" aria-label="Channels and messages" onKeyDown={onArrows}>
      <h2 className="workspace">{world.team.name}</h2>
      <h3>Channels</h3>
      <ul>
        {channels
          .filter((one) => one.kind !== 'im')
          .map((one) => row(one, one.name, <Icon name={one.kind === 'private' ? 'lock' : 'hash'} size={15} />))}
      </ul>
      <h3>Apps</h3>
      <ul>
        {direct !== undefined && app !== undefined && row(direct, world.app.name, <Avatar person={app} size={18} />)}
        <li>
          <button
            type="button"
            className="channel"
            tabIndex={open === HOME ? 0 : -1}
            aria-current={open === HOME}
            onClick={() => onOpen(HOME)}
          >
            <Icon name="home" size={15} />
            <span className="channel-name">Home</span>
          </button>
        </li>
      </ul>
    </nav>
  );
}
