import type { Access } from '../access.ts';
import type { AccessEvent } from '../events/index.ts';
import type { EntitlementKey } from '../entitlement.ts';
import type { PersonId } from '../identity.ts';

/** What became of a request (Access Request and Approval Profile, § Task Status Values). */
export type TaskStatus = 'pending' | 'approved' | 'denied' | 'expired' | 'cancelled' | 'failed' | 'partial';

/** One thing that is asked for. Resource and action are as they were submitted. */
export interface TaskItem {
  readonly resource: { readonly type: string; readonly id: string };
  readonly action: { readonly name: string };
  readonly entitlement: EntitlementKey;
  /** What this asking is called in the access's record. */
  readonly asker: string;
  /** The access that it's a part of; null: it isn't known yet. */
  readonly access: string | null;
  /** Why nothing could be asked for, as a sentence; null: it could. */
  readonly failure: string | null;
}

/** Where a client is told how a request went. */
export interface TaskCallback {
  readonly endpoint: string;
  /** JSON, given back as it came; null: none was given. */
  readonly state: string | null;
  /** Which ends it wants to hear of; null: all. */
  readonly events: readonly TaskStatus[] | null;
}

/** A request through the API. Times in ms. */
export interface Task {
  /** Unguessable, and known to nobody but its client. */
  readonly id: string;
  readonly client: string;
  /** SHA-256, hex, of the client’s idempotency key; null: it gave none. */
  readonly key: string | null;
  /** SHA-256, hex, of the body’s canonical JSON. */
  readonly body: string;
  /** Where the API was called, without a slash at the end. */
  readonly base: string;
  readonly person: PersonId;
  /** What the ids of its approvals begin with. */
  readonly handle: string;
  /** The evaluations that it came from. */
  readonly evaluations: readonly string[];
  /** Whether it was submitted as `items`. */
  readonly isBundle: boolean;
  readonly items: readonly TaskItem[];
  readonly callback: TaskCallback | null;
  readonly createdAt: number;
  /** Until when it’s kept at least. */
  readonly keptUntil: number;
}

/** How an item stands. `approval`: since when, and until when its approval can be presented; null: it isn’t approved. */
export interface ItemState {
  readonly status: TaskStatus;
  readonly approval: { readonly at: number; readonly until: number } | null;
  /** When it came to an end, in ms; null: it’s pending. */
  readonly endedAt: number | null;
}

/** How long an approval without an end can be presented, in ms; the access itself goes on. */
export const approvedForMs = 86_400_000;

const pending: ItemState = { status: 'pending', approval: null, endedAt: null };

/**
 * How an item stands, from the events of its access alone: the first end that it came to counts, so that a terminal state
 * never changes. Pure.
 */
export function itemState({ asker, failure }: TaskItem, access: Access | null, createdAt: number): ItemState {
  if (failure !== null) return { status: 'failed', approval: null, endedAt: createdAt };
  if (access === null) return pending;
  let isIn = false;
  let active: { readonly until: number | null } | null = null;
  for (const event of access.events) {
    if (event.event === 'started' || event.event === 'extended') active = { until: event.facts.until };
    if (event.event === 'imported') active = { until: null };
    isIn = isIn || beginsWith(event, asker);
    if (!isIn) continue;
    if (active !== null) {
      const until = active.until ?? event.at + approvedForMs;
      return { status: 'approved', approval: { at: event.at, until }, endedAt: event.at };
    }
    const end = endBy(event, asker);
    if (end !== null) return { status: end, approval: null, endedAt: event.at };
  }
  return pending;
}

function beginsWith(event: AccessEvent, asker: string): boolean {
  if (event.event === 'joined') return event.facts.asker === asker;
  return event.event === 'requested' && event.facts.ask.system?.asker === asker;
}

function endBy(event: AccessEvent, asker: string): TaskStatus | null {
  switch (event.event) {
    case 'denied':
      return event.facts.ask === 'start' ? 'denied' : null;
    case 'lapsed':
      // With a code that isn’t about time, what it rested on changed.
      return event.facts.code === undefined || event.facts.code === 'not-due' ? 'expired' : 'cancelled';
    case 'cancelled':
    case 'revoked':
      return 'cancelled';
    case 'withdrawn':
      return event.facts.askers.includes(asker) ? 'cancelled' : null;
    default:
      return null;
  }
}

/** How a task stands by its items (§ Access Request Response). */
export function taskStatus(items: readonly Pick<ItemState, 'status'>[]): TaskStatus {
  const all = new Set(items.map(({ status }) => status));
  if (all.has('pending')) return 'pending';
  const [first = 'failed', ...more] = all;
  return more.length === 0 ? first : 'partial';
}

const digits = 36;

/** The id of an item’s approval: unguessable, and none of the chat’s ids. */
export function approvalId({ handle }: Pick<Task, 'handle'>, index: number): string {
  return `apr_${handle}${index.toString(digits)}`;
}

/** The task’s handle and the item’s place in what a caller gave as an approval’s id; null: it’s none. */
export function readApprovalId(id: string): { readonly handle: string; readonly index: number } | null {
  const [, handle = '', index = ''] = /^apr_([0-9a-f]{32})([0-9a-z])$/.exec(id) ?? [];
  return handle === '' ? null : { handle, index: parseInt(index, digits) };
}

/** The most items in one request: an approval’s place is one digit. */
export const mostItems = 20;
