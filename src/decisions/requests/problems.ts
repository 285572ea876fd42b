import type { ApiAnswer } from '../../ports/http.ts';
import { words } from '../../words/index.ts';

/** The problem types of the profile (§ Error Responses), each with its status. */
const statuses = {
  not_requestable: 400,
  expired_denial: 410,
  invalid_denial_binding: 400,
  duplicate_request: 409,
  unknown_task: 404,
  invalid_task_state: 409,
} as const;

/** A refusal by a problem type of the profile. */
export function problem(name: keyof typeof statuses, detail: string): ApiAnswer {
  return {
    problem: {
      type: `urn:openid:authzen:access-request:error:${name}`,
      status: statuses[name],
      title: words.access.problems[name],
      detail,
    },
  };
}

/** A refusal that the profile has no type for. */
export function plainProblem(status: number, detail: string, title: string = words.access.title): ApiAnswer {
  return { problem: { status, title, detail } };
}

/** It’s too much at once: `seconds` until it’s worth trying again. */
export function tooMany(detail: string, seconds: number): ApiAnswer {
  return { ...plainProblem(429, detail, words.access.tooMany), headers: { 'retry-after': String(seconds) } };
}

/** The same for a task of another client, for one that is gone, and for one that never was. */
export function unknownTask(): ApiAnswer {
  return problem('unknown_task', words.access.unknownTask);
}
