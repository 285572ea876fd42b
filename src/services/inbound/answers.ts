import type { ApiAnswer } from '../../ports/http.ts';
import { words } from '../../words/index.ts';
import type { ShapeProblem } from './shapes.ts';

/** What a hook is answered (CONTRACT, _Other systems_). */
export const answers = {
  taken: (id: string, more: { readonly access?: string; readonly waits?: true } = {}): ApiAnswer => ({
    status: 202,
    json: { id, ...more },
  }),
  wrong: (problems: readonly ShapeProblem[]): ApiAnswer => ({
    problem: {
      status: 400,
      title: words.inbound.unreadable,
      detail: problems.map(({ path, sentence }) => (path === '' ? sentence : `${path} ${sentence}`)).join(' '),
      problems: problems.map(({ path, sentence }) => ({ path, sentence })),
    },
  }),
  /** The same for what is another's and what doesn't exist. */
  notYours: (): ApiAnswer => ({
    problem: { status: 403, title: words.inbound.notYours, detail: words.inbound.notYoursDetail },
  }),
  otherBody: (): ApiAnswer => ({
    problem: { status: 409, title: words.inbound.otherBody, detail: words.inbound.otherBodyDetail },
  }),
  notNewer: (asOf: number): ApiAnswer => ({
    problem: { status: 409, title: words.inbound.notNewer, detail: words.inbound.notNewerDetail(asOf) },
  }),
  refused: (sentence: string): ApiAnswer => ({
    problem: {
      status: 400,
      title: words.inbound.notRequested,
      detail: sentence,
      problems: [{ path: 'data', sentence }],
    },
  }),
  tooMany: (sentence: string, seconds: number): ApiAnswer => ({
    problem: { status: 429, title: words.inbound.tooMany, detail: sentence },
    headers: { 'retry-after': String(seconds) },
  }),
} as const;
