import type { Catalogue } from '../../domain/catalogue.ts';
import type { Io } from '../io.ts';
import { readSystems } from '../read-settings.ts';
import type { Check } from './check.ts';

/** Whether every secret that latchkey.yml names for an endpoint, a callback, a hook or a client is there and can be used. */
export function secretChecks(io: Pick<Io, 'env'>, catalogue: Catalogue | null): readonly Check[] {
  if (catalogue === null) return [];
  const { clients, webhooks, hooks, problems } = readSystems(io, catalogue);
  const name = 'secrets';
  if (problems.length > 0) return problems.map(({ sentence }) => ({ name, ok: false, sentence }));
  if (clients.length + webhooks.length + hooks.length === 0) return [];
  return [{ name, ok: true, sentence: 'those of every endpoint, hook and client of latchkey.yml can be used' }];
}
