/** The entities of AuthZEN's information model, as far as Latchkey uses them: properties never widen what was granted. */
export interface Entity {
  readonly type: string;
  readonly id: string;
}

export interface Evaluation {
  readonly subject: Entity;
  /** The action's name. */
  readonly action: string;
  readonly resource: Entity;
}

/** `{ "decision": …, "context": … }` as the API answers. */
export interface Decision {
  readonly decision: boolean;
  readonly context: Readonly<Record<string, unknown>>;
}

/** The types that Latchkey knows. */
export const subjectTypes = ['user', 'person'] as const;
export const itemTypes = ['asset', 'package', 'tool'] as const;
