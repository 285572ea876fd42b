import type { Element, Value } from '../types.ts';

/** What every field that holds a value is given. */
export interface FieldProps {
  element: Element;
  value: Value | undefined;
  /** The accessible name. */
  label: string;
  /** The visible label's id, where there is one. */
  labelledBy?: string | undefined;
  describedBy?: string | undefined;
  isBusy: boolean;
  onValue: (value: Value) => void;
}
