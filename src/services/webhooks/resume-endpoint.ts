import type { Settled } from '../../domain/refusal.ts';
import { everyEndpoint } from '../../domain/webhook/callbacks.ts';
import { words } from '../../words/index.ts';
import type { Deps } from '../deps.ts';
import type { Identified } from '../identity/identify.ts';
import { refuse } from '../said.ts';
import type { Replay } from './replay.ts';

/** The button in the report of a stopped endpoint: what it missed is sent. For Latchkey administrators, and recorded. */
export function createResumeEndpoint(
  { directory }: Pick<Deps, 'directory'>,
  { replay }: { readonly replay: Pick<Replay, 'resume'> },
) {
  return async function resumeEndpoint(id: string, { person, emails, account }: Identified): Promise<Settled> {
    if (!directory.isLatchkeyAdministrator(emails)) return refuse('no-authority', () => words.webhooks.noAuthority);
    const endpoint = everyEndpoint(directory.catalogue).find((one) => one.id === id);
    if (endpoint === undefined) return refuse('not-yours', () => words.webhooks.gone(id));
    const resumed = await replay.resume(endpoint, { actor: person, via: account.platform });
    if (resumed === null) return refuse('stale', () => words.webhooks.isOn(id));
    return { ok: true, sentence: words.webhooks.resumed(id, resumed.sent) };
  };
}

export type ResumeEndpoint = ReturnType<typeof createResumeEndpoint>;
