import { Avatar } from './avatar.tsx';
import type { Player } from './data/people.ts';
import type { Plan } from './data/plan.ts';
import type { Theme } from './data/theme.ts';
import type { IconName } from './icons.tsx';
import { Icon } from './icons.tsx';
import type { Panel } from './panels/panel.ts';

/** The page's own bar: what this is, and the switches of the page. */
export function TopBar(props: {
  plan: Plan;
  panel: Panel;
  hasTour: boolean;
  isTouring: boolean;
  theme: Theme;
  player: Player;
  /** The chats that do not answer; '' where all do. */
  away: string;
  arePeopleOpen: boolean;
  toggleTheme: () => void;
  showPanel: (panel: Panel) => void;
  showTour: (isOn: boolean) => void;
  onPeople: () => void;
  /** Asks whom to play. */
  onSwitch: () => void;
  onReset: () => void;
}) {
  const { plan, panel, player, hasTour, isTouring, theme, away, arePeopleOpen } = props;
  const { toggleTheme, showPanel, showTour, onPeople, onSwitch, onReset } = props;
  const panels: [id: Panel, name: string, icon: IconName, isThere: boolean][] = [
    ['record', 'Record', 'chain', plan.record],
    ['systems', 'Systems', 'plug', plan.systems],
    ['what-if', 'What if…', 'sliders', true],
  ];
  return (
    <header className="top">
      <h1 className="brand">
        <span className="brand-mark">
          <Icon name="key" size={20} />
        </span>
        Latchkey <span className="brand-kind">sandbox</span>
      </h1>
      <button
        type="button"
        className="you only-narrow"
        aria-expanded={arePeopleOpen}
        aria-label={`Choose a person: you are ${player.name}`}
        onClick={onPeople}
      >
        <Avatar person={{ realName: player.name }} size={24} />
        <span>{player.name}</span>
      </button>
      <button
        type="button"
        className="you only-wide"
        aria-label={`Switch person: you are ${player.name}, Ctrl K`}
        aria-keyshortcuts="Control+K"
        onClick={onSwitch}
      >
        <Avatar person={{ realName: player.name }} size={24} />
        <span>{player.name}</span> <kbd>Ctrl K</kbd>
      </button>
      <span className="top-gap" />
      {away !== '' && (
        <span className="lost" role="status">
          {away} {away.includes(' and ') ? 'are' : 'is'} away…
        </span>
      )}
      {hasTour && (
        <button type="button" className="bar-button" aria-pressed={isTouring} onClick={() => showTour(!isTouring)}>
          <Icon name="compass" /> <span>Guided tour</span>
        </button>
      )}
      {panels
        .filter(([, , , isThere]) => isThere)
        .map(([id, name, icon]) => (
          <button
            key={id}
            type="button"
            className="bar-button"
            aria-pressed={panel === id}
            onClick={() => showPanel(panel === id ? undefined : id)}
          >
            <Icon name={icon} /> <span>{name}</span>
          </button>
        ))}
      <button type="button" className="bar-button" onClick={onReset}>
        <Icon name="reset" /> <span>Reset</span>
      </button>
      <button
        type="button"
        className="bar-button"
        aria-label={theme === 'dark' ? 'Use light colours' : 'Use dark colours'}
        onClick={toggleTheme}
      >
        <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
      </button>
    </header>
  );
}
