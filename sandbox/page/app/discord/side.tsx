import { useMemo } from 'react';
import { usePage } from '../context.ts';
import type { Player } from '../data/people.ts';
import type { Theme } from '../data/theme.ts';
import type { Surroundings } from './context.ts';
import { DiscordContext } from './context.ts';
import type { DiscordProps } from './discord.tsx';
import { Discord } from './discord.tsx';

/** The Discord side of the page: the player's account, or that they have none. @param theme Discord's own */
export function DiscordSide({
  player,
  theme,
  onOpen,
  ...props
}: DiscordProps & { player: Player; theme: Theme; onOpen: (id: string) => void }) {
  const page = usePage();
  const { world, personas, channels } = props.discord;
  const { discord: persona } = player;
  const surroundings = useMemo(
    (): Surroundings | undefined =>
      world && persona && { ...page, theme, world, personas, persona, channels, openChannel: onOpen },
    [page, theme, world, personas, persona, channels],
  );
  if (surroundings === undefined) {
    return (
      <section className="discord chat-none" aria-label="Discord" data-theme={theme}>
        <p>{player.name} has no Discord account.</p>
      </section>
    );
  }
  return (
    <DiscordContext.Provider value={surroundings}>
      <Discord {...props} />
    </DiscordContext.Provider>
  );
}
