import type { Mode, Received } from '../../../answers.ts';
import { at, send } from '../../data/send.ts';

export type { Mode, Received };

export interface SystemsState {
  mode: Mode;
  received: Received[];
  product: { id: string; name: string };
  hook: { id: string; secret: string };
  latchkeyUrl: string;
}

/** What the application answers about somebody. */
export interface Invoices {
  isOpen: boolean;
  why: string | null;
  /** ISO 8601. */
  until: string | null;
  canAsk: boolean;
  task: string | null;
}

/** The other systems, as the page's server plays them. */
export const api = {
  state: () => send<SystemsState>('GET', '/systems/state'),
  mode: (mode: Mode) => send<object>('POST', '/systems/mode', { mode }),
  invoices: (email: string) => send<Invoices>('GET', `/systems/invoices/${at(email)}`),
  ask: (email: string) => send<object>('POST', `/systems/invoices/${at(email)}/ask`),
};
