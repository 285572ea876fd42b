import { useCallback, useState } from 'react';

/** Values by key, for what is to be as it was when one comes back: open channels, drafts. */
export function useKept<T>(): [
  kept: Record<string, T>,
  keep: (key: string, value: T) => void,
  /** Keeps it where the value is still the one that was seen: what somebody chose meanwhile stays. */
  keepInstead: (key: string, value: T, seen: T | undefined) => void,
] {
  const [kept, setKept] = useState<Record<string, T>>({});
  const keep = useCallback((key: string, value: T) => setKept((all) => ({ ...all, [key]: value })), []);
  const keepInstead = useCallback(
    (key: string, value: T, seen: T | undefined) =>
      setKept((all) => (all[key] === seen ? { ...all, [key]: value } : all)),
    [],
  );
  return [kept, keep, keepInstead];
}
