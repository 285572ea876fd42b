import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';

export interface ApplicationOptions {
  /** Where the decision API is. */
  latchkeyUrl: string;
  /** The client's. */
  token: string;
  /** Whose console the invoices need. */
  product: { id: string; name: string };
}

interface Decision {
  decision: boolean;
  context?: {
    reason_user?: string;
    'latchkey.dev/valid_until'?: string;
    access_request?: { endpoint: string; expires_at: string; binding_token: string };
  };
}

/** What the application's own page is told. */
export interface Shown {
  isOpen: boolean;
  /** Why, in a sentence; null: nothing was said. */
  why: string | null;
  /** ISO 8601; null: no end, or not open. */
  until: string | null;
  /** Whether access can be asked for. */
  canAsk: boolean;
  /** What became of what was asked for: `pending`, `approved`, `denied` …; null: nothing was asked. */
  task: string | null;
}

/** A small application of another team, “Invoices”: it asks the decision API each time, and keeps nothing. */
export function applicationRoutes(routes: Hono, { latchkeyUrl, token, product }: ApplicationOptions): () => void {
  /** Where the state of what somebody asked for is looked up, by e-mail. */
  const tasks = new Map<string, string>();

  const ask = async (path: string, body?: object, headers: Record<string, string> = {}): Promise<Response> =>
    fetch(path.startsWith('http') ? path : `${latchkeyUrl}${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(10_000),
    });
  const question = (email: string) => ({
    subject: { type: 'user', id: email },
    action: { name: 'console' },
    resource: { type: 'product', id: product.id },
  });
  const decide = async (email: string): Promise<Decision> => {
    const answer = await ask('/access/v1/evaluation', question(email));
    // No answer is a denial.
    if (!answer.ok) return { decision: false, context: { reason_user: `Latchkey answered ${answer.status}.` } };
    return (await answer.json()) as Decision;
  };
  const stateOf = async (email: string): Promise<string | null> => {
    const at = tasks.get(email);
    if (at === undefined) return null;
    const answer = await ask(at);
    const { task } = (await answer.json()) as { task?: { status: string } };
    return task?.status ?? null;
  };

  routes.get('/systems/invoices/:email', async (c) => {
    const email = c.req.param('email').toLowerCase();
    const [{ decision, context }, task] = await Promise.all([decide(email), stateOf(email)]);
    const shown: Shown = {
      isOpen: decision,
      why: context?.reason_user ?? null,
      until: decision ? (context?.['latchkey.dev/valid_until'] ?? null) : null,
      canAsk: context?.access_request !== undefined,
      task,
    };
    return c.json({ ok: true, ...shown });
  });

  routes.post('/systems/invoices/:email/ask', async (c) => {
    const email = c.req.param('email').toLowerCase();
    const { context } = await decide(email);
    const denial = context?.access_request;
    if (denial === undefined) return c.json({ ok: false, error: 'Nothing can be requested for this person now.' }, 409);
    const { expires_at, binding_token } = denial;
    const body = {
      ...question(email),
      context: { business_justification: 'to open the invoices' },
      requested_access: { requested_until: new Date(Date.now() + MINUTE_MS).toISOString() },
      denial: { expires_at, binding_token },
    };
    const answer = await ask('/access/v1/requests', body, { 'idempotency-key': randomUUID() });
    const said = (await answer.json()) as { task?: { status_endpoint: string }; title?: string; detail?: string };
    if (said.task === undefined) {
      return c.json({ ok: false, error: said.detail ?? said.title ?? `Latchkey answered ${answer.status}.` }, 409);
    }
    tasks.set(email, said.task.status_endpoint);
    return c.json({ ok: true });
  });
  return () => tasks.clear();
}

const MINUTE_MS = 60_000;
