import type { Entitlement } from '../../domain/entitlement.ts';
import { retryAfterSeconds } from '../../domain/budget-refusals.ts';
import { parseEntitlementKey } from '../../domain/entitlement.ts';
import type { ApiAnswer } from '../../ports/http.ts';
import type { Perform } from '../access/handle-command.ts';
import { barredUntil } from '../access/barred.ts';
import { hookRef } from '../catalogue/reports.ts';
import type { Deps } from '../deps.ts';
import { createNamedPeople } from './named-person.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import { words } from '../../words/index.ts';
import { answers } from './answers.ts';
import { reaches } from './reach.ts';
import type { Data } from './shapes.ts';
import type { Carried } from './take.ts';

/** What a system asks for somebody. */
export interface ReadRequest {
  readonly entitlement: Entitlement;
  readonly data: Data<'access.request'>;
}

/**
 * An ordinary request that a system makes for a person who is known by address, or whose address is in `people.domains`; no
 * chat need have seen them. It is charged to the hook.
 */
export function createHookRequest(
  { store, directory, clock, ids }: Pick<Deps, 'store' | 'directory' | 'clock' | 'ids'>,
  parts: { readonly perform: Perform; readonly recordPeople: RecordPeople },
) {
  const people = createNamedPeople({ store, directory, clock, ids }, parts.recordPeople);
  return { prepare, request };

  async function prepare(data: Data<'access.request'>, { hook }: Carried): Promise<ReadRequest | ApiAnswer> {
    const entitlement = parseEntitlementKey(data.entitlement);
    if (entitlement === null) {
      return answers.wrong([{ path: 'data.entitlement', sentence: words.inbound.shape.noEntitlement }]);
    }
    const spelt = asDeclared(entitlement);
    if (spelt === null || !reaches(hook, spelt) || !(await mayName(data.person))) return answers.notYours();
    return { entitlement: spelt, data };
  }

  async function request({ entitlement, data }: ReadRequest, { hook, id, receivedAt }: Carried): Promise<ApiAnswer> {
    const origin = hookRef(hook.id);
    const command = `hook/${hook.id}/${id}`;
    const subject = await people.personOf(data.person, origin, 'webhook');
    const barred = await barredUntil({ store, clock }, origin.id, subject.id, entitlement);
    if (barred !== null) return answers.refused(words.systems.barred(barred));
    const { access, refusal } = await parts.perform({
      id: command,
      command: { name: 'request', durationMs: data.duration === undefined ? 'default' : data.duration },
      actor: null,
      origin,
      system: { ...(data.link !== undefined && { link: data.link }), owners: hook.owners },
      subject,
      entitlement,
      delivery: command,
      heardAt: receivedAt,
      text: textOf(data.reason),
      via: 'webhook',
      isCharged: true,
    });
    if (refusal === null || refusal.args.name === 'already-open') {
      return answers.taken(id, access === null ? {} : { access: access.id });
    }
    const sentence = words.refusal(refusal.args);
    if (refusal.code !== 'over-budget') return answers.refused(sentence);
    return answers.tooMany(sentence, retryAfterSeconds(refusal.args));
  }

  /** The entitlement as it is declared: roles are written in any case. */
  function asDeclared(entitlement: Entitlement): Entitlement | null {
    if (entitlement.kind !== 'role') return directory.declares(entitlement) ? entitlement : null;
    const role = directory.policy(entitlement.instance)?.findRole(entitlement.role) ?? null;
    return role === null ? null : { ...entitlement, role };
  }

  /** Known by this address, or somebody who may become known by it. */
  async function mayName(email: string): Promise<boolean> {
    return people.isOurs(email) || (await store.people.byEmail(email)) !== null;
  }

  function textOf(reason: string | undefined) {
    const value = reason?.trim() ?? '';
    return value === '' ? null : { salt: ids.salt(), value };
  }
}

export type HookRequest = ReturnType<typeof createHookRequest>;
