import type { Drawn } from '../outbound/render.ts';

/** What an acknowledgement may carry back. */
export interface AckBody {
  readonly response_type?: 'ephemeral';
  readonly response_action?: 'errors';
  readonly text?: string;
  readonly blocks?: readonly Drawn[];
  readonly errors?: Readonly<Record<string, string>>;
}

export type Ack = (body?: AckBody) => Promise<void>;

/** Acknowledges once, however often it is asked to. */
export function once(ack: Ack): Ack {
  let done = false;
  return async (body) => {
    if (done) return;
    done = true;
    await ack(body);
  };
}
