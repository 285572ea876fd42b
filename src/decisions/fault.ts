import type { z } from 'zod';

const kinds: Readonly<Record<string, string>> = {
  string: 'a text',
  number: 'a number',
  int: 'a whole number',
  boolean: 'true or false',
  object: 'an object',
  record: 'an object',
  array: 'a list',
};

/** One sentence about the first thing that is wrong: `subject.id is missing.` */
export function faultOf({ issues }: z.ZodError): string {
  const [first] = issues;
  if (first === undefined) return 'The request can’t be read.';
  const path = first.path.map(String).join('.');
  return `${path === '' ? 'The body' : path} ${wrongWith(first)}.`;
}

/** What a shape says itself stays; the parser's own English is about types, not about what to do. */
function wrongWith(issue: z.core.$ZodIssue): string {
  switch (issue.code) {
    case 'invalid_type':
      return issue.message.endsWith('received undefined')
        ? 'is missing'
        : `has to be ${kinds[issue.expected] ?? issue.expected}`;
    case 'too_small':
      return issue.origin === 'string' || issue.origin === 'array' ? 'is empty' : `has to be ${issue.minimum} or more`;
    case 'too_big':
      if (issue.origin === 'string') return `is longer than ${issue.maximum} characters`;
      return issue.origin === 'array' ? `has more than ${issue.maximum} items` : `has to be ${issue.maximum} or less`;
    case 'invalid_value':
      return `has to be one of ${issue.values.map(String).join(', ')}`;
    case 'invalid_format':
      return issue.format === 'datetime'
        ? 'has to be a time by ISO 8601 with its zone, such as 2026-11-29T18:00:00Z'
        : issue.message;
    default:
      return issue.message;
  }
}
