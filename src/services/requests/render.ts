import type { Access } from '../../domain/access.ts';
import { currentStage, openAsk, standingApprovals, startAsk } from '../../domain/access.ts';
import type { Client } from '../../domain/catalogue.ts';
import { taskPath } from '../../domain/request/callback-body.ts';
import type { ItemState, Task } from '../../domain/request/task.ts';
import { approvalId, itemState, taskStatus } from '../../domain/request/task.ts';
import { words } from '../../words/index.ts';

/** A task as it stands now, with the accesses that it’s made of. */
export interface Seen {
  readonly task: Task;
  readonly accesses: readonly (Access | null)[];
  readonly states: readonly ItemState[];
}

/** How a task stands by its accesses, in the order of its items. Pure. */
export function seen(task: Task, accesses: ReadonlyMap<string, Access>): Seen {
  const own = task.items.map(({ access }) => (access === null ? null : (accesses.get(access) ?? null)));
  const states = task.items.map((item, index) => itemState(item, own[index] ?? null, task.createdAt));
  return { task, accesses: own, states };
}

/** The answer about a task (Access Request and Approval Profile, § Access Request Response, § Completed Task Response). Pure. */
export function renderTask({ task, accesses, states }: Seen, client: Pick<Client, 'may'>): Rendered {
  const status = taskStatus(states);
  const endpoint = `${task.base}${taskPath}/${task.id}`;
  const results = states.map((state, index) => resultOf(task, index, state, accesses[index] ?? null, client));
  const [only] = results;
  return {
    task: {
      id: task.id,
      status,
      status_endpoint: endpoint,
      ...(status === 'pending' && { links: { cancel: `${endpoint}/cancel` } }),
      ...(status === 'pending' && !task.isBundle && progressOf(accesses[0] ?? null, client)),
      display: { title: words.access.taskTitle[status], description: words.access.taskText(status) },
      ...(task.isBundle && {
        items: task.items.map(({ resource, action }, index) => ({
          resource,
          action,
          status: states[index]?.status,
          ...(results[index] !== undefined && results[index] !== null && { result: results[index] }),
        })),
      }),
    },
    ...(!task.isBundle && only !== undefined && only !== null && { result: only }),
  };
}

export interface Rendered {
  readonly task: { readonly id: string; readonly status: string; readonly [more: string]: unknown };
  readonly result?: object;
}

/** What the client presents when it evaluates again (§ Completion Semantics); null: it isn’t approved. */
function resultOf(
  task: Task,
  index: number,
  { approval }: ItemState,
  access: Access | null,
  { may }: Pick<Client, 'may'>,
) {
  if (approval === null) return null;
  const ask = access === null ? null : startAsk(access);
  const by = ask === null ? [] : standingApprovals(ask).map(({ person }) => person.label);
  return {
    mode: 'reevaluate',
    approval: {
      id: approvalId(task, index),
      approved_at: new Date(approval.at).toISOString(),
      approved_until: new Date(approval.until).toISOString(),
    },
    ...(may.includes('approvers') && { 'latchkey.dev/approved_by': by }),
  };
}

/** Which stage it’s at; whom it waits for only where the rule names people, and the client may see approvers’ names. */
function progressOf(access: Access | null, { may }: Pick<Client, 'may'>) {
  const ask = access === null ? null : openAsk(access);
  const stage = ask === null ? null : currentStage(ask);
  if (ask === null || stage === null) return {};
  const { of } = stage.stage;
  return {
    progress: {
      current_step: stage.index + 1,
      total_steps: ask.stages.length,
      ...(may.includes('approvers') && of.kind === 'people' && { awaiting: of.emails }),
    },
  };
}
