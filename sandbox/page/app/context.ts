import { createContext, useContext } from 'react';
import type { Question } from './confirm.tsx';
import type { Theme } from './data/theme.ts';

/** What every part of the page may need, whichever chat it belongs to. */
export interface PageSurroundings {
  theme: Theme;
  /** Shows a sentence for some seconds. */
  notify: (sentence: string, kind?: 'problem' | 'news') => void;
  /** Asks with a dialog. */
  ask: (question: Question) => Promise<boolean>;
}

export const PageContext = createContext<PageSurroundings | undefined>(undefined);

export function usePage(): PageSurroundings {
  const surroundings = useContext(PageContext);
  if (surroundings === undefined) throw new Error('used outside of the page');
  return surroundings;
}
