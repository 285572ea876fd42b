import type { RefObject } from 'react';
import { useCallback, useEffect, useRef } from 'react';

/** How near to the end one still counts as reading the newest, in pixels. */
const NEAR = 40;

/**
 * Keeps a list scrolled to its end while one stays there, and brings it there when something of one's own arrives: a
 * command, or an answer to it.
 * @param own counts up with everything of one's own
 * @returns the list's ref, and what to do when it is scrolled
 */
export function useEnd(own: number): { list: RefObject<HTMLDivElement | null>; onScroll: () => void } {
  const list = useRef<HTMLDivElement>(null);
  const isAtEnd = useRef(true);
  const lastTop = useRef(0);
  const seen = useRef(own);
  if (own > seen.current) isAtEnd.current = true;
  seen.current = own;

  // What grows fires a scroll event of its own before it can be followed: only scrolling up leaves the end.
  const onScroll = useCallback(() => {
    const element = list.current;
    if (element === null) return;
    const { scrollHeight, scrollTop, clientHeight } = element;
    if (scrollHeight - scrollTop - clientHeight < NEAR) isAtEnd.current = true;
    else if (scrollTop < lastTop.current) isAtEnd.current = false;
    lastTop.current = scrollTop;
  }, []);

  useEffect(() => {
    const element = list.current;
    if (element === null) return undefined;
    const follow = (): void => {
      if (isAtEnd.current) element.scrollTop = element.scrollHeight;
      lastTop.current = element.scrollTop;
    };
    follow();
    const observer = new ResizeObserver(follow);
    for (const child of element.children) observer.observe(child);
    observer.observe(element);
    return () => observer.disconnect();
  });

  return { list, onScroll };
}
