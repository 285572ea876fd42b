import { useEffect } from 'react';

/** The composers, each in its chat. */
const COMPOSER = '.composer textarea, .d-composer textarea, .d-composer input';

/** The composer of the chat that one used last, else the first that can be seen. */
export function findComposer(chat?: 'slack' | 'discord'): HTMLElement | undefined {
  const inside = { slack: '.chat ', discord: '.discord ' };
  const all = [...document.querySelectorAll<HTMLElement>(COMPOSER)].filter((one) => one.checkVisibility());
  return all.find((one) => chat !== undefined && one.closest(inside[chat]) !== null) ?? all[0];
}

/**
 * The page's keys: `/` goes to the composer and begins a command there, Ctrl-K (or ⌘K) asks whom to play.
 * @param onSwitch Ctrl-K was pressed
 */
export function useShortcuts(onSwitch: () => void): void {
  useEffect(() => {
    let last: 'slack' | 'discord' | undefined;
    const used = (event: Event): void => {
      if (!(event.target instanceof Element)) return;
      if (event.target.closest('.chat') !== null) last = 'slack';
      if (event.target.closest('.discord') !== null) last = 'discord';
    };
    const pressed = (event: KeyboardEvent): void => {
      if (document.querySelector('dialog[open]') !== null) return;
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        onSwitch();
        return;
      }
      if (event.key !== '/' || event.ctrlKey || event.metaKey || event.altKey || isTyping()) return;
      const composer = findComposer(last);
      if (composer === undefined) return;
      // An empty one takes the slash that is on its way; a command that is begun stays as it is.
      if (!(composer instanceof HTMLTextAreaElement) || composer.value !== '') event.preventDefault();
      composer.focus();
    };
    document.addEventListener('focusin', used);
    document.addEventListener('pointerdown', used);
    document.addEventListener('keydown', pressed);
    return () => {
      document.removeEventListener('focusin', used);
      document.removeEventListener('pointerdown', used);
      document.removeEventListener('keydown', pressed);
    };
  }, []);
}

function isTyping(): boolean {
  const { activeElement: at } = document;
  return at instanceof HTMLElement && at.matches('input:not([type=checkbox], [type=radio]), textarea, select');
}
