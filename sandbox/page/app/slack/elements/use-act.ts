import { useState } from 'react';
import { useSurroundings } from '../context.ts';
import type { Element } from '../types.ts';

/** Whether an element waits for the app, and a function that uses it: asked about first where it wants to be. */
export function useAct(element: Element | undefined, act: (value?: unknown) => Promise<void>) {
  const { confirm, notify } = useSurroundings();
  const [isBusy, setBusy] = useState(false);
  const use = async (value?: unknown): Promise<void> => {
    if (element?.confirm !== undefined && !(await confirm(element.confirm))) return;
    setBusy(true);
    try {
      await act(value);
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  };
  return { isBusy, use };
}
