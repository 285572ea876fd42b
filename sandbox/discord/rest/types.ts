import type { Desk } from '../desk.ts';
import type { Json } from '../types.ts';

/** One request, as a route takes it. */
export interface Request {
  params: Record<string, string>;
  query: Record<string, string>;
  /** What JSON it carried; an empty object where nothing. */
  body: unknown;
  /** X-Audit-Log-Reason, decoded; null without. */
  reason: string | null;
  /** The Authorization header. */
  authorization: string | undefined;
}

export interface Answer {
  /** 200 unless set. */
  status?: number;
  /** Absent: nothing is answered, as with 204. */
  body?: Json | Json[];
}

export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  /** Below /api/v10, with `:names`. */
  path: string;
  /** Whether anyone may call it: with a token in its path, or with none of its own. Else only the app's bot. */
  isOpen?: boolean;
  run: (desk: Desk, request: Request) => Answer;
}

export const NO_CONTENT: Answer = { status: 204 };
