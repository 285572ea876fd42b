import type { Access } from '../../domain/access.ts';
import { isOpen } from '../../domain/access.ts';
import { isLimit } from '../../domain/entitlement.ts';
import { reason } from '../../domain/reason.ts';
import type { ApiAnswer } from '../../ports/http.ts';
import { words } from '../../words/index.ts';
import type { Perform } from '../access/handle-command.ts';
import { hookLabel, hookRef } from '../catalogue/reports.ts';
import type { Deps } from '../deps.ts';
import type { Notify } from '../notify/notify.ts';
import { answers } from './answers.ts';
import { reaches } from './reach.ts';
import type { Data } from './shapes.ts';
import type { Carried } from './take.ts';

/** Binds accesses to a system's tickets, and ends them when a ticket closes; a limit stays as it is (A6). */
export function createTickets(
  { store, queue, clock, log }: Pick<Deps, 'store' | 'queue' | 'clock' | 'log'>,
  parts: { readonly perform: Perform; readonly notify: Pick<Notify, 'administrators'> },
) {
  return { prepareBind, bind, prepareClose, close };

  /** The access, where it lies in the hook's reach. */
  async function prepareBind({ access: id }: Data<'ticket.bind'>, { hook }: Carried): Promise<Access | ApiAnswer> {
    const access = (await store.accesses.byId(id.toLowerCase()))?.access;
    return access !== undefined && reaches(hook, access.entitlement) ? access : answers.notYours();
  }

  async function bind(access: Access, { ticket, link }: Data<'ticket.bind'>, { hook, id, receivedAt }: Carried) {
    const binding = { hook: hook.id, ticket, access: access.id, ...(link !== undefined && { link }) };
    await store.tickets.bind(binding, receivedAt);
    await store.accesses.redrawCards(access.id, clock.now());
    // Its cards show the ticket. Without Redis, the sweeper finds that they're to be drawn.
    await queue
      .effect({ name: 'outbox', access: access.id }, `outbox-${access.id}-ticket-${receivedAt}`)
      .catch((error: unknown) => log.info({ err: error, access: access.id }, 'Cards are drawn with the next sweep'));
    return answers.taken(id, { access: access.id });
  }

  /** What this hook bound to the ticket, as far as it still lies in its reach. */
  async function prepareClose(
    { ticket }: Data<'ticket.closed'>,
    { hook }: Carried,
  ): Promise<readonly Access[] | ApiAnswer> {
    const bound: Access[] = [];
    for (const id of await store.tickets.boundTo(hook.id, ticket)) {
      const access = (await store.accesses.byId(id))?.access;
      if (access !== undefined && reaches(hook, access.entitlement)) bound.push(access);
    }
    return bound.length === 0 ? answers.notYours() : bound;
  }

  async function close(bound: readonly Access[], { ticket }: Data<'ticket.closed'>, carried: Carried) {
    for (const access of bound) await end(access, ticket, carried);
    const [only, ...more] = bound;
    return answers.taken(carried.id, only === undefined || more.length > 0 ? {} : { access: only.id });
  }

  async function end(access: Access, ticket: string, { hook, id, receivedAt }: Carried): Promise<void> {
    if (!isOpen(access)) return;
    const { person: subject, entitlement } = access;
    const command = `ticket/${hook.id}/${id}/${access.id}`;
    await parts.perform(
      {
        id: command,
        command: { name: 'revoke' },
        actor: null,
        origin: hookRef(hook.id),
        subject,
        entitlement,
        delivery: command,
        heardAt: receivedAt,
        text: null,
        via: 'webhook',
        because: [reason('C7', 'ticket-closed', { ticket, system: hookLabel(hook.id) })],
      },
      access,
    );
    if (!isLimit(entitlement)) return;
    const key = `limit-stays-${access.id}-${id}`;
    await parts.notify.administrators(key, () => ({
      summary: words.inbound.limitStaysTitle,
      tone: 'waiting',
      title: words.inbound.limitStaysTitle,
      blocks: [{ kind: 'text', text: words.inbound.limitStays(hookLabel(hook.id), ticket, access.id) }],
    }));
  }
}

export type Tickets = ReturnType<typeof createTickets>;
