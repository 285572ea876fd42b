import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { faultOf } from '../../src/decisions/fault.ts';
import { cancelShape, submissionShape } from '../../src/decisions/requests/shapes.ts';
import { evaluationShape, evaluationsShape, subjectSearchShape } from '../../src/decisions/shapes.ts';

const subject = { type: 'user', id: 'mia@acme.test' };
const whole = { subject, action: { name: 'console' }, resource: { type: 'product', id: 'acme-prod' } };
const denial = { evaluation_id: 'e', expires_at: '2026-11-29T18:00:00Z', binding_token: 't' };

describe('what is wrong with a request of the decision API', () => {
  it.each<[sentence: string, shape: z.ZodType, body: unknown]>([
    ['subject is missing.', evaluationShape, { ...whole, subject: undefined }],
    ['subject has to be an object.', evaluationShape, { ...whole, subject: 'mia' }],
    ['subject.id is empty.', evaluationShape, { ...whole, subject: { ...subject, id: '' } }],
    ['subject.id has to be a text.', evaluationShape, { ...whole, subject: { ...subject, id: 7 } }],
    [
      'subject.id is longer than 1024 characters.',
      evaluationShape,
      { ...whole, subject: { ...subject, id: 'x'.repeat(1_025) } },
    ],
    ['subject.id has to be well-formed Unicode.', evaluationShape, { ...whole, subject: { ...subject, id: '\ud800' } }],
    ['context has to be an object.', evaluationShape, { ...whole, context: [] }],
    ['The body has to be an object.', evaluationShape, []],
    ['evaluations has to be a list.', evaluationsShape, { evaluations: {} }],
    [
      'evaluations has more than 1000 items.',
      evaluationsShape,
      { evaluations: Array.from({ length: 1_001 }, () => whole) },
    ],
    [
      'options.evaluations_semantic has to be one of execute_all, deny_on_first_deny, permit_on_first_permit.',
      evaluationsShape,
      { evaluations: [whole], options: { evaluations_semantic: 'all' } },
    ],
    ['page.limit has to be 0 or more.', subjectSearchShape, { ...whole, page: { limit: -1 } }],
    ['page.limit has to be a whole number.', subjectSearchShape, { ...whole, page: { limit: 1.5 } }],
    [
      'requested_access.requested_until has to be a time by ISO 8601 with its zone, such as 2026-11-29T18:00:00Z.',
      submissionShape,
      { ...whole, denial, requested_access: { requested_until: 'tomorrow' } },
    ],
    [
      'requested_access.emergency has to be true or false.',
      submissionShape,
      { ...whole, denial, requested_access: { emergency: 'yes' } },
    ],
    ['items is empty.', submissionShape, { subject, items: [] }],
    ['resource is needed unless there are items.', submissionShape, { subject, action: whole.action }],
    ['comment is longer than 1000 characters.', cancelShape, { comment: 'x'.repeat(1_001) }],
  ])('%s', (sentence, shape, body) => {
    const { error } = shape.safeParse(body);
    expect(error && faultOf(error)).toBe(sentence);
  });
});
