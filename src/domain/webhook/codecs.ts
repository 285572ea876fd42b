import { z } from 'zod';
import { accessCodecs } from './access-body.ts';
import { codecOf, iso } from './envelope.ts';
import { personCodecs } from './person-body.ts';
import { roleCodecs } from './role-body.ts';

/** The type of what `latchkey webhooks test` sends: whatever an endpoint takes. */
export const testType = 'webhook.test';

/** One codec for each type that is delivered. */
export const webhookCodecs: ReadonlyMap<string, z.ZodType> = new Map<string, z.ZodType>([
  ...accessCodecs,
  ...roleCodecs,
  ...personCodecs,
  [testType, codecOf(testType, z.strictObject({ tenant: z.string() }), 'Sent by latchkey webhooks test.')],
]);

/** The body of a test. */
export function renderTest(tenant: string, at: number): string {
  return JSON.stringify({ type: testType, timestamp: iso(at), data: { tenant } });
}
