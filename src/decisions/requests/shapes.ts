import { z } from 'zod';
import { mostItems } from '../../domain/request/task.ts';
import { actionShape, entityShape } from '../shapes.ts';

const text = (most: number) =>
  z
    .string()
    .max(most)
    .refine((value) => value.isWellFormed(), 'isn’t well-formed Unicode');
const moment = z.iso
  .datetime({ offset: true })
  .transform((value) => Date.parse(value))
  .refine((at) => Number.isSafeInteger(at) && at >= 0, 'isn’t a moment that can be used');

const denial = z.object({
  evaluation_id: text(200).optional(),
  expires_at: text(64).optional(),
  binding_token: text(8_192).optional(),
});

const requestedAccess = z.object({
  requested_until: moment.optional(),
  emergency: z.boolean().optional(),
  'latchkey.dev/entitlement': text(400).optional(),
});

const item = z.object({
  subject: z.object({ type: z.unknown(), id: z.unknown() }).optional(),
  resource: entityShape,
  action: actionShape,
  requested_access: requestedAccess.optional(),
  denial: denial.optional(),
});

/** `client.actor` and what is nested in it are read apart: a chain can be long. Unknown members are ignored. */
const client = z.object({
  actor: z.unknown().optional(),
  source: z.object({ external_url: text(2_000).optional() }).optional(),
});

const ends = z.enum(['approved', 'denied', 'expired', 'cancelled', 'failed', 'partial']);

/** A submission (Access Request and Approval Profile, § Access Request Submission): one resource and action, or `items`. */
export const submissionShape = z
  .object({
    subject: entityShape,
    resource: entityShape.optional(),
    action: actionShape.optional(),
    items: z.array(item).min(1).max(mostItems).optional(),
    context: z.object({ business_justification: text(1_000).optional() }).optional(),
    denial: denial.optional(),
    requested_access: requestedAccess.optional(),
    callback: z
      .object({ endpoint: text(2_000), state: z.unknown().optional(), events: z.array(ends).min(1).optional() })
      .optional(),
    client: client.optional(),
  })
  .superRefine(({ subject, items, resource, action }, context) => {
    const wrong = (key: string, message: string) => context.addIssue({ code: 'custom', path: [key], message });
    // It isn't a member of items. Left out in silence, access would be requested for somebody else than the caller meant.
    const others = items?.findIndex(
      (one) => one.subject && (one.subject.type !== subject.type || one.subject.id !== subject.id),
    );
    if (others !== undefined && others >= 0)
      wrong(`items.${others}.subject`, 'is another than the subject of the request');
    if (items === undefined) {
      if (resource === undefined) wrong('resource', 'is needed unless there are items');
      if (action === undefined) wrong('action', 'is needed unless there are items');
      return;
    }
    if (resource !== undefined) wrong('resource', 'has to be left out where there are items');
    if (action !== undefined) wrong('action', 'has to be left out where there are items');
  });

export type SubmissionShape = z.infer<typeof submissionShape>;

/** The longest state of a callback, in characters of JSON. */
export const longestState = 2_048;

export const cancelShape = z.object({ comment: text(1_000).optional(), reason: text(200).optional() });
