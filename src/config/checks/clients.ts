import type { Client } from '../../domain/catalogue.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Names } from '../names.ts';
import type { Finding } from '../problem.ts';
import type { FileShape, LooseFile } from '../shape.ts';
import { buildReach, checkSystems } from './systems.ts';

/** The clients of the decision API. */
export function checkClients(file: LooseFile, names: Names): Finding[] {
  return checkSystems('clients', file.clients, names, { what: 'client', verb: 'ask about' });
}

/** The clients of a file that has no faults. */
export function buildClients(file: FileShape, names: Names): readonly Client[] {
  return (file.clients ?? []).map(({ id, token, may, owners = [], ...reach }) => ({
    id,
    tokenVariable: token.env,
    ...buildReach(reach, names),
    may: [...new Set(may)],
    owners: [...new Set(owners.map(normalEmail))],
  }));
}
