import type { Outcome } from './outcome.ts';
import type { StageOf } from './catalogue.ts';
import type { Entitlement, ItemKind, ItemRight } from './entitlement.ts';

type Nothing = object;
/** Somebody by their label. */
interface Named {
  readonly label: string;
}

/** What was tried without the authority for it. */
export type Deciding = 'grant' | 'revoke' | 'approve' | 'deny';

/** Every refusal, with what its sentence needs. Durations in ms; labels as in records. */
export interface RefusalArgsByName {
  /** One that a chat or a service put into words itself, for its reader; `english`: as it is recorded, where that is another. */
  readonly said: { readonly sentence: string; readonly english?: string };
  /** The same, said about somebody, or about an account of a chat. */
  readonly about: { readonly whom: string; readonly why: RefusalArgs };
  readonly 'about-account': { readonly chat: string; readonly why: RefusalArgs };

  readonly 'no-authority': { readonly entitlement: Entitlement; readonly what: Deciding };
  readonly 'own-access': { readonly what: 'approve' | 'grant' };
  readonly 'own-request': Nothing;
  readonly 'already-approved': Nothing;
  readonly 'other-stage': {
    readonly stage: number;
    readonly stages: number;
    readonly of: StageOf;
    readonly count: number;
  };
  readonly 'limit-requested': Nothing;
  readonly 'own-limit': Nothing;
  readonly 'already-open': Named & {
    readonly own: boolean;
    readonly isActive: boolean;
    readonly entitlement: Entitlement;
    readonly access: string;
  };
  readonly 'too-long': { readonly maxMs: number };
  readonly 'no-always': { readonly maxMs: number | null };
  readonly decided: { readonly outcome: Outcome };
  readonly lapsed: Nothing;
  readonly 'terms-changed': Nothing;
  readonly 'not-yours-to-cancel': Nothing;
  readonly 'not-yours-to-give-back': Nothing;
  readonly 'nothing-to-revoke': Named & { readonly entitlement: Entitlement };
  readonly implicit: Named & { readonly product: string };
  readonly 'revoked-before-start': Nothing;
  readonly 'groups-changed': Nothing;
  readonly left: Named;
  readonly retired: { readonly what: string | Entitlement };
  readonly 'changed-outside': Nothing;
  readonly 'unknown-access': { readonly id: string };
  readonly 'default-administrator': { readonly instance: string };
  readonly group: { readonly shown: string };
  readonly 'not-an-asset': { readonly instance: string; readonly item: string; readonly kind: ItemKind };
  /** `held` is what they have, or requested, on the item of `wanted`. */
  readonly 'item-rights-conflict': Named & {
    readonly wanted: Entitlement & { readonly kind: 'item' };
    readonly held: { readonly right: ItemRight; readonly access: string };
  };

  readonly 'one-with-subject': Named & { readonly what: 'approve' | 'grant' };
  readonly 'one-with-requester': Named;
  readonly 'one-with-giver': Named;
  readonly 'one-with-approver': Named;
  readonly newcomer: Nothing;
  readonly 'new-authority': Nothing;
  readonly 'own-role': Nothing;
  readonly 'runs-system': Named;

  readonly 'requested-later': Nothing;
  readonly overtaken: Nothing;
  readonly 'requested-twice': Nothing;
  readonly 'end-passed': Nothing;
  readonly 'longer-than-requested': { readonly askedMs: number };
  readonly 'limit-for-less': Nothing;
  readonly 'not-started-in-time': Nothing;
  readonly 'too-late-to-approve': Nothing;
  readonly 'limit-stays': Named & { readonly entitlement: Entitlement };

  readonly 'requests-per-hour': { readonly most: number; readonly waitMs: number };
  readonly 'requests-per-person-per-hour': { readonly most: number; readonly waitMs: number };
  readonly 'too-many-open': { readonly open: number };
  readonly 'too-old': Nothing;

  readonly 'not-held-any-more': Named;
  readonly 'waits-to-be-handed-over': Named;
  readonly 'hand-over-under-way': { readonly by: string; readonly to: string };
  readonly 'hand-over-limit-changed': Named & { readonly limit: Entitlement };
  readonly 'hand-over-limit-not-shown': Named & { readonly limit: Entitlement };
  readonly 'hand-over-limit-not-put': Named & { readonly limit: Entitlement; readonly why: RefusalArgs };
  readonly 'hand-over-nothing-shown': Named;
}

export type RefusalName = keyof RefusalArgsByName;

/** The arguments of one refusal; `name` tells which sentence it is. */
export type RefusalArgs = {
  readonly [Name in RefusalName]: { readonly name: Name } & RefusalArgsByName[Name];
}[RefusalName];
