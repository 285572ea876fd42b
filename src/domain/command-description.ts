/** How a command describes itself: for help, for a grammar of words, and for native options. One definition for every platform. */
export interface CommandDescription {
  readonly name: string;
  /** One line, at most 100 characters, in the language of the surrounding call. */
  readonly summary: () => string;
  /** The ways to give it; empty for what only buttons do. */
  readonly forms: readonly Form[];
  /** Typed lines that fit the grammar, without `/access`. */
  readonly examples: readonly string[];
  /** `job`: puts work on the queue and is heard at once; `query`: is answered from the store. */
  readonly mode: 'job' | 'query';
  /** Not listed in the overview: what only buttons do. */
  readonly hidden?: boolean;
}

/** One way to give a command. */
export interface Form {
  /** Tells it from the command's other forms: lower case, at most 32 characters; null where it is the only one. */
  readonly name: string | null;
  /** At most 100 characters. */
  readonly summary: () => string;
  /** The line of grammar as CONTRACT writes it, without `/access`. */
  readonly usage: string;
  /** Arguments that this form fixes, such as `kind: 'console'`. */
  readonly args: Readonly<Record<string, string>>;
  /** Required ones first. */
  readonly options: readonly Option[];
}

/** One typed argument of a form, by the name that the command takes it under. */
export interface Option {
  /** Lower case, at most 32 characters. */
  readonly name: string;
  /** At most 100 characters. */
  readonly summary: () => string;
  /** `person` gives a `Who`, `people` a list of them, `text` what was typed. */
  readonly kind: 'text' | 'person' | 'people';
  readonly required: boolean;
  /** Of a person, where a form has several: the name of the option beside it for what is written instead of a mention. */
  readonly written?: string;
  /** The only texts possible; at most 25. */
  readonly choices?: readonly string[];
  /** What fits is offered while one types. */
  readonly complete?: Completion;
  /** The longest text allowed, in characters. */
  readonly maxLength?: number;
}

/** What can be offered while one types. */
export type Completion =
  | 'product'
  | 'instance'
  | 'role'
  | 'item'
  | 'permission'
  | 'duration'
  | 'entitlement'
  | 'command'
  /** Ids of accesses that the command could be about. */
  | 'access';

/** What was typed so far, when something is to be offered. */
export interface CompletionQuestion {
  readonly command: string;
  /** The form's name; null: the only one. */
  readonly form: string | null;
  /** The option's name. */
  readonly option: string;
  readonly typed: string;
  /** What the other options hold so far. */
  readonly filled: Readonly<Record<string, string>>;
}

/** One offer: what is shown (at most 100 characters), and what is taken. */
export interface Suggestion {
  readonly name: string;
  readonly value: string;
}
