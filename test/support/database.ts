import mongoose from 'mongoose';

/** `address` with `database` in place of whichever it names. */
export function withDatabase(address: string, database: string): string {
  return address.replace(/^([^:]+:\/\/[^/?]+)(?:\/[^?]*)?(\?.*)?$/, `$1/${database}$2`);
}

/** Drops the database that the address names. */
export async function dropDatabase(uri: string): Promise<void> {
  const connection = await mongoose.createConnection(uri, { autoIndex: false, autoCreate: false }).asPromise();
  try {
    await connection.dropDatabase();
  } finally {
    await connection.close();
  }
}
