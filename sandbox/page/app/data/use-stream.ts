import { useEffect, useRef, useState } from 'react';

const PAUSE_MS = 40;
const RETRY_MS = 2000;

/**
 * Listens to what changes in a chat and calls back, once for several changes at once.
 * @param path of the stream; undefined: there is none
 * @param names of the events to hear of
 * @returns whether it is connected
 */
export function useStream(
  path: string | undefined,
  names: readonly string[],
  changed: (kinds: Set<string>) => void,
): boolean {
  const [isConnected, setConnected] = useState(false);
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
    if (path === undefined) return undefined;
    let source: EventSource;
    let kinds = new Set<string>();
    let timer: number | undefined;
    let retry: number | undefined;
    const tell = (): void => {
      const told = kinds;
      kinds = new Set();
      timer = undefined;
      latest.current(told);
    };
    const connect = (): void => {
      source = new EventSource(path);
      for (const kind of ['hello', ...names]) {
        source.addEventListener(kind, () => {
          kinds.add(kind);
          timer ??= window.setTimeout(tell, PAUSE_MS);
        });
      }
      source.onopen = () => setConnected(true);
      source.onerror = () => {
        setConnected(false);
        // The browser gives up where it is answered with an error; we do not.
        if (source.readyState === EventSource.CLOSED) retry = window.setTimeout(connect, RETRY_MS);
      };
    };
    connect();
    return () => {
      source.close();
      window.clearTimeout(timer);
      window.clearTimeout(retry);
    };
  }, [path]);
  return isConnected;
}
