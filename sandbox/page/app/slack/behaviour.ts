import type { Place } from './api.ts';
import type { Block, Element, Value, Values } from './types.ts';

/** How the blocks of a message or a form behave. */
export interface Behaviour {
  place: Place;
  values: Values;
  /** Something was chosen or typed and is to be kept. */
  onValue: (blockId: string, actionId: string, value: Value) => void;
  /** An element is used; settles when the app has answered. */
  onAct: (block: Block, element: Element, value?: unknown) => Promise<void>;
  /** By block_id. */
  errors?: Record<string, string>;
}
