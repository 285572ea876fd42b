import type { Client } from '../../domain/catalogue.ts';
import { entitlementKey } from '../../domain/entitlement.ts';
import type { Decision, Evaluation } from '../../services/decisions/entities.ts';
import type { Evaluate } from '../../services/decisions/evaluate.ts';
import { words } from '../../words/index.ts';
import type { Decide } from '../evaluations.ts';
import { paths } from '../paths.ts';
import type { WholeEvaluation } from '../shapes.ts';
import { plain } from './plain.ts';
import type { RequestParts } from './routes.ts';
import { schemaQuery } from './schema.ts';

/** Denials of one batch that are looked at for whether they can be requested: each costs some questions to MongoDB. */
const mostOffers = 100;
/** When something that was approved just now is asked about again, in seconds: what people hold is read once a second. */
const retryAfterSeconds = 1;

/**
 * Decides evaluations of one HTTP request, and says of a denial whether it can be requested (Access Request and Approval
 * Profile, § Requestable Denial Context). Only for clients that may request. The decision itself is that of the policy: nothing
 * here changes it.
 */
export function createDecide(
  { evaluate, asking }: { readonly evaluate: Evaluate; readonly asking: RequestParts | null },
  base: string,
): Decide {
  let offers = 0;

  return async function decide(client, whole) {
    const evaluation = { subject: whole.subject, action: whole.action.name, resource: whole.resource };
    const decision = await evaluate(client, evaluation);
    if (asking === null || !client.may.includes('request')) return decision;
    const approval = approvalIn(whole);
    if (approval === undefined)
      return decision.decision ? decision : withContext(decision, await offer(asking, client, whole));
    const isVerified =
      approval.state === undefined || (await asking.tokens.verifyState(approval.state, approval.id, base));
    const id = isVerified ? approval.id : null;
    const presented = await asking.requests.presented(client, evaluation, id, decision.decision);
    if (decision.decision) {
      if ('reason' in presented) return decision;
      const { until } = presented;
      return withContext(decision, { approval: { id: presented.id, approved_until: new Date(until).toISOString() } });
    }
    if (!('reason' in presented)) return decision;
    const { reason, next } = presented;
    if (next === 'retry') return withContext(decision, { reason, next_action: next, retry_after: retryAfterSeconds });
    const more = next === 'request' ? await offer(asking, client, whole) : {};
    const isOffered = 'access_request' in more;
    return withContext(decision, { ...more, reason, next_action: isOffered ? 'request' : 'none' });
  };

  /** What the context of a denial says besides, where it can be requested. */
  async function offer(
    { requests, tokens }: RequestParts,
    client: Client,
    whole: WholeEvaluation,
  ): Promise<Readonly<Record<string, unknown>>> {
    if (++offers > mostOffers) return {};
    const { subject, action, resource } = whole;
    const evaluation: Evaluation = { subject, action: action.name, resource };
    const found = await requests.offerOf(client, evaluation);
    if (typeof found === 'string') return {};
    const bound = { subject: plain(subject), action: plain(action), resource: plain(resource) };
    const issued = await tokens.issue(client.id, bound, base);
    if (issued === null) return {};
    const keys = found.choices.map(({ entitlement }) => entitlementKey(entitlement));
    return {
      evaluation_id: issued.evaluation,
      access_request: {
        endpoint: base + paths.requests,
        expires_at: issued.expiresAt,
        binding_token: issued.token,
        request_schema_url: `${base}${paths.requestSchema}?${schemaQuery(keys, found.choice === null)}`,
        display: { title: words.access.displayTitle, description: words.access.display(keys[0] ?? '') },
      },
    };
  }
}

/** The approval that is presented; undefined: none is. */
function approvalIn({ context }: WholeEvaluation): { readonly id?: unknown; readonly state?: unknown } | undefined {
  const approval = context?.['approval'];
  if (approval === undefined) return undefined;
  return typeof approval === 'object' && approval !== null ? approval : {};
}

function withContext({ decision, context }: Decision, more: Readonly<Record<string, unknown>>): Decision {
  return { decision, context: { ...context, ...more } };
}
