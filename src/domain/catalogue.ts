import type { Language } from './language.ts';
import type { EntitlementKey, ItemKind, ItemRight } from './entitlement.ts';
import type { Platform } from './identity.ts';

/**
 * The facts that `latchkey.yml` declares, validated (CONTRACT "Configuration"). E-mails are lower-cased, durations in
 * milliseconds. Wherever an e-mail stands for a person, the written form of an account may stand too (`PLATFORM:ID`).
 */
export interface Catalogue {
  readonly tenant: string;
  /** SHA-256, hex, of the configuration as it was understood: the same content gives the same hash. */
  readonly hash: string;
  readonly latchkey: { readonly administrators: readonly string[]; readonly auditors: readonly string[] };
  /** Domains that typed, unproved e-mails must be of; empty: any. */
  readonly domains: readonly string[];
  /** Addresses of persons who are one human, a list for each (A7). */
  readonly same: readonly (readonly string[])[];
  /** Addresses of persons who are different humans although they once shared an account (A7). */
  readonly different: readonly (readonly string[])[];
  /** Everybody who is declared by the written form of their account, anywhere in the file. */
  readonly members: readonly string[];
  readonly defaults: Defaults;
  readonly limits: Limits;
  readonly products: readonly Product[];
  readonly instances: readonly Instance[];
  readonly rules: readonly ApprovalRule[];
  readonly channels: {
    /** Of what Latchkey says in channels; English unless named. */
    readonly language?: Language;
    readonly approvals: Readonly<Record<Platform, string>>;
    readonly audit: Readonly<Record<Platform, string>>;
  };
  readonly targets: readonly RoleTarget[];
  readonly authority: readonly RoleAuthority[];
  /** Who may call the decision API; none: it isn't there. */
  readonly clients?: readonly Client[];
  /** Who is told of events (DESIGN §8, _Out_); none: nobody. Not part of `hash`: no access depends on it. */
  readonly webhooks?: readonly Endpoint[];
  /** Which systems may report and ask (DESIGN §8, _In_); none: nobody. Not part of `hash`: no access depends on it. */
  readonly inbound?: readonly Hook[];
}

/** Another system that is told what happens here. */
export interface Endpoint {
  readonly id: string;
  readonly url: string;
  /** The environment variable that holds its secret, or several during rotation: each signs. */
  readonly secretVariable: string;
  /** Types of events, or what they begin with and `*`; null: all but those that an endpoint has to ask for. */
  readonly events: readonly string[] | null;
  /** Keys of entitlements, or what they begin with and `*`; null: all. */
  readonly entitlements: readonly string[] | null;
  /** `private`: private and loopback addresses and plain http are allowed too. */
  readonly network: 'public' | 'private';
}

/** What another system may know of: anything else doesn't exist for it. */
export interface Reach {
  readonly products: readonly string[];
  readonly instances: readonly string[];
}

/** What a hook may do: report facts, request access for people, bind accesses to its tickets. */
export const hookVerbs = ['facts', 'request', 'ticket'] as const;

/** Another system that reports what is so there, or asks for somebody, by signed deliveries. */
export interface Hook extends Reach {
  readonly id: string;
  /** The environment variable that holds its secret, or several during rotation: a delivery signed with any is taken. */
  readonly secretVariable: string;
  readonly may: readonly (typeof hookVerbs)[number][];
  /** Who has no vote in what it asks for, and confirms none of its facts; lower-cased. */
  readonly owners: readonly string[];
}

/** What a client of the decision API may do, besides what everybody who knows its token sees. */
export const clientVerbs = ['evaluate', 'search', 'request', 'explain', 'approvers', 'administer'] as const;

/** Another system that asks what is granted here (DESIGN §8). Anything else than its products and instances doesn't exist for it. */
export interface Client extends Reach {
  readonly id: string;
  /** The environment variable that holds its token, or several during rotation. */
  readonly tokenVariable: string;
  readonly may: readonly (typeof clientVerbs)[number][];
  /** Who has no vote in what it asks for; lower-cased. */
  readonly owners: readonly string[];
  /** Who may stand between it and the person it asks for; none unless given. */
  readonly actors?: readonly Actor[];
  /** Where it may be told how a request went; nowhere unless given. */
  readonly callbacks?: readonly Callback[];
  /** Unless given, those of `clientLimits`. */
  readonly limits?: ClientLimits;
}

