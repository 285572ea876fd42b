import { z } from 'zod';

/** The most evaluations in one request: more is refused as a whole. */
export const mostEvaluations = 1_000;
const longest = 1_024;

const name = z
  .string()
  .min(1)
  .max(longest)
  .refine((text) => text.isWellFormed(), 'has to be well-formed Unicode');
const properties = z.record(z.string(), z.unknown()).optional();
/** Unknown keys are ignored, as the specification's transport asks. */
const entity = z.object({ type: name, id: name, properties });
const typed = z.object({ type: name });
const action = z.object({ name, properties });
const context = z.record(z.string(), z.unknown()).optional();

/** The same for submissions of requests, which repeat what was evaluated. */
export { action as actionShape, entity as entityShape };

export const evaluationShape = z.object({ subject: entity, action, resource: entity, context });

export type WholeEvaluation = z.infer<typeof evaluationShape>;

/** Whether a batch's items are whole is looked at item by item: one that isn't is a denial of its own. */
export const evaluationsShape = z.object({
  evaluations: z.array(z.unknown()).max(mostEvaluations),
  options: z
    .object({
      evaluations_semantic: z.enum(['execute_all', 'deny_on_first_deny', 'permit_on_first_permit']).optional(),
    })
    .optional(),
});
/** What a batch's items take where they have none of their own; a whole entity at a time. */
export const defaultsShape = z.object({
  subject: entity.optional(),
  action: action.optional(),
  resource: entity.optional(),
  context,
});

const page = z.object({ token: z.string().max(4_096).optional(), limit: z.int().min(0).optional() }).optional();
export type Page = z.infer<typeof page>;

export const subjectSearchShape = z.object({ subject: typed, action, resource: entity, context, page });
export const resourceSearchShape = z.object({ subject: entity, action, resource: typed, context, page });
export const actionSearchShape = z.object({ subject: entity, resource: entity, context, page });
