import { checkFields } from '../arguments.ts';
import { checkGeneric, checkReadConcern, checkSession, checkWriteConcern } from '../concerns.ts';
import { mongoError } from '../errors.ts';
import { checkValues } from '../storable.ts';
import { type Doc, isTruthy } from '../values.ts';
import { aggregate } from './aggregate.ts';
import { create, drop, dropDatabase, listCollections, listDatabases } from './collections.ts';
import { type Command, type Context, fieldsOf } from './command.ts';
import { count, distinct } from './count-distinct.ts';
import { getMore, killCursors } from './cursor-commands.ts';
import { deleteCommand } from './delete.ts';
import { explain, explainAggregateCommand } from './explain.ts';
import { find } from './find.ts';
import { findAndModify } from './find-and-modify.ts';
import { createIndexes, dropIndexes, listIndexes } from './indexes.ts';
import { insert } from './insert.ts';
import { buildInfo, connectionStatus, endSessions, hello, ping, serverStatus } from './server-info.ts';
import { update } from './update.ts';

const COMMANDS: readonly Command[] = [
  aggregate,
  buildInfo,
  connectionStatus,
  count,
  create,
  createIndexes,
  deleteCommand,
  distinct,
  drop,
  dropDatabase,
  dropIndexes,
  endSessions,
  explain,
  find,
  findAndModify,
  getMore,
  hello,
  insert,
  killCursors,
  listCollections,
  listDatabases,
  listIndexes,
  ping,
  serverStatus,
  update,
];

/** Commands by each of their names, with the fields that each may carry. */
const byName = new Map(
  COMMANDS.flatMap((command) =>
    [command.name, ...(command.aliases ?? [])].map(
      (name) => [name, { command, fields: fieldsOf(command, name) }] as const,
    ),
  ),
);

const checkDatabase = (db: unknown): void => {
  if (typeof db !== 'string') throw mongoError(40414, "BSON field 'OP_MSG.$db' is missing but a required field");
  if (db === '' || /[/\\. "$\0]/.test(db) || db.length > 63) throw mongoError(73, `Invalid database name: '${db}'`);
};

/** Runs one command. Throws a MongoError with the code and sentence for the reply. */
export const runCommand = async (context: Context, body: Doc): Promise<Doc> => {
  const name = Object.keys(body)[0] ?? '';
  const known = byName.get(name);
  if (!known) throw mongoError(59, `no such command: '${name}'`);
  const { command, fields } = known;
  checkDatabase(body['$db']);
  checkSession(body);
  checkFields(name, body, fields);
  checkGeneric(body);
  checkReadConcern(body);
  checkWriteConcern(body);
  checkValues(body);
  if (command === aggregate && isTruthy(body['explain'])) return explainAggregateCommand(context, body);
  return command.run(context, body);
};
