import type { ApiAnswer } from '../../ports/http.ts';
import { en } from '../../words/en/index.ts';
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
      title: en.inbound.unreadable,
      detail: problems.map(({ path, sentence }) => (path === '' ? sentence : `${path} ${sentence}`)).join(' '),
      problems: problems.map(({ path, sentence }) => ({ path, sentence })),
    },
  }),
  /** The same for what is another's and what doesn't exist. */
  notYours: (): ApiAnswer => ({
    problem: { status: 403, title: en.inbound.notYours, detail: en.inbound.notYoursDetail },
  }),
  otherBody: (): ApiAnswer => ({
    problem: { status: 409, title: en.inbound.otherBody, detail: en.inbound.otherBodyDetail },
  }),
  notNewer: (asOf: number): ApiAnswer => ({
    problem: { status: 409, title: en.inbound.notNewer, detail: en.inbound.notNewerDetail(asOf) },
  }),
  refused: (sentence: string): ApiAnswer => ({
    problem: { status: 400, title: en.inbound.notRequested, detail: sentence, problems: [{ path: 'data', sentence }] },
  }),
  tooMany: (sentence: string): ApiAnswer => ({
    problem: { status: 429, title: en.inbound.tooMany, detail: sentence },
    headers: { 'retry-after': '600' },
  }),
} as const;
