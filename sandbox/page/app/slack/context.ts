import { createContext, useContext } from 'react';
import type { PageSurroundings } from '../context.ts';
import type { Confirm, Persona, Person, World } from './types.ts';

/** What every part of the Slack side may need. */
export interface Surroundings extends Pick<PageSurroundings, 'theme' | 'notify'> {
  world: World;
  people: Person[];
  /** Whom one plays. */
  persona: Persona;
  /** The same person's Discord account. */
  discordId: string | undefined;
  /** Asks with a dialog. */
  confirm: (question: Confirm) => Promise<boolean>;
}

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === undefined) throw new Error('used outside of Slack');
  return surroundings;
}