/** How much a client may ask each second, in each process. */
export interface ClientLimits {
  /** Evaluations; each of a batch counts. */
  readonly evaluations: number;
  readonly searches: number;
  /** Submissions of requests, look-ups of their tasks, and cancellations. */
  readonly requests: number;
}

export const clientLimits: ClientLimits = { evaluations: 1_000, searches: 20, requests: 10 };

/** Somebody, mostly a program, on whose behalf a client asks: known by both together. */
export interface Actor {
  readonly issuer: string;
  readonly id: string;
}

/** An address that a client may name to be told how its requests went. */
export interface Callback {
  readonly url: string;
  /** The environment variable that holds the secret that signs, or several during rotation. */
  readonly secretVariable: string;
  /** `private`: private and loopback addresses and plain http are allowed too. */
  readonly network: 'public' | 'private';
}

/** A role of a chat platform, by the platform's own id. */
export interface PlatformRole {
  readonly platform: Platform;
  readonly role: string;
}

/** Whether two things are about one role: ids of roles are unique within their platform only. */
export function isSameRole(one: PlatformRole, other: PlatformRole): boolean {
  return one.platform === other.platform && one.role === other.role;
}

/** A role that follows the accesses to an entitlement; several entitlements may name one role. */
export interface RoleTarget extends PlatformRole {
  readonly entitlement: EntitlementKey;
  /** Whether what was given or taken by hand is put right, or only reported; the same for every target of a role. */
  readonly restore: boolean;
}

/** A role that stands for authority over a scope: our declared exception to C4 and R5. */
export interface RoleAuthority extends PlatformRole {
  readonly scope: AuthorityScope;
}

/** A product's console, or everything of an instance. */
export type AuthorityScope = { readonly product: string } | { readonly instance: string };

/** How much one person may do (DESIGN §4, _Budgets_). Not part of `hash`: no access depends on it. */
export interface Limits {
  /** Commands and clicks of one account in a row, and how many a second beyond that. */
  readonly burst: number;
  readonly perSecond: number;
  /** Requests within an hour by one asker for one person and entitlement. */
  readonly requestsPerHour: number;
  /** Requests within an hour by one asker. */
  readonly requestsPerPersonPerHour: number;
  /** Requests of one asker that wait for a decision. */
  readonly openRequests: number;
}

export interface Defaults {
  readonly durationMs: number;
  readonly maxDurationMs: number;
  /** Whether access without end may be asked for where no rule says. */
  readonly always: boolean;
  /** How long an ask waits before it lapses. */
  readonly lapseMs: number;
  /** The IANA name of the zone in which times are read of somebody whose profile names none. Not part of `hash`. */
  readonly timeZone: string;
}

export interface Product {
  readonly id: string;
  readonly name: string;
  /** As the product itself reports them (C2). */
  readonly administrators: readonly string[];
}

export interface Instance {
  readonly id: string;
  readonly name: string;
  /** R6: an account, not a person. */
  readonly defaultAdministrator: string | null;
  /** Who the file says is directly in which group: built-in roles, `Deny user listing` and custom groups. */
  readonly members: readonly { readonly role: string; readonly email: string }[];
  readonly groups: readonly CustomGroup[];
  readonly items: readonly Item[];
}

/** A custom group (R7): `members` are other custom groups, `memberOf` built-in ones whose rights it gets. */
export interface CustomGroup {
  readonly name: string;
  readonly members: readonly string[];
  readonly memberOf: readonly string[];
}

export interface Item {
  readonly id: string;
  readonly kind: ItemKind;
  /** R3, table 2 `**` and `***`; means something for packages and tools only. */
  readonly allowedForHelpDesk: boolean;
}

/** An approval rule can ask for more than authority, never for less. The first match wins. */
export interface ApprovalRule {
  readonly match: {
    readonly kind?: 'console' | 'role' | 'item';
    readonly product?: string;
    readonly instance?: string;
    readonly role?: string;
    readonly item?: string;
    readonly right?: ItemRight;
  };
  readonly stages: readonly Stage[];
  readonly durationMs: number | null;
  readonly maxDurationMs: number | null;
  readonly always: boolean | null;
}

/** `count` different people of `of`, each with authority as well. */
export interface Stage {
  readonly of: StageOf;
  readonly count: number;
}

export type StageOf =
  | { readonly kind: 'authority' }
  | { readonly kind: 'role'; readonly instance: string; readonly role: string }
  | { readonly kind: 'people'; readonly emails: readonly string[] };
