import type { Entitlement } from '../../domain/entitlement.ts';
import type { Span, Text } from '../../domain/message.ts';
import { entitlement } from './entitlements.ts';

/** What happened to a person's account or address, by the name that the record has for it. */
const personTexts: Readonly<Record<string, (account: string, to: string) => string>> = {
  bound: (account, to) => `${account} proved the e-mail ${to}`,
  changed: (account, to) => `the e-mail of ${account} changed to ${to} and waits for a Latchkey administrator`,
  taken: (account, to) =>
    `${account} has the e-mail ${to}, which belongs to another account, and waits for a Latchkey administrator`,
  confirmed: (account, to) => `the e-mail ${to} of ${account} was confirmed`,
  rejected: (account, to) => `the e-mail ${to} of ${account} was refused`,
  outdone: (account, to) => `a decision about ${account} and ${to} came too late and changed nothing`,
  named: (_, to) => `${to} was named as a person`,
  renewed: (account, to) => `${account} was seen again with ${to}`,
  withdrawn: (account, to) => `${account} has its old e-mail again, so ${to} no longer waits`,
  replaced: (account, to) => `${account} no longer waits for ${to}`,
  separated: (account, to) => `${account} with the e-mail ${to} is someone else’s, as an administrator decided`,
  'gave up': (_, to) => `what ${to} was to get left them`,
  moved: () => 'what they were to get came to them',
  back: (account) => `${account} is inside again`,
  deactivated: (account) => `${account} was deactivated, so it can’t decide anything`,
};

/** The lines of the audit channel, of /access audit and of /access why. */
export const audit = {
  line: (
    { icon, event, subject, actor, access, at }: AuditLine,
    one: Entitlement | null,
    detail: string,
    until: number | null,
  ): Text => [
    `${icon} `,
    { strong: event },
    ' ',
    ...(subject === null ? [] : [subject]),
    ...(one === null ? [] : [`: ${entitlement(one)}`]),
    ...(actor === null ? [] : [', by ', actor]),
    ...(detail === '' ? [] : [` — ${detail}`]),
    ...(until === null ? [] : [' — until ', { time: until }]),
    ...(access === null ? [] : [' ', { code: access }]),
    ' ',
    { time: at },
  ],
  title: 'Audit',
  summary: (range: string, first: string, isMore: boolean) => `Audit ${range}: ${first}${isMore ? ' …' : ''}`,
  range: (first: number, last: number) => (first === last ? `Audit entry ${first}` : `Audit entries ${first}–${last}`),
  withoutEnd: 'without end',
  /** After a denial. */
  suggested: (role: string) => `suggested ${role} instead`,
  configuration: (hash: string) => `configuration ${hash} loaded`,
  retired: (id: string) => `${id} is no longer in the configuration`,
  vouched: (account: string, email: string) =>
    `a Latchkey administrator vouched that ${account} has the e-mail ${email}`,
  fence: 'revoked, so what was requested before doesn’t start',
  baseline: 'as found when this version started for the first time',
  person: (what: string, account: string, to: string): string =>
    personTexts[what]?.(account, to) ?? `${account} is outside (${what}), so it can’t decide anything`,
  reasons: (because: readonly { readonly rule: string; readonly sentence: string }[]) =>
    because.map(({ rule, sentence }) => `${sentence.replace(/\.$/, '')} (${rule})`).join('; '),
  reason: (rule: string, sentence: string) => `${rule}: ${sentence}`,
  /** How many refusals of one person within an hour (UTC, `18:00`) are only counted beyond `most`. */
  counted: (count: number, from: string, to: string, most: number) =>
    `${count === 1 ? '1 more command was refused' : `${count} more commands were refused`} between ${from} and ${to} (UTC). Beyond ${most} an hour, or when the record of an access is full, they’re only counted.`,
} as const;

/** Who did what, when; null: nobody, or nothing to be named. */
export interface AuditLine {
  readonly icon: string;
  readonly event: string;
  readonly subject: Span | null;
  readonly actor: Span | null;
  /** `ACCESS/n`. */
  readonly access: string | null;
  readonly at: number;
}
