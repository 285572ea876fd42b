import type { Task } from '../domain/request/task.ts';

/** Requests through the API (DESIGN §8): which client may look at what. They decide nothing: accesses do. */
export interface RequestStore {
  /** The task that a client made with an idempotency key (its SHA-256). */
  byKey(client: string, key: string): Promise<Task | null>;
  byId(id: string): Promise<Task | null>;
  byHandle(handle: string): Promise<Task | null>;
  /** Keeps a task, or gives the one that the client made with the same key before. */
  begin(task: Task): Promise<Task>;
  /** Its items as they came to be. */
  settle(id: string, items: Task['items']): Promise<void>;
  /** Nothing came of it, so that its key and its tokens can be used again. */
  drop(task: Task): Promise<void>;
  /** Uses up a token until `until` (ms), once. False: another task did. */
  spend(token: string, task: Task, until: number): Promise<boolean>;
  /** Tasks with a callback that an access is a part of; at most 100. */
  withCallback(access: string): Promise<readonly Task[]>;
  /** Tasks that need not be kept after `at` (ms). */
  old(at: number, limit: number): Promise<readonly Task[]>;
  /** Keeps a task until `until` (ms) at least; null: takes it away. */
  keep(id: string, until: number | null): Promise<void>;
}
