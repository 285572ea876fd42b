import { useEffect, useState, useSyncExternalStore } from 'react';

export type Theme = 'light' | 'dark';

const dark = window.matchMedia('(prefers-color-scheme: dark)');

/**
 * Light or dark: as the system has it, until one chooses.
 * @returns the page's, Discord's (dark until one chooses, as Discord itself begins), and a switch
 */
export function useTheme(): [Theme, Theme, () => void] {
  const system: Theme = useSyncExternalStore(
    (changed) => {
      dark.addEventListener('change', changed);
      return () => dark.removeEventListener('change', changed);
    },
    () => (dark.matches ? 'dark' : 'light'),
  );
  const [chosen, setChosen] = useState(() => localStorage.getItem('theme') as Theme | null);
  const theme = chosen ?? system;
  useEffect(() => {
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  const toggle = (): void => {
    const next = theme === 'dark' ? 'light' : 'dark';
    localStorage.setItem('theme', next);
    setChosen(next);
  };
  return [theme, chosen ?? 'dark', toggle];
}
