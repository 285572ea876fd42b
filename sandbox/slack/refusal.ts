import type { Json } from './types.ts';

/** A Web API method's `{"ok":false,"error":…}`: thrown, and answered with HTTP status 200, as Slack does. */
export interface Refusal extends Error {
  readonly answer: Json & { ok: false; error: string };
}

/** @param messages what exactly is wrong, for `response_metadata.messages`; `more` stands beside the error */
export function refusal(error: string, messages: string[] = [], more: Json = {}): Refusal {
  const details =
    messages.length === 0 ? {} : { response_metadata: { messages: messages.map((message) => `[ERROR] ${message}`) } };
  const errors = error === 'invalid_blocks' ? { errors: messages } : {};
  return Object.assign(new Error(error), { answer: { ok: false as const, error, ...errors, ...details, ...more } });
}

/** Whether something caught is a refusal, and not a fault of ours. */
export function isRefusal(error: unknown): error is Refusal {
  return error instanceof Error && 'answer' in error;
}
