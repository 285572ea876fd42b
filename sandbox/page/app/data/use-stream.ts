import { useEffect, useRef, useState } from 'react';

const KINDS = ['hello', 'message', 'views', 'home', 'users', 'channels', 'read', 'delivery', 'settings', 'reset'];
const PAUSE_MS = 40;
const RETRY_MS = 2000;

/** Listens to what changes in the local Slack and calls back, once for several changes at once. */
export function useStream(changed: (kinds: Set<string>) => void): boolean {
  const [isConnected, setConnected] = useState(false);
  const latest = useRef(changed);
  latest.current = changed;
  useEffect(() => {
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
      source = new EventSource('/slack/events');
      for (const kind of KINDS) {
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
  }, []);
  return isConnected;
}
