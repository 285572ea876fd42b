import { Avatar } from './avatar.tsx';
import type { Player } from './data/people.ts';
import type { Theme } from './data/theme.ts';
import { Icon } from './icons.tsx';
import type { Panel } from './panels/panel.ts';

/** The page's own bar: what this is, and the switches of the page. */
export function TopBar(props: {
  panel: Panel;
  hasTour: boolean;
  theme: Theme;
  player: Player;
  /** The chats that do not answer; '' where all do. */
  away: string;
  arePeopleOpen: boolean;
  toggleTheme: () => void;
  showPanel: (panel: Panel) => void;
  onPeople: () => void;
  /** Asks whom to play. */
  onSwitch: () => void;
  onReset: () => void;
}) {
  const { panel, player, hasTour, theme, away, arePeopleOpen, toggleTheme, showPanel, onPeople, onSwitch, onReset } =
    props;
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
        aria-label="Choose a person"
        onClick={onPeople}
      >
        <Avatar person={{ realName: player.name }} size={24} />
        <span>{player.name}</span>
      </button>
      <button
        type="button"
        className="you only-wide"
        aria-label={`Switch person: you are ${player.name}`}
        aria-keyshortcuts="Control+K"
        onClick={onSwitch}
      >
        <Avatar person={{ realName: player.name }} size={24} />
        <span>{player.name}</span>
        <kbd>Ctrl K</kbd>
      </button>
      <span className="top-gap" />
      {away !== '' && (
        <span className="lost" role="status">
          {away} {away.includes(' and ') ? 'are' : 'is'} away…
        </span>
      )}
      {hasTour && (
        <button
          type="button"
          className="bar-button"
          aria-pressed={panel === 'tour'}
          onClick={() => showPanel(panel === 'tour' ? undefined : 'tour')}
        >
          <Icon name="compass" /> <span>Guided tour</span>
        </button>
      )}
      <button
        type="button"
        className="bar-button"
        aria-pressed={panel === 'what-if'}
        onClick={() => showPanel(panel === 'what-if' ? undefined : 'what-if')}
      >
        <Icon name="sliders" /> <span>What if…</span>
      </button>
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
