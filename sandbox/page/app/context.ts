import { createContext, useContext } from 'react';
import type { Confirm, Persona, Person, World } from './data/types.ts';
import type { Theme } from './data/theme.ts';

/** What every part of the page may need. */
export interface Surroundings {
  world: World;
  people: Person[];
  /** Whom one plays. */
  persona: Persona;
  theme: Theme;
  /** Shows a sentence for some seconds. */
  notify: (sentence: string, kind?: 'problem' | 'news') => void;
  /** Asks with a dialog. */
  confirm: (question: Confirm) => Promise<boolean>;
}

export const SurroundingsContext = createContext<Surroundings | undefined>(undefined);

export function useSurroundings(): Surroundings {
  const surroundings = useContext(SurroundingsContext);
  if (surroundings === undefined) throw new Error('used outside of the page');
  return surroundings;
}
