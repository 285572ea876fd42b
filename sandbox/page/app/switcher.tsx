import { useId, useState } from 'react';
import { Avatar } from './avatar.tsx';
import type { Player } from './data/people.ts';
import { fitsPlayer, keyOf } from './data/people.ts';
import { Dialog } from './dialog.tsx';

const MOST = 8;

/** Whom to play next, by a few letters of the name: Ctrl-K. */
export function Switcher({
  players,
  current,
  onChoose,
  onClose,
}: {
  players: readonly Player[];
  /** The key of whom one plays. */
  current: string;
  onChoose: (player: Player) => void;
  onClose: () => void;
}) {
  const id = useId();
  const [wanted, setWanted] = useState('');
  const [active, setActive] = useState(0);
  const fits = players.filter((one) => keyOf(one) !== current && fitsPlayer(one, wanted)).slice(0, MOST);
  const choose = (player: Player | undefined): void => {
    if (player === undefined) return;
    onClose();
    onChoose(player);
  };
  return (
    <Dialog title="Switch person" className="dialog-small switcher" onCancel={onClose}>
      <div className="dialog-body">
        <input
          type="text"
          className="field"
          role="combobox"
          autoFocus
          autoComplete="off"
          placeholder="Type a name"
          aria-label="Name"
          aria-expanded="true"
          aria-autocomplete="list"
          aria-controls={id}
          aria-activedescendant={fits[active] && `${id}-${active}`}
          value={wanted}
          onChange={(event) => {
            setWanted(event.target.value);
            setActive(0);
          }}
          onKeyDown={(event) => {
            if (event.key === 'ArrowDown') setActive((at) => Math.min(at + 1, fits.length - 1));
            else if (event.key === 'ArrowUp') setActive((at) => Math.max(at - 1, 0));
            else if (event.key === 'Enter') choose(fits[active]);
            else return;
            event.preventDefault();
          }}
        />
        <ul id={id} role="listbox" aria-label="People">
          {fits.map((player, index) => (
            <li
              key={keyOf(player)}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === active}
              onClick={() => choose(player)}
            >
              <Avatar person={{ realName: player.name }} size={24} />
              <span>{player.name}</span>
              <small>{player.slack?.title || player.email || `@${player.discord?.username ?? ''}`}</small>
            </li>
          ))}
        </ul>
        {fits.length === 0 && <p className="quiet">Nobody by that name.</p>}
      </div>
    </Dialog>
  );
}
