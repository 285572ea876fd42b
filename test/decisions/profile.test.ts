import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/**
 * Every MUST of the Access Request and Approval Profile (the commit that docs/adr/0023 names) that concerns the PDP or the
 * Access Request Service, by its section, with the test that holds Latchkey to it. What concerns the PEP isn’t listed.
 */
interface Must {
  readonly section: string;
  readonly must: string;
  /** File below `test/`, and the beginning of the test’s name; or why there’s nothing to test. */
  readonly by: readonly [file: string, name: string] | { readonly not: string };
}

const requests = 'decisions/requests.int.test.ts';
const profile = 'decisions/profile.int.test.ts';
const tokens = 'decisions/binding-tokens.test.ts';
const callbacks = 'decisions/request-callbacks.int.test.ts';
const task = 'domain/request/task.test.ts';

const denialOf = [requests, 'carries when it expires and a signed token that binds it'] as const;
const onlyWhere = [requests, 'is only there where it can be requested'] as const;
const wrongToken = [requests, 'is refused where its token isn’t the denial’s'] as const;
const ownTime = [tokens, 'are for this service alone and for their own time'] as const;
const endToEnd = [callbacks, 'is denied, asked for, shown in both chats'] as const;
const endsForGood = [requests, 'ends as its access did, for good'] as const;
const unguessable = [profile, 'has an id that can’t be guessed, in items as they were submitted'] as const;
const outOfScope = [profile, 'is out_of_scope for anything that the approval doesn’t give'] as const;
const unverifiable = [profile, 'ignores an approval of another client, and a state that isn’t ours'] as const;
const wholeRule = [profile, 'is approved only when the whole rule is satisfied'] as const;
const oneEach = [requests, 'takes items, each with its own denial, and re-evaluates each'] as const;
const contextAside = [profile, 'is bound to subject, resource and action alone'] as const;
const foreignTask = [requests, 'of another client is unknown, like one that never was'] as const;
const noCatalogs = { not: 'Latchkey has no catalogs and offers none (docs/adr/0023).' } as const;

