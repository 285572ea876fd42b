import { expect, it } from 'vitest';
import { refusalOf, type Row, useDatabase } from './database.ts';

/** What only MongoDB has: the embedded server must say so by name. A real mongod would do most of it, so it is not asked. */
export function useEmbedded() {
  const mongo = useDatabase({ embedded: true });
  return {
    mongo,
    /** Each of these commands is refused with this code, and the sentence names what was not taken. */
    refuses: (cases: readonly [Row, number, string][]): void => {
      for (const [command, code, name] of cases) {
        it(`${JSON.stringify(command).slice(0, 110)} with ${code}`, async () => {
          await mongo.db().collection('rows').insertOne({ a: 1 });
          const refusal = await refusalOf(mongo.db().command(command));
          expect(refusal.code).toBe(code);
          expect(refusal.message).toContain(name);
        });
      }
    },
  };
}
