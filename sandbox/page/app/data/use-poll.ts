import { useCallback, useEffect, useRef, useState } from 'react';

/**
 * Asks again and again while it's shown; keeps the last answer where one fails.
 * @param everyMs the pause after each answer
 * @returns the last answer, and what asks at once
 */
export function usePoll<T>(ask: () => Promise<T>, everyMs: number): [T | undefined, () => void] {
  const [answer, setAnswer] = useState<T>();
  const latest = useRef(ask);
  latest.current = ask;
  const [round, setRound] = useState(0);
  const again = useCallback(() => setRound((count) => count + 1), []);
  useEffect(() => {
    let timer: number | undefined;
    let isOver = false;
    const next = (): void => {
      latest
        .current()
        .then((got) => !isOver && setAnswer(got))
        .catch(() => undefined)
        .finally(() => {
          if (!isOver) timer = window.setTimeout(next, everyMs);
        });
    };
    next();
    return () => {
      isOver = true;
      window.clearTimeout(timer);
    };
  }, [everyMs, round]);
  return [answer, again];
}
