import type { Connection, Model, Schema } from 'mongoose';

/**
 * The model of this name on this connection. It is made once, because making one costs more than most queries: every store
 * on a connection shares it.
 */
export function modelOnce<T>(
  connection: Connection,
  name: string,
  schema: () => Schema<T>,
  collection: string,
): Model<T> {
  const made = connection.models[name] as Model<T> | undefined;
  return made ?? connection.model<T>(name, schema(), collection);
}
