import type { EntitlementKey } from './entitlement.ts';
import type { PersonId, Via } from './identity.ts';
import type { Reason } from './reason.ts';

/** What happens to one access. */
export type AccessEventName =
  | 'requested'
  | 'approved'
  | 'denied'
  | 'cancelled'
  | 'lapsed'
  | 'started'
  | 'extended'
  | 'expired'
  | 'revoked'
  | 'refused'
  | 'imported';

/** What concerns no access, but what decisions rest on. */
export type TenantEventName =
  | 'configuration'
  | 'roster'
  | 'link'
  | 'unlink'
  | 'person'
  | 'retired'
  | 'refused'
  | 'released'
  | 'vouched'
  | 'erased'
  | 'endpoint'
  | 'fence'
  | 'baseline';

/** What a person typed, apart from everything else, so that it can be erased while the proof stays. */
export interface TypedText {
  /** Random, at least 128 bits, hex. */
  readonly salt: string;
  /** Well-formed Unicode. */
  readonly value: string;
}

/** JSON values: what facts are made of. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** What every recorded event says, whatever it is about. Times are milliseconds since the epoch. */
export interface EventBody<Name extends string = string> {
  readonly event: Name;
  readonly at: number;
  /** The lower-cased e-mail, else the account, or `system`. */
  readonly actor: string;
  readonly actorId: PersonId | null;
  readonly subject: string | null;
  readonly subjectId: PersonId | null;
  readonly entitlement: EntitlementKey | null;
  readonly because: readonly Reason[];
  /** Whatever the decision rested on; what `evolve` reads. `command` is the id of the command that caused the event. */
  readonly facts: { readonly command: string; readonly [key: string]: Json };
  readonly text: TypedText | null;
  readonly via: Via;
}

/** An event of one access; `n` counts from 1 without gaps. */
export interface AccessEvent extends EventBody<AccessEventName> {
  readonly n: number;
}

/** An event of the tenant; `n` counts from 1 without gaps; `key` is unique, so that it is recorded once. */
export interface TenantEvent extends EventBody<TenantEventName> {
  readonly n: number;
  readonly key: string;
}

/** A link of the chain (CONTRACT "audit export"), before its hash. `access` null: of the tenant. */
export interface ChainEntry extends EventBody {
  readonly tenant: string;
  readonly seq: number;
  readonly access: string | null;
  readonly n: number;
  /** SHA-256, hex, of salt followed by value; stays when the text is erased. */
  readonly textDigest: string | null;
  readonly prev: string;
  readonly hash: string;
}
