import type { Chats } from '../ports/chat.ts';
import type { Clock, Ids } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { Seals } from '../ports/seals.ts';
import type { Store } from '../ports/store.ts';
import type { WebhookSender } from '../ports/webhooks.ts';
import type { Directory } from './directory.ts';

/** What the use cases are made of; each factory takes the part that it needs. */
export interface Deps {
  readonly store: Store;
  readonly queue: Queue;
  readonly chats: Chats;
  readonly directory: Directory;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly log: Log;
  readonly seals: Seals;
  /** Sends to the endpoints; absent: this process has none to send to. */
  readonly sender?: WebhookSender;
}
