import canonicalize from 'canonicalize';
import type { WaitingNotice } from '../../ports/messages.ts';
import type { Sealer } from './sealer.ts';

type Carried = Pick<WaitingNotice, 'id' | 'person' | 'key' | 'message' | 'prefer' | 'isReport' | 'at'>;

/** The purpose under which a waiting notice is sealed. */
const purpose = 'notice';

/** Whom it is for, and all that they would read and could press; when it is tried is left out, as that decides nothing. */
function partsOf(tenant: string, { id, person, key, message, prefer, isReport, at }: Carried): string[] {
  return [tenant, id, canonicalize({ person, key, message, prefer, isReport, at }) ?? ''];
}

/** The seal of a message that waits for a person (A9), so that nobody else makes them press what Latchkey didn't write. */
export function sealNotice(sealer: Sealer, tenant: string, notice: Carried): string | null {
  return sealer.seal(purpose, partsOf(tenant, notice));
}

/** Whether Latchkey wrote it as it stands there; true where there is no secret to tell by. */
export function isNoticeOurs(sealer: Sealer, tenant: string, notice: Carried, mac: unknown): boolean {
  return !sealer.isOn() || sealer.check(mac, purpose, partsOf(tenant, notice)) === 'right';
}
