import { useEffect, useRef, useState } from 'react';
import { Avatar } from '../avatar.tsx';
import type { Player } from '../data/people.ts';
import { fitsPlayer, keyOf } from '../data/people.ts';
import { hexOf } from '../discord/looks.ts';
import { onArrows } from '../keyboard/arrows.ts';

/** Whom one plays: everyone of either chat, with what waits for them. */
export function People({
  players,
  current,
  hasSlack,
  isRail,
  onChoose,
}: {
  players: Player[];
  /** The key of whom one plays. */
  current: string;
  hasSlack: boolean;
  /** Whether there is only room for faces, until one comes near. */
  isRail: boolean;
  onChoose: (player: Player) => void;
}) {
  const [wanted, setWanted] = useState('');
  const [isNear, setNear] = useState(false);
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const fits = players.filter((one) => fitsPlayer(one, wanted));
  const hasCurrent = fits.some((one) => keyOf(one) === current);
  return (
    <nav
      className="people"
      aria-label="People"
      data-rail={isRail && !isNear}
      onMouseEnter={() => setNear(true)}
      onMouseLeave={() => setNear(false)}
      onFocus={(event) => event.target.matches(':focus-visible') && setNear(true)}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && setNear(false)}
    >
      <div className="people-list">
        <h2>You are</h2>
        <input
          type="search"
          className="field people-search"
          placeholder="Find somebody"
          aria-label="Find somebody"
          value={wanted}
          onChange={(event) => setWanted(event.target.value)}
        />
        <ul ref={list} onKeyDown={onArrows}>
          {fits.map((player, index) => (
            <li key={keyOf(player)}>
              <PersonButton
                player={player}
                hasSlack={hasSlack}
                isCurrent={keyOf(player) === current}
                isStop={keyOf(player) === current || (!hasCurrent && index === 0)}
                onChoose={() => {
                  onChoose(player);
                  setNear(false);
                }}
              />
            </li>
          ))}
          {fits.length === 0 && <li className="people-none">Nobody fits.</li>}
        </ul>
      </div>
    </nav>
  );
}

function PersonButton({
  player,
  hasSlack,
  isCurrent,
  isStop,
  onChoose,
}: {
  player: Player;
  hasSlack: boolean;
  isCurrent: boolean;
  /** Whether Tab stops here; the arrows go on to the others. */
  isStop: boolean;
  onChoose: () => void;
}) {
  const { name, email, slack, discord } = player;
  const title = slack?.title || `@${slack?.name ?? discord?.username ?? ''}`;
  const tag = tagOf(player, hasSlack);
  const unread = (slack?.direct ?? 0) + (discord?.direct ?? 0);
  const roles = discord?.roles.map((role) => role.name) ?? [];
  // In the order in which they can be seen.
  const spoken = [name, tag, title, ...roles, email ?? 'no e-mail', unread > 0 && `${unread} unread`];
  return (
    <button
      type="button"
      className={`person ${slack?.deleted === true ? 'person-gone' : ''}`}
      tabIndex={isStop ? 0 : -1}
      aria-current={isCurrent}
      aria-label={spoken.filter(Boolean).join(', ')}
      title={`${name} · ${title}\n${email ?? 'no e-mail'}`}
      onClick={onChoose}
    >
      <span className="person-face">
        <Avatar person={{ realName: name }} size={32} />
        <span className="person-short">{name.split(' ')[0]}</span>
      </span>
      <span className="person-text">
        <span className="person-name">
          {name}
          {tag !== undefined && <span className="tag">{tag}</span>}
        </span>
        <span className="person-title">{title}</span>
        {discord !== undefined && discord.roles.length > 0 && (
          <span className="person-roles">
            {discord.roles.map((role) => (
              <span key={role.id} className="role-pill">
                <i style={{ background: role.color === 0 ? undefined : hexOf(role.color) }} />
                {role.name}
              </span>
            ))}
          </span>
        )}
        <span className="person-email">{email ?? 'no e-mail'}</span>
      </span>
      {unread > 0 && <span className="badge" data-count={unread} />}
    </button>
  );
}

/** What is special about somebody. */
function tagOf({ slack, discord }: Player, hasSlack: boolean): string | undefined {
  if (slack === undefined) return hasSlack ? 'Discord' : discord?.isMember === false ? 'Left' : undefined;
  if (slack.deleted) return 'Left';
  if (slack.isStranger) return 'External';
  return slack.guest === undefined ? undefined : 'Guest';
}
