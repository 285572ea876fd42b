import type { AnswerStore } from './answers.ts';
import type { BudgetStore } from './budgets.ts';
import type { EraseStore } from './erase.ts';
import type { DeliveryStore, FactStore, TicketStore } from './inbound.ts';
import type { LinkStore } from './links.ts';
import type { Stash } from './platform.ts';
import type { RecordStore } from './record.ts';
import type { RequestStore } from './requests.ts';
import type { ResealStore } from './reseal.ts';
import type { TargetStore } from './targets.ts';
import type { AccessStore } from './access.ts';
import type { JournalStore, ChainStore } from './audit.ts';
import type { CatalogueStore } from './catalogue.ts';
import type { CardStore, NoticeStore } from './messages.ts';
import type { PeopleStore } from './people.ts';
import type { WebhookStore } from './webhooks.ts';
import type { WelcomeStore } from './welcome.ts';

/**
 * MongoDB as the services see it: the truth. One tenant a store. Reads go to the primary, writes are `majority` and
 * journaled. Every method throws `StoreUnavailable` when the server cannot be asked.
 */
export interface Store {
  readonly accesses: AccessStore;
  readonly people: PeopleStore;
  readonly links: LinkStore;
  readonly budgets: BudgetStore;
  readonly journal: JournalStore;
  readonly chain: ChainStore;
  readonly cards: CardStore;
  readonly notices: NoticeStore;
  readonly answers: AnswerStore;
  readonly catalogue: CatalogueStore;
  readonly targets: TargetStore;
  /** What other systems sent, what they reported, and which accesses end with their tickets (DESIGN §8, _In_). */
  readonly deliveries: DeliveryStore;
  readonly facts: FactStore;
  readonly tickets: TicketStore;
  /** Requests through the API. */
  readonly requests: RequestStore;
  readonly stash: Stash;
  /** What is told to other systems (DESIGN §8). */
  readonly webhooks: WebhookStore;
  readonly welcome: WelcomeStore;
  /** For `audit verify`. */
  readonly record: RecordStore;
  /** For `latchkey erase`. */
  readonly erase: EraseStore;
  /** For `latchkey audit reseal`. */
  readonly reseal: ResealStore;
  /**
   * Does one unit of work: a command, an effect, an answer. Within it a person is read at most once, whoever asks for them; what
   * it read is forgotten when it ends, when it changes a person, where somebody else wrote first, and after 5 s.
   */
  unit<T>(work: () => Promise<T>): Promise<T>;
  /** An id of this installation, made once: the prefix in a shared Redis. */
  installationId(): Promise<string>;
  /** Throws when MongoDB does not answer. */
  ping(): Promise<void>;
}

export class StoreUnavailable extends Error {
  constructor(what: string, options?: ErrorOptions) {
    super(what, options);
    this.name = 'StoreUnavailable';
  }
}

/** MongoDB holds what a newer version of Latchkey wrote, so this one neither reads nor writes it. */
export class NewerData extends Error {
  constructor(found: number, known: number) {
    super(
      `A newer version of Latchkey wrote the data in MongoDB (schema ${found}; this version knows ${known}): start the newer version, or restore a backup as docs/upgrading.md says.`,
    );
    this.name = 'NewerData';
  }
}
