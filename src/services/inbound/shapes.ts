import { z } from 'zod';
import { parseDuration } from '../../domain/duration.ts';
import { readAddress } from '../../lib/address.ts';
import { isWebAddress } from '../../lib/web-address.ts';
import { unsafeKeyIn } from '../../lib/unsafe-key.ts';
import { words } from '../../words/index.ts';

/** One thing that is wrong with a delivery, with where it stands. */
export interface ShapeProblem {
  readonly path: string;
  readonly sentence: string;
}

/** A sentence that is made when it's needed, in the language of the call. */
const error = (sentence: (texts: typeof words.inbound.shape) => string) => ({
  error: () => sentence(words.inbound.shape),
});
const name = z
  .string(error((texts) => texts.text))
  .trim()
  .min(
    1,
    error((texts) => texts.empty),
  )
  .max(
    200,
    error((texts) => texts.tooLong(200)),
  );
const wellFormed = z.string(error((texts) => texts.text)).refine(
  (text) => text.isWellFormed(),
  error((texts) => texts.malformed),
);

/** An address in the form in which addresses are compared. */
const email = z.string(error((texts) => texts.text)).transform((text, context) => {
  const address = readAddress(text);
  if (address !== null) return address;
  context.addIssue({ code: 'custom', message: words.inbound.shape.noAddress });
  return z.NEVER;
});

/** A moment by ISO 8601 with its zone, in ms. */
const moment = z.iso
  .datetime({ offset: true, ...error((texts) => texts.noMoment) })
  .transform((text) => Date.parse(text))
  .refine(
    (at) => Number.isSafeInteger(at) && at >= 0,
    error((texts) => texts.noMoment),
  );

const duration = wellFormed
  .max(
    200,
    error((texts) => texts.tooLong(200)),
  )
  .transform((text, context) => {
    const read = parseDuration(text);
    if (read.ok) return read.ms;
    context.addIssue({ code: 'custom', message: words.lengthProblem(read.problem) });
    return z.NEVER;
  });

/** A web address that people may open. */
const link = wellFormed
  .max(
    2_000,
    error((texts) => texts.tooLong(2_000)),
  )
  .refine(
    isWebAddress,
    error((texts) => texts.noLink),
  );
const ticket = name.refine(
  (text) => text.isWellFormed(),
  error((texts) => texts.malformed),
);

const data = {
  'product.administrators': z.strictObject({
    product: name,
    asOf: moment,
    administrators: z.array(
      email,
      error((texts) => texts.list),
    ),
  }),
  'instance.members': z.strictObject({
    instance: name,
    asOf: moment,
    members: z.record(
      z.string(),
      z.array(
        email,
        error((texts) => texts.list),
      ),
      error((texts) => texts.mapping),
    ),
  }),
  'item.flags': z.strictObject({
    instance: name,
    item: name,
    asOf: moment,
    allowedForHelpDesk: z.boolean(error((texts) => texts.yesOrNo)),
  }),
  'access.request': z.strictObject({
    person: email,
    entitlement: name,
    duration: duration.optional(),
    reason: wellFormed
      .max(
        1_000,
        error((texts) => texts.tooLong(1_000)),
      )
      .optional(),
    link: link.optional(),
  }),
  'ticket.bind': z.strictObject({ access: name, ticket, link: link.optional() }),
  'ticket.closed': z.strictObject({ ticket }),
};

export type DeliveryType = keyof typeof data;
export type Data<Type extends DeliveryType> = z.infer<(typeof data)[Type]>;

/** What a delivery says, once its shape is right. */
export type Content = {
  readonly [Type in DeliveryType]: { readonly type: Type; readonly data: Data<Type> };
}[DeliveryType];

export type ReadContent =
  { readonly ok: true; readonly content: Content } | { readonly ok: false; readonly problems: readonly ShapeProblem[] };

const envelope = z.strictObject({
  type: z.enum(
    Object.keys(data) as DeliveryType[],
    error((texts) => texts.type(Object.keys(data))),
  ),
  timestamp: moment.optional(),
  data: z.unknown(),
});

/** The most problems that one answer names. */
const mostProblems = 50;

/** Reads the body of a delivery, and names every problem of its shape. Never throws. */
export function readContent(body: Uint8Array): ReadContent {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    return { ok: false, problems: [{ path: '', sentence: words.inbound.shape.noJson }] };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) {
    return { ok: false, problems: [{ path: '', sentence: words.inbound.shape.noObject }] };
  }
  const unsafe = unsafeKeyIn(parsed);
  if (unsafe !== null) {
    const path = unsafe.map((part) => shown(String(part))).join('.');
    return { ok: false, problems: [{ path, sentence: words.inbound.shape.noName }] };
  }
  const outer = envelope.safeParse(parsed, { reportInput: true });
  const { type } = parsed as { readonly type?: unknown };
  const shape = typeof type === 'string' && Object.hasOwn(data, type) ? data[type as DeliveryType] : null;
  const inner = shape?.safeParse((parsed as { readonly data?: unknown }).data, { reportInput: true });
  const problems = [...problemsOf(outer.error, []), ...problemsOf(inner?.error, ['data'])];
  if (problems.length > 0 || !outer.success || inner?.success !== true) {
    return { ok: false, problems: problems.slice(0, mostProblems) };
  }
  return { ok: true, content: { type: outer.data.type, data: inner.data } as Content };
}

function problemsOf(error: z.ZodError | undefined, under: readonly string[]): readonly ShapeProblem[] {
  return (error?.issues ?? []).flatMap((issue): ShapeProblem[] => {
    const path = [...under, ...issue.path.map(String)];
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => ({
        path: [...path, shown(key)].join('.'),
        sentence: words.inbound.shape.unknownKey,
      }));
    }
    const isMissing = issue.code === 'invalid_type' && issue.input === undefined;
    return [{ path: path.map(shown).join('.'), sentence: isMissing ? words.inbound.shape.missing : issue.message }];
  });
}

function shown(key: string): string {
  return key.toWellFormed().slice(0, 60);
}
