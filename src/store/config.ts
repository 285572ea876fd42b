import { z } from 'zod';

const advice = 'Set MONGODB_URI to the address of MongoDB, such as mongodb://127.0.0.1:27017/latchkey';

/** What the store needs of the environment. The database is `latchkey` where the address names none. */
export const storeEnvironment = z.object({
  MONGODB_URI: z
    .string({ error: `MONGODB_URI is not set. ${advice}` })
    .trim()
    .regex(/^mongodb(\+srv)?:\/\/[^/?\s]+/, {
      error: (issue) =>
        issue.input === ''
          ? `MONGODB_URI is empty. ${advice}`
          : `MONGODB_URI does not begin with mongodb:// or mongodb+srv:// and a host. ${advice}`,
    }),
});
