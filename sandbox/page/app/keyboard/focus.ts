import { useEffect } from 'react';

const FOCUSABLE = '[tabindex], a[href], button:not(:disabled), input:not(:disabled), select, textarea';
/** Where one goes on when nothing around what one used is left. */
const COMPOSER = '.composer textarea, .d-composer textarea, .d-composer input';
const CHATS = ['.chat', '.discord'];
/** How long the composer of the chat that one was in is waited for, in ms: it goes and comes with whom one plays. */
const PATIENCE_MS = 3_000;

/**
 * Keeps the keyboard where one was: when what has the focus goes away (a button that was pressed, a dialog that closed),
 * the nearest thing around it that is still there gets it, else the composer of the chat that one was in. Never the page's body.
 */
export function useFocusKept(): void {
  useEffect(() => {
    let path: Element[] = [];
    let late: number | undefined;
    let chat: string | undefined;
    const remember = (): void => {
      path = pathOf(document.activeElement);
      chat = CHATS.find((one) => path.some((each) => each.matches(one))) ?? chat;
    };
    const rescue = (isLate = false): void => {
      if (isLate) late = undefined;
      const { activeElement, body } = document;
      if ((activeElement !== null && activeElement !== body) || path.length === 0) return;
      if (isUsable(path[0])) return;
      const near = path.find((one) => one.isConnected && one.matches(FOCUSABLE) && isUsable(one));
      const composers = [...document.querySelectorAll(COMPOSER)].filter((one) => isUsable(one));
      const same = composers.find((one) => chat === undefined || one.closest(chat) !== null);
      const next = near ?? same ?? (isLate ? composers[0] : undefined);
      if (next instanceof HTMLElement) next.focus({ preventScroll: true });
      else if (!isLate) late ??= window.setTimeout(() => rescue(true), PATIENCE_MS);
    };
    document.addEventListener('focusin', remember);
    // One who clicks beside everything means to leave.
    const leave = (event: PointerEvent): void => {
      if (event.target instanceof Element && event.target.closest(FOCUSABLE) === null) path = [];
    };
    document.addEventListener('pointerdown', leave);
    const observer = new MutationObserver(() => rescue());
    observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'hidden'] });
    return () => {
      document.removeEventListener('focusin', remember);
      document.removeEventListener('pointerdown', leave);
      window.clearTimeout(late);
      observer.disconnect();
    };
  }, []);
}

/** An element and what it is in, innermost first; out of shadow trees as well. */
function pathOf(element: Element | null): Element[] {
  const path: Element[] = [];
  for (let at = element; at !== null && at !== document.body;) {
    path.push(at);
    const root = at.getRootNode();
    at = at.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  return path;
}

const isUsable = (element: Element | undefined): boolean =>
  element?.isConnected === true && !element.matches(':disabled') && element.checkVisibility();
