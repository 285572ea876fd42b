import { Icon } from '../icons.tsx';
import { onArrows } from '../keyboard/arrows.ts';
import { useDiscordSurroundings } from './context.ts';
import { looksOf } from './looks.ts';
import type { OwnChannel } from './types.ts';

/** The guild's channels, the direct message with the app, and oneself with one's roles. */
export function ChannelList({ open, onOpen }: { open: string; onOpen: (id: string) => void }) {
  const { world, personas, persona, channels } = useDiscordSurroundings();
  const app = looksOf(world.app.user, world, personas);
  const me = looksOf(persona.id, world, personas);
  const row = (channel: OwnChannel, name: string, icon: React.ReactNode) => (
    <li key={channel.id}>
      <a
        href={`#discord-${channel.id}`}
        className="d-channel"
        tabIndex={open === channel.id ? 0 : -1}
        data-unread={channel.unread > 0}
        aria-current={open === channel.id ? 'page' : undefined}
        aria-label={channel.unread > 0 ? `${name}, ${channel.unread} unread` : name}
        onClick={(event) => {
          event.preventDefault();
          onOpen(channel.id);
        }}
      >
        {icon}
        <span className="d-channel-name">{name}</span>
        {channel.unread > 0 && channel.kind === 'dm' && <span className="badge" data-count={channel.unread} />}
      </a>
    </li>
  );
  const direct = channels.filter((one) => one.kind === 'dm');
  return (
    <nav className="d-side" aria-label="Discord channels" onKeyDown={onArrows}>
      <h2 className="d-guild">{world.guild.name}</h2>
      <div className="d-side-scroll">
        {persona.isMember && <h3>Text channels</h3>}
        <ul>
          {channels
            .filter((one) => one.kind === 'text')
            .map((one) => row(one, one.name, <Icon name={one.private === true ? 'lock' : 'hash'} size={16} />))}
        </ul>
        {direct.length > 0 && <h3>Direct messages</h3>}
        <ul>
          {direct.map((one) =>
            row(one, app.name, <img className="d-avatar" src={app.avatar} alt="" width={22} height={22} />),
          )}
        </ul>
      </div>
      <div className="d-me">
        <img className="d-avatar" src={me.avatar} alt="" width={30} height={30} />
        <span>
          <strong style={{ color: me.color }}>{me.name}</strong>
          <small>{persona.roles.map((one) => one.name).join(', ') || `@${persona.username}`}</small>
        </span>
      </div>
    </nav>
  );
}
