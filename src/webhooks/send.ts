import { request } from 'undici';
import type { Dispatcher } from 'undici';
import { retryAfterMs } from './retry-after.ts';
import { TargetRefused } from './read-target.ts';

/** How long one attempt may take in all, in ms (DESIGN §8). */
export const attemptWithinMs = 15_000;
/** How much of an answer is kept, in bytes. */
export const keptAnswerBytes = 1_024;

/** What came of one attempt. `status` null: there was no answer, and `answer` says why. */
export interface Attempt {
  readonly ok: boolean;
  readonly status: number | null;
  readonly durationMs: number;
  /** The first KiB of what was answered, as text. */
  readonly answer: string;
  readonly retryAfterMs: number | null;
  /** The address isn't allowed: nothing was sent. */
  readonly refused: boolean;
}

export interface Outgoing {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/**
 * Sends one delivery once. A 2xx within 15 s counts as delivered; redirects aren't followed. Never rejects for what the
 * receiver or the network does.
 * @param now ms since the epoch, for a `Retry-After` with a date
 */
export async function send(
  { url, headers, body }: Outgoing,
  dispatcher: Dispatcher,
  now: () => number,
  withinMs = attemptWithinMs,
): Promise<Attempt> {
  const began = performance.now();
  const took = (): number => Math.round(performance.now() - began);
  try {
    const signal = AbortSignal.timeout(withinMs);
    const answer = await request(url, {
      dispatcher,
      method: 'POST',
      headers: { 'content-type': 'application/json', 'user-agent': 'Latchkey', ...headers },
      body,
      signal,
    });
    const text = await firstBytes(answer.body, keptAnswerBytes);
    const { statusCode: status } = answer;
    const header = answer.headers['retry-after'];
    return {
      ok: status >= 200 && status < 300,
      status,
      durationMs: took(),
      answer: text,
      retryAfterMs: retryAfterMs(Array.isArray(header) ? header[0] : header, now()),
      refused: false,
    };
  } catch (error) {
    const refusal = refusalIn(error);
    const answer = refusal?.message ?? whyNot(error, withinMs);
    return { ok: false, status: null, durationMs: took(), answer, retryAfterMs: null, refused: refusal !== null };
  }
}

/** The beginning of a body; the rest isn't read. */
async function firstBytes(body: Dispatcher.ResponseData['body'], limit: number): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= limit) break;
  }
  return Buffer.concat(chunks).subarray(0, limit).toString('utf8').toWellFormed();
}

function refusalIn(error: unknown): TargetRefused | null {
  if (error instanceof TargetRefused) return error;
  return error instanceof Error && error.cause !== undefined ? refusalIn(error.cause) : null;
}

function whyNot(error: unknown, withinMs: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `There was no answer within ${withinMs / 1_000} s.`;
  const { code } = error as NodeJS.ErrnoException;
  return code === undefined ? error.message : `${error.message} (${code})`;
}
