import type { BasisFacts } from '../basis.ts';
import type { Entitlement } from '../entitlement.ts';
import type { Deciding, RefusalArgs } from '../refusal-args.ts';

type Nothing = object;
/** Somebody by their label. */
interface Named {
  readonly label: string;
}

/** The reasons that decisions about accesses give, with what their sentences need. Durations in ms, labels as in records. */
export interface AccessReasonArgs {
  /** A basis as it was at the decision (A1). */
  readonly authority: BasisFacts;
  readonly 'console-access-needed': { readonly product: string; readonly what: Deciding };
  readonly 'permissions-needed': {
    readonly instance: string;
    readonly entitlement: Entitlement;
    readonly what: Deciding;
  };
  readonly 'own-action': { readonly what: 'deny' | 'cancel' | 'give-back' };
  readonly 'stuck-request-cancelled': Nothing;
  readonly 'nobody-for-themselves': Nothing;
  readonly 'one-vote-for-each-person': Nothing;
  readonly 'one-vote-for-each-human': Nothing;
  readonly 'known-too-late': Nothing;
  readonly 'authority-too-late': Nothing;
  readonly 'rule-requires-more': Nothing;
  readonly 'grant-is-first-approval': Nothing;
  readonly 'approved-for-less': { readonly wantedMs: number; readonly askedMs: number | null };
  readonly 'limit-not-requested': Nothing;
  readonly 'limited-person-cannot-end': Nothing;
  readonly 'ending-limit-widens': Nothing;
  readonly 'shortening-limit-widens': Nothing;
  readonly 'limits-first': Nothing;
  readonly 'handed-over-once': Nothing;
  readonly 'handed-over': { readonly to: string };
  readonly 'hands-over': { readonly by: string; readonly from: string; readonly to: string };
  readonly 'ends-with-giver': Nothing;
  readonly 'ends-with-approver': Nothing;
  readonly 'approvals-checked': Nothing;
  readonly 'approver-not-found': Named;
  readonly 'approver-basis-ended': Named;
  readonly 'approver-counts-as-one': Named & { readonly other: string };
  readonly 'approver-outside': Named & { readonly why: RefusalArgs };
  readonly 'approver-account-moved': Named;
  readonly 'approver-without-authority': Named;
  readonly 'revoked-before-start': Nothing;
  readonly 'subject-gone': { readonly why: RefusalArgs };
  /** From the command line, by an account of the operating system. */
  readonly 'revoked-by-operator': { readonly by: string };
  /** A system withdrew its request, or the person said that they hadn’t asked. */
  readonly 'asker-withdrew': { readonly system: string };
  readonly 'not-asked': { readonly system: string };
  readonly 'ticket-closed': { readonly ticket: string; readonly system: string };
  readonly 'listed-as-member': Nothing;
  readonly 'not-listed-as-member': Nothing;
  readonly 'administrator-in-product': Named & { readonly product: string };
  readonly 'access-remains': Nothing;
  readonly 'people-only': Nothing;
  readonly 'assets-only': Nothing;
  readonly 'no-read-wins': Nothing;
  readonly 'default-administrator-untouched': Nothing;
  readonly 'groups-bind-together': Nothing;
  readonly 'only-own-records': Nothing;
  readonly 'own-name-only': Nothing;
  readonly 'texts-can-be-erased': Nothing;
  readonly 'sealed-again': Nothing;
}