const musts: readonly Must[] = [
  {
    section: 'Terminology',
    must: 'make the authorization-relevant context explicit: binding_context_members',
    by: denialOf,
  },
  { section: 'Terminology', must: 'use exactly this set when comparing', by: contextAside },
  {
    section: 'Discovery',
    must: 'publish access_request_endpoint, over https',
    by: [requests, 'names the endpoints, the capability and the keys'],
  },
  {
    section: 'Discovery',
    must: 'publish jwks_uri where values are signed',
    by: [requests, 'names the endpoints, the capability and the keys'],
  },
  { section: 'Discovery', must: 'name the endpoint that is actually used', by: endToEnd },
  { section: 'Requestable Denial Context', must: 'include access_request only where it’s eligible', by: onlyWhere },
  {
    section: 'Requestable Denial Context',
    must: 'reject what comes after expires_at',
    by: [requests, 'gives the same task to the same key and body'],
  },
  {
    section: 'Requestable Denial Context',
    must: 'integrity-protect binding_token',
    by: [tokens, 'are verified by the published keys'],
  },
  {
    section: 'Requestable Denial Context',
    must: 'give material that binds and proves freshness, or no access_request',
    by: denialOf,
  },
  {
    section: 'Evaluation Identifier',
    must: 'evaluation_id is stable, and isn’t good beyond expires_at',
    by: [tokens, 'are verified by the published keys'],
  },
  { section: 'Evaluation Identifier', must: 'include evaluation_id where there is no binding_token', by: denialOf },
  { section: 'Catalog References', must: 'all of it', by: noCatalogs },
  {
    section: 'Access Request Submission',
    must: 'resource and action, or items',
    by: [profile, 'takes resource and action or items, never both'],
  },
  {
    section: 'Access Request Submission',
    must: 'a denial covers every item',
    by: [profile, 'takes resource and action or items, never both'],
  },
  {
    section: 'Access Request Submission',
    must: 'reject a binding that doesn’t cover: invalid_denial_binding',
    by: wrongToken,
  },
  {
    section: 'Access Request Submission',
    must: 'not rely on client.actor and client.source unverified',
    by: [profile, 'takes no names of the caller for an authority'],
  },
  {
    section: 'Access Request Submission',
    must: 'resolve or validate evaluation_id before relying on it',
    by: wrongToken,
  },
  {
    section: 'Access Request Submission',
    must: 'reject what comes too late: expired_denial',
    by: [requests, 'gives the same task to the same key and body'],
  },
  { section: 'Access Request Submission', must: 'reject what has no material: invalid_denial_binding', by: wrongToken },
  {
    section: 'Access Request Submission',
    must: 'reject the same key with another body: duplicate_request',
    by: [requests, 'gives the same task to the same key and body'],
  },
  { section: 'Access Request Response', must: 'task.id can’t be guessed and says nothing', by: unguessable },
  { section: 'Access Request Response', must: 'task, status and status_endpoint are there', by: unguessable },
  { section: 'Access Request Response', must: 'items with resource, action and status as submitted', by: unguessable },
  { section: 'Access Request Response', must: 'an approved item has its result', by: oneEach },
  {
    section: 'Access Request Response',
    must: 'the status of all by the statuses of the items',
    by: [task, 'is summed up over items'],
  },
  {
    section: 'Task Status Endpoint',
    must: 'unknown_task after removal',
    by: [profile, 'is forgotten a day after its end'],
  },
  { section: 'State Transitions', must: 'exactly one transition, and none from a terminal state', by: endsForGood },
  {
    section: 'Completed Task Response',
    must: 'an approved task without items has a top-level result',
    by: [requests, 'becomes a card that says which system asks'],
  },
  { section: 'Completed Task Response', must: 'each approved item has its own result', by: oneEach },
  {
    section: 'Completed Task Response',
    must: 'a result has one of the completion forms',
    by: [requests, 'becomes a card that says which system asks'],
  },
  {
    section: 'Cancellation',
    must: 'links.cancel is there while it can be cancelled',
    by: [requests, 'becomes a card that says which system asks'],
  },
  { section: 'Cancellation', must: 'authenticate, and verify that the task is the caller’s', by: foreignTask },
  {
    section: 'Completion Semantics',
    must: 'approval with an unguessable id and approved_until',
    by: [requests, 'becomes a card that says which system asks'],
  },
  {
    section: 'Completion Semantics',
    must: 'resolve the approval and bind it to task, subject, scope and expiry',
    by: endsForGood,
  },
  {
    section: 'Completion Semantics',
    must: 'reject a state whose approval is another one',
    by: [tokens, 'aren’t the state of an approval'],
  },
  { section: 'Completion Semantics', must: 'never authorize by a known approval.id alone', by: endsForGood },
  {
    section: 'Completion Semantics',
    must: 'verify that it applies to caller, subject, resource, action and time',
    by: unverifiable,
  },
  {
    section: 'Completion Semantics',
    must: 'a swapped, replayed or expired reference changes nothing',
    by: ['decisions/request-random.int.test.ts', 'change no decision'],
  },
  {
    section: 'Completion Semantics',
    must: 'return no result that can’t be verified',
    by: [requests, 'becomes a card that says which system asks'],
  },
  {
    section: 'Completion Semantics',
    must: 'verify issuer, audience and key of a state that is a JWS',
    by: [tokens, 'aren’t the state of an approval'],
  },
  {
    section: 'Completion Semantics',
    must: 'the record has what binds an approval',
    by: [profile, 'leaves a record that tells request, approval and result'],
  },
  {
    section: 'Completion Semantics',
    must: 'evaluate by current policy',
    by: [profile, 'is policy_denied where a limit stands against it'],
  },
  { section: 'Completion Semantics', must: 'next_action request comes with a fresh access_request', by: outOfScope },
  {
    section: 'Completion Semantics',
    must: 'grant_pending: retry, with retry_after',
    by: [profile, 'is grant_pending with retry_after'],
  },
  { section: 'Completion Semantics', must: 'check whether it was revoked before approved_until', by: endsForGood },
  { section: 'Completion Semantics', must: 'the exact-match baseline is in scope', by: outOfScope },
  { section: 'Completion Semantics', must: 'only within the recorded scope', by: outOfScope },
  {
    section: 'Completion Semantics',
    must: 'no approval is said where it’s permitted without it',
    by: [profile, 'is decided by the state where it’s permitted anyway'],
  },
  { section: 'Callback Completion', must: 'only callbacks that are registered for the caller', by: endToEnd },
  {
    section: 'Callback Completion',
    must: 'no inner addresses unless they are allowed',
    by: ['config/clients.test.ts', '%s is answered with what to write'],
  },
  {
    section: 'Callback Completion',
    must: 'no inner addresses, whatever a name resolves to',
    by: ['webhooks/send.test.ts', 'is not https://%s, whatever the system’s own look-up says'],
  },
  { section: 'Callback Completion', must: 'a task in every notification, and the state unchanged', by: endToEnd },
  { section: 'Callback Completion', must: 'authenticate to the callback', by: endToEnd },
  { section: 'Error Responses', must: 'application/problem+json with the type’s URI', by: wrongToken },
  {
    section: 'Naming Extensions',
    must: 'names of ours have a prefix or are registered',
    by: [requests, 'names what may be requested'],
  },
  { section: 'Forward Compatibility', must: 'ignore members that aren’t known', by: contextAside },
  { section: 'PDP Processing Rules', must: 'no access_request without an endpoint', by: onlyWhere },
  { section: 'PDP Processing Rules', must: 'expires_at in every access_request', by: denialOf },
  { section: 'PDP Processing Rules', must: 'request_schema_url with request_catalogs_url', by: noCatalogs },
  { section: 'PDP Processing Rules', must: 'validate approval references', by: unverifiable },
  {
    section: 'PDP Processing Rules',
    must: 'approval overrides no policy',
    by: [profile, 'is policy_denied where a limit stands against it'],
  },
  {
    section: 'Access Request Service Processing Rules',
    must: 'authenticate and authorize before accepting',
    by: [profile, 'is refused without a known token'],
  },
  {
    section: 'Access Request Service Processing Rules',
    must: 'reject what isn’t requestable: not_requestable',
    by: [profile, 'is not_requestable where it’s permitted by now'],
  },
  {
    section: 'Access Request Service Processing Rules',
    must: 'verify the material of every item, by the published keys',
    by: [profile, 'takes resource and action or items, never both'],
  },
  {
    section: 'Access Request Service Processing Rules',
    must: 'without a binding_token, resolve evaluation_id: here it never resolves',
    by: wrongToken,
  },
  {
    section: 'Access Request Service Processing Rules',
    must: 'bind the task to what was submitted, requester and client',
    by: foreignTask,
  },
  { section: 'Access Request Service Processing Rules', must: 'return an opaque handle', by: unguessable },
  { section: 'Access Request Service Processing Rules', must: 'expire requests and approvals', by: endsForGood },
  {
    section: 'Access Request Service Processing Rules',
    must: 'approved only when the workflow has completed',
    by: wholeRule,
  },
  { section: 'Access Request Service Processing Rules', must: 'evaluate who may approve', by: wholeRule },
  {
    section: 'Access Request Service Processing Rules',
    must: 'a client’s owners have no vote',
    by: [requests, 'keeps the owners of every asker from voting'],
  },
  {
    section: 'Access Request Service Processing Rules',
    must: 'keep a record of request, approval, denial and result',
    by: [profile, 'leaves a record that tells request, approval and result'],
  },
  {
    section: 'Authorization and Authentication',
    must: 'follow RFC 6750',
    by: [profile, 'is refused without a known token'],
  },
  {
    section: 'Authorization and Authentication',
    must: 'authorize each operation of a handle by itself',
    by: foreignTask,
  },
  {
    section: 'Authorization and Authentication',
    must: 'name approvers only to whom may see them',
    by: [profile, 'names approvers only to clients that may see them'],
  },
  {
    section: 'Delegation and On-Behalf-Of',
    must: 'verify the whole chain, and reject it otherwise',
    by: [requests, 'refuses actors that aren’t registered'],
  },
  {
    section: 'Delegation and On-Behalf-Of',
    must: 'every link of the chain',
    by: [tokens, 'is accepted only where every link is registered'],
  },
  {
    section: 'Confused Deputy and Request Substitution',
    must: 'bind requests and results, and validate at re-evaluation',
    by: endsForGood,
  },
  { section: 'Approval Reference Substitution', must: 'possession of an id isn’t enough', by: unverifiable },
  { section: 'Binding Token Integrity', must: 'aud is there and is ours', by: ownTime },
  {
    section: 'Binding Token Integrity',
    must: 'the construction of binding_hash',
    by: [tokens, 'have a bounded size, and bind what is long by its digest'],
  },
  {
    section: 'Binding Token Integrity',
    must: 'structural comparison',
    by: [tokens, 'is by member, leaves the order and the actor aside'],
  },
  { section: 'Binding Token Integrity', must: 'the earlier of exp and denial.expires_at', by: ownTime },
  { section: 'Binding Token Integrity', must: 'denial.expires_at matches the protected value', by: ownTime },
  {
    section: 'Binding Token Integrity',
    must: 'support a JWS in compact serialization, for both',
    by: [tokens, 'aren’t the state of an approval'],
  },
  {
    section: 'Approval Replay',
    must: 'approvals expire',
    by: [profile, 'has a bounded approval also where the access has no end'],
  },
  {
    section: 'Overbroad Approval',
    must: 'requested_access is no policy',
    by: [profile, 'can’t be had by naming it instead of what was chosen'],
  },
  {
    section: 'Overbroad Approval',
    must: 'what defines permissions is never chosen',
    by: [profile, 'is named only by clients that may, and never chosen'],
  },
  {
    section: 'Approver Eligibility and Separation of Duties',
    must: 'nobody who may not approve completes it',
    by: wholeRule,
  },
  { section: 'Task Handle Leakage', must: 'a leaked handle isn’t enough', by: foreignTask },
  { section: 'Callback Security', must: 'validate destinations and authenticate', by: endToEnd },
  {
    section: 'Availability',
    must: 'too many submissions are 429 with Retry-After',
    by: [profile, 'is 429 with Retry-After beyond the requests of an hour'],
  },
];

const sources = new Map<string, string>();
function source(file: string): string {
  const known = sources.get(file) ?? readFileSync(new URL(`../${file}`, import.meta.url), 'utf8');
  sources.set(file, known);
  return known;
}

it.each(musts.map((one) => [one.section, one.must, one.by] as const))('§ %s: %s', (_section, _must, by) => {
  if ('not' in by) return expect(by.not).not.toBe('');
  const [file, name] = by;
  return expect(source(file)).toContain(`'${name}`);
});
