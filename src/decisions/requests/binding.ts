import { createHash } from 'node:crypto';
import { canonicalJson } from '../../lib/canonical-hash.ts';

/** Subject, resource and action as a caller sent them, with their properties. */
export interface Bound {
  readonly subject: { readonly type: string; readonly id: string; readonly properties?: Properties };
  readonly action: { readonly name: string; readonly properties?: Properties };
  readonly resource: { readonly type: string; readonly id: string; readonly properties?: Properties };
}

type Properties = Readonly<Record<string, unknown>> | undefined;

/** What a token says of them: as they are, or, where that is long, a digest (Access Request and Approval Profile, § Binding Token Integrity). */
export type Binding = { readonly inline: Bound } | { readonly hash: string };

/** What is longer is bound by its digest, so that a token has a bounded size; in characters of canonical JSON. */
const longestInline = 2_048;

/** The binding of an evaluation; null: it has no canonical JSON, so nothing is bound to it. */
export function bindingOf(bound: Bound): Binding | null {
  const inline = withoutActor(bound);
  const text = canonicalJson(inline);
  if (text === null) return null;
  return text.length <= longestInline ? { inline } : { hash: hashOf(inline) };
}

/** Whether a submission is about what a token binds, member by member (§ Binding Token Integrity). */
export function fits(binding: Binding, submitted: Bound): boolean {
  const own = withoutActor(submitted);
  const text = canonicalJson(own);
  if (text === null) return false;
  return 'hash' in binding ? binding.hash === hashOf(own) : canonicalJson(withoutActor(binding.inline)) === text;
}

/** `base64url(SHA-256(JCS({subject, resource, action, context})))`, with the empty authorization-relevant context. */
function hashOf({ subject, resource, action }: Bound): string {
  const text = canonicalJson({ subject, resource, action, context: {} }) ?? '';
  return createHash('sha256').update(text, 'utf8').digest('base64url');
}

/** The actor may move from the subject to `client.actor` (§ Delegation), and with it the properties that held nothing else. */
function withoutActor({ subject, action, resource }: Bound): Bound {
  const { properties, ...rest } = subject;
  const { act, ...others } = properties ?? {};
  const isOnlyActor = act !== undefined && Object.keys(others).length === 0;
  return {
    subject: properties === undefined || isOnlyActor ? rest : { ...rest, properties: others },
    action,
    resource,
  };
}
