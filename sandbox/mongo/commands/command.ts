import type { Catalog } from '../catalog.ts';
import type { Cursors } from '../cursors.ts';
import type { Storage } from '../storage.ts';
import { COMMON, type FieldRules } from '../arguments.ts';
import type { Doc } from '../values.ts';

/** What commands work with. */
export interface Context {
  readonly storage: Storage;
  readonly catalog: Catalog;
  readonly cursors: Cursors;
  readonly now: () => Date;
  readonly startedAt: Date;
  readonly connectionId: number;
  readonly connections: () => number;
}

/** One command: its fields, by rule, and what it does. It answers the reply without `ok`, or throws. */
export interface Command {
  readonly name: string;
  /** Other spellings that clients use. */
  readonly aliases?: readonly string[];
  readonly fields: FieldRules;
  run(context: Context, body: Doc): Doc | Promise<Doc>;
}

/** All fields a command may carry, its own name included. */
export const fieldsOf = (command: Command, calledAs: string): FieldRules => ({
  ...COMMON,
  [calledAs]: 'taken',
  ...command.fields,
});
