import type { Message, Text } from '../../domain/message.ts';
import type { TicketBinding } from '../../ports/inbound.ts';
import { words } from '../../words/index.ts';
import type { Deps } from '../deps.ts';

/** The tickets that accesses are bound to. Asks nothing where no hook may bind any. */
export function createFindTickets({ store, directory }: Pick<Deps, 'store' | 'directory'>) {
  return async function ticketsOf(access: string): Promise<readonly TicketBinding[]> {
    const { inbound = [] } = directory.catalogue;
    return inbound.some(({ may }) => may.includes('ticket')) ? store.tickets.ofAccess(access) : [];
  };
}

export type FindTickets = ReturnType<typeof createFindTickets>;

/** `It ends with the ticket OPS-7 in hr.` Pure. */
export function ticketText({ hook, ticket }: TicketBinding): Text {
  return words.systems.ticket(ticket, hook);
}

/** A button for each ticket that has an address. Pure. */
export function ticketLinks(tickets: readonly TicketBinding[]): NonNullable<Message['links']> {
  return tickets.flatMap(({ ticket, link }) =>
    link === undefined ? [] : [{ label: words.systems.openTicket(ticket), url: link }],
  );
}
