import type { Hook } from '../../domain/catalogue.ts';
import { normalEmail } from '../../domain/identity.ts';
import type { Names } from '../names.ts';
import type { Finding } from '../problem.ts';
import type { FileShape, LooseFile } from '../shape.ts';
import { buildReach, checkSystems } from './systems.ts';

/** The hooks by which other systems report facts, request access and bind tickets. */
export function checkInbound(file: LooseFile, names: Names): Finding[] {
  return checkSystems('inbound', file.inbound, names, { what: 'hook', verb: 'report or ask about' });
}

/** The hooks of a file that has no faults. */
export function buildInbound(file: FileShape, names: Names): readonly Hook[] {
  return (file.inbound ?? []).map(({ id, secret, may, owners = [], ...reach }) => ({
    id,
    secretVariable: secret.env,
    ...buildReach(reach, names),
    may: [...new Set(may)],
    owners: [...new Set(owners.map(normalEmail))],
  }));
}
