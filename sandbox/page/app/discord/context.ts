import { createContext, useContext } from 'react';
import type { PageSurroundings } from '../context.ts';
import type { OwnChannel, Persona, World } from './types.ts';

/** What every part of the Discord side may need. */
export interface Surroundings extends PageSurroundings {
  world: World;
  personas: Persona[];
  /** Whom one plays. */
  persona: Persona;
  channels: OwnChannel[];
  openChannel: (id: string) => void;
}

export const DiscordContext = createContext<Surroundings | undefined>(undefined);

export function useDiscordSurroundings(): Surroundings {
  const surroundings = useContext(DiscordContext);
  if (surroundings === undefined) throw new Error('used outside of Discord');
  return surroundings;
}
