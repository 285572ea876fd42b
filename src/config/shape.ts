import { z } from 'zod';
import { readAddress, readDomain } from '../lib/address.ts';
import { zoneName } from '../lib/zoned-time.ts';
import { clientVerbs, hookVerbs } from '../domain/catalogue.ts';
import { parseDuration } from '../domain/duration.ts';
import type { LengthProblem } from '../domain/duration.ts';
import { itemKinds, itemRights } from '../domain/entitlement.ts';
import { languages } from '../domain/language.ts';
import { isMember, isPerson, memberFault } from './members.ts';
import { quoted, suggest } from './nearest.ts';
import { roleKeys } from './platform-roles.ts';
import { platforms } from '../chat/registry.ts';

const slugPattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;
const forbiddenInNames = /[/@"“”„<>`\p{C}]/u;

/** Ids are written in commands and in keys such as `role:INSTANCE/ROLE`. */
const slug = z.string().refine((text) => slugPattern.test(text), {
  error: ({ input }) =>
    `${quoted(String(input))} is not an id: write up to 64 letters, digits, “.”, “_” or “-”, beginning with a letter or digit.`,
});

/** Names of custom groups: they are written in commands and in keys too, but may have blanks. */
const groupName = z
  .string()
  .trim()
  .refine((text) => text !== '' && text.length <= 64 && !forbiddenInNames.test(text), {
    error: 'A group’s name has 1 to 64 characters, and none of / @ < > ` or double quotes.',
  })
  .refine((text) => !isPerson(text), {
    error: ({ input }) => `${quoted(String(input))} reads like a person, not like a group: choose another name.`,
  });

const text = z.string().refine((value) => value.trim() !== '' && value.length <= 200, {
  error: 'Write 1 to 200 characters, or leave the key out.',
});

const email = z.string().refine((value) => readAddress(value) !== null, {
  error: ({ input }) => `${quoted(String(input))} is not an e-mail address.`,
});

/** A person: by e-mail, or by the id of an account that has none to show. */
const person = z.string().refine((value) => isMember(value) || readAddress(value) !== null, {
  error: ({ input }) => memberFault(String(input)) ?? `${quoted(String(input))} is not an e-mail address.`,
});

const member = z.string().refine(isMember, {
  error: ({ input }) =>
    memberFault(String(input)) ??
    `${quoted(String(input))} is no member by id: write PLATFORM:ID; people with e-mails need no declaring.`,
});

const domain = z.string().refine((value) => readDomain(value.trim()) !== null, {
  error: ({ input }) => `${quoted(String(input))} is not a domain: write what follows the @, such as acme.test.`,
});

function durationProblem({ code, shown }: LengthProblem): string {
  const what = code === 'out-of-range' ? 'is out of range' : 'is not a duration';
  return `“${shown}” ${what}: write minutes, hours, days or weeks from 1m to 52w, such as 30m, 8h, 1h 30m, 5 days or 2w.`;
}

/** A duration with an end; `always` has its own key. */
const duration = z.string().superRefine((value, context) => {
  const parsed = parseDuration(value);
  if (!parsed.ok) context.addIssue({ code: 'custom', message: durationProblem(parsed.problem) });
  else if (parsed.ms === null) {
    context.addIssue({ code: 'custom', message: 'Write a duration with an end here, and always: true beside it.' });
  }
});

/** A time zone by its IANA name, in any case. */
const timeZone = z.string().refine((value) => zoneName(value.trim()) !== null, {
  error: ({ input }) => {
    const text = String(input);
    const otherwise = 'write the name of a region and a city, such as Europe/Berlin, or UTC';
    return `${quoted(text)} is not a time zone${suggest(text, Intl.supportedValuesOf('timeZone'), otherwise)}`;
  },
});

/** `authority`, `role:INSTANCE/ROLE`, or a list of people; the names are checked later. */
const stageOf = z.unknown().superRefine((value, context) => {
  if (typeof value === 'string') return;
  if (!Array.isArray(value) || value.length === 0) {
    const message = 'Write authority, role:INSTANCE/ROLE, or a list of e-mails.';
    context.addIssue({ code: 'custom', message });
    return;
  }
  value.forEach((one: unknown, index) => {
    const { error } = person.safeParse(one);
    if (error) {
      const message = error.issues[0]?.code === 'custom' ? error.issues[0].message : 'Each must be an e-mail address.';
      context.addIssue({ code: 'custom', path: [index], message });
    }
  });
});

const channel = z.string().refine((value) => /^[A-Za-z0-9_-]{1,64}$/.test(value), {
  error: ({ input }) =>
    `${quoted(String(input))} is not a channel’s id: copy the id from the channel’s details, such as C0APPROVE; a name is not enough.`,
});
const channels = z.strictObject(Object.fromEntries(platforms.map(({ name }) => [name, channel.optional()])));

const language = z.enum(languages, {
  error: ({ input }) =>
    `${quoted(String(input))} is not a language that Latchkey speaks: use ${languages.join(' or ')}.`,
});

const emails = z.array(person);
/** Two or more persons of whom something is said together. */
const someone = z.array(person).refine(({ length }) => length > 1, {
  error: 'Name two people here, or take the entry out.',
});

/** A secret is named by an environment variable and never written in the file. */
const secret = z.strictObject({
  env: z.string().refine((value) => /^[A-Z][A-Z0-9_]{0,127}$/.test(value), {
    error: ({ input }) =>
      `${quoted(String(input))} is not the name of an environment variable: write capital letters, digits and _, such as GATEWAY_TOKEN.`,
  }),
});

/** What an actor is called where it comes from: compared as it is. */
const actorName = z.string().refine((value) => value.trim() === value && value !== '' && value.length <= 200, {
  error: 'Write 1 to 200 characters, without blanks around them.',
});

/** `latchkey.yml` as it is written (CONTRACT "Configuration"); what its names mean is checked apart. */
export const fileShape = z.strictObject({
  tenant: slug.optional(),
  latchkey: z.strictObject({ administrators: emails.optional(), auditors: emails.optional() }).optional(),
  people: z
    .strictObject({
      domains: z.array(domain).optional(),
      members: z.array(member).optional(),
      same: z.array(someone).optional(),
      different: z.array(someone).optional(),
    })
    .optional(),
  limits: z
    .strictObject({
      burst: z.int().min(1).max(1_000).optional(),
      perSecond: z.number().min(0.01).max(100).optional(),
      requestsPerHour: z.int().min(1).max(1_000).optional(),
      requestsPerPersonPerHour: z.int().min(1).max(10_000).optional(),
      openRequests: z.int().min(1).max(1_000).optional(),
    })
    .optional(),
  defaults: z
    .strictObject({
      duration: duration.optional(),
      maxDuration: duration.optional(),
      always: z.boolean().optional(),
      lapse: duration.optional(),
      timeZone: timeZone.optional(),
    })
    .optional(),
  products: z.array(z.strictObject({ id: slug, name: text.optional(), administrators: emails.optional() })).optional(),
  instances: z
    .array(
      z.strictObject({
        id: slug,
        name: text.optional(),
        defaultAdministrator: email.optional(),
        members: z.record(z.string(), emails).optional(),
        groups: z
          .array(
            z.strictObject({
              name: groupName,
              members: z.array(z.string()).optional(),
              memberOf: z.array(z.string()).optional(),
            }),
          )
          .optional(),
        items: z
          .array(z.strictObject({ id: slug, kind: z.enum(itemKinds), allowedForHelpDesk: z.boolean().optional() }))
          .optional(),
      }),
    )
    .optional(),
  channels: z
    .strictObject({ approvals: channels.optional(), audit: channels.optional(), language: language.optional() })
    .optional(),
  targets: z
    .array(z.strictObject({ ...roleKeys, entitlement: z.string(), drift: z.enum(['report', 'restore']).optional() }))
    .optional(),
  authority: z
    .array(z.strictObject({ ...roleKeys, product: z.string().optional(), instance: z.string().optional() }))
    .optional(),
  clients: z
    .array(
      z.strictObject({
        id: slug,
        token: secret,
        products: z.array(z.string()).optional(),
        instances: z.array(z.string()).optional(),
        may: z.array(z.enum(clientVerbs)).min(1),
        owners: emails.optional(),
        actors: z.array(z.strictObject({ issuer: actorName, id: actorName })).optional(),
        callbacks: z
          .array(z.strictObject({ url: z.string(), secret, network: z.enum(['public', 'private']).optional() }))
          .optional(),
        limits: z
          .strictObject({
            evaluations: z.int().min(1).max(1_000_000).optional(),
            searches: z.int().min(1).max(100_000).optional(),
            requests: z.int().min(1).max(100_000).optional(),
          })
          .optional(),
      }),
    )
    .optional(),
  webhooks: z
    .array(
      z.strictObject({
        id: slug,
        url: z.string(),
        secret,
        events: z.array(z.string()).min(1).optional(),
        entitlements: z.array(z.string()).min(1).optional(),
        network: z.enum(['public', 'private']).optional(),
      }),
    )
    .optional(),
  inbound: z
    .array(
      z.strictObject({
        id: slug,
        secret,
        products: z.array(z.string()).optional(),
        instances: z.array(z.string()).optional(),
        may: z.array(z.enum(hookVerbs)).min(1),
        owners: emails.optional(),
      }),
    )
    .optional(),
  approvals: z
    .array(
      z.strictObject({
        match: z
          .strictObject({
            kind: z.enum(['console', 'role', 'item']).optional(),
            product: z.string().optional(),
            instance: z.string().optional(),
            role: z.string().optional(),
            item: z.string().optional(),
            right: z.enum(itemRights).optional(),
          })
          .optional(),
        stages: z
          .array(z.strictObject({ of: stageOf, count: z.number().int().min(1).max(20).optional() }))
          .min(1)
          .optional(),
        duration: duration.optional(),
        maxDuration: duration.optional(),
        always: z.boolean().optional(),
      }),
    )
    .optional(),
});

export type FileShape = z.infer<typeof fileShape>;

/** What is left of the file when everything of a wrong shape is taken out: any part may be missing. */
export type Loose<T> = T extends readonly (infer Element)[]
  ? readonly (Loose<Element> | undefined)[]
  : T extends object
    ? { readonly [Key in keyof T]?: Loose<T[Key]> | undefined }
    : T;
export type LooseFile = Loose<FileShape>;
export type LooseInstance = NonNullable<NonNullable<LooseFile['instances']>[number]>;
export type LooseRule = NonNullable<NonNullable<LooseFile['approvals']>[number]>;
