import type { ApiAnswer } from '../../ports/http.ts';
import type { TakeDelivery } from '../../ports/inbound.ts';
import type { Perform } from '../access/handle-command.ts';
import type { Humans } from '../authority/humans.ts';
import type { Journal } from '../audit/journal.ts';
import type { Deps } from '../deps.ts';
import type { RecordPeople } from '../identity/record-people.ts';
import type { Notify } from '../notify/notify.ts';
import { createCloseReports } from './close-reports.ts';
import type { CloseReports } from './close-reports.ts';
import { createCompare } from './change.ts';
import { createTakeFact } from './facts.ts';
import { createHookRequest } from './request.ts';
import { createSettleReport } from './settle-report.ts';
import type { SettleReport } from './settle-report.ts';
import type { Prepare } from './take.ts';
import { createTakeDelivery } from './take.ts';
import { createTickets } from './tickets.ts';

/** What other systems send (DESIGN §8, _In_): facts, requests and tickets. */
export interface Inbound {
  readonly take: TakeDelivery;
  /** Tells the Latchkey administrators of reports that wait for them. */
  readonly tellOfWaiting: () => Promise<void>;
  readonly closeReports: CloseReports;
  readonly settleReport: SettleReport['settle'];
}

export function createInbound(
  deps: Deps,
  parts: {
    readonly perform: Perform;
    readonly recordPeople: RecordPeople;
    readonly journal: Journal;
    readonly humans: Pick<Humans, 'of'>;
    readonly notify: Pick<Notify, 'administrators' | 'edit'>;
  },
): Inbound {
  const compare = createCompare(deps);
  const facts = createTakeFact(deps, compare, parts.journal);
  const requests = createHookRequest(deps, parts);
  const tickets = createTickets(deps, parts);
  const closeReports = createCloseReports(deps, parts);
  const settling = createSettleReport(deps, { ...parts, compare, closeReports });

  const prepare: Prepare = async (content, carried) => {
    switch (content.type) {
      case 'product.administrators':
      case 'instance.members':
      case 'item.flags': {
        const fact = facts.prepare(content, carried);
        return isAnswer(fact) ? fact : { carryOut: () => facts.take(fact, carried) };
      }
      case 'access.request': {
        const wanted = await requests.prepare(content.data, carried);
        return isAnswer(wanted) ? wanted : { carryOut: () => requests.request(wanted, carried) };
      }
      case 'ticket.bind': {
        const access = await tickets.prepareBind(content.data, carried);
        return isAnswer(access) ? access : { carryOut: () => tickets.bind(access, content.data, carried) };
      }
      case 'ticket.closed': {
        const bound = await tickets.prepareClose(content.data, carried);
        return isAnswer(bound) ? bound : { carryOut: () => tickets.close(bound, content.data, carried) };
      }
    }
  };

  return {
    take: createTakeDelivery(deps, prepare),
    tellOfWaiting: settling.tell,
    closeReports,
    settleReport: settling.settle,
  };
}

function isAnswer(one: object): one is ApiAnswer {
  return 'problem' in one || ('status' in one && 'json' in one);
}
