import { z } from 'zod';

/** The longest of each word of a form and of a question behind a button, in characters. */
export const longestWords = 1_000;
export const words = z.string().max(longestWords);

/** The arguments of a button, as they come back from a chat. */
export const buttonArgs = z.record(z.string().max(64), z.union([z.string(), z.number(), z.array(z.string())]));

/** A form behind a button (`ButtonForm`), as it comes back from a chat. */
export const buttonForm = z.object({
  title: words,
  text: words,
  submit: words,
  cancel: words,
  fields: z.array(z.object({ name: z.enum(['duration', 'reason']), label: words, hint: words })).max(4),
});

/** What may be typed into a field, in characters; a duration may also be a moment. */
export const longestTyped = { reason: 1_000, duration: 40 } as const;
