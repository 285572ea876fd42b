import { useCallback, useState } from 'react';

/** Values by key, for what is to be as it was when one comes back: open channels, drafts. */
export function useKept<T>(): [kept: Record<string, T>, keep: (key: string, value: T) => void, forget: () => void] {
  const [kept, setKept] = useState<Record<string, T>>({});
  const keep = useCallback((key: string, value: T) => setKept((all) => ({ ...all, [key]: value })), []);
  const forget = useCallback(() => setKept({}), []);
  return [kept, keep, forget];
}
