import type { Agent } from 'undici';
import type { Clock } from '../ports/clock.ts';
import type { WebhookSender } from '../ports/webhooks.ts';
import type { Network } from './addresses.ts';
import type { KnownEndpoint } from './config.ts';
import { readTarget, TargetRefused } from './read-target.ts';
import { attemptWithinMs, send } from './send.ts';
import { signedHeaders } from './sign.ts';
import { createAgent } from './target.ts';

/** How long a connection and its handshake may take, in ms. */
const connectWithinMs = 10_000;

/** Sends to the endpoints of latchkey.yml; `close` drops what is under way. */
export function createSender(
  known: readonly KnownEndpoint[],
  clock: Pick<Clock, 'now'>,
  withinMs = attemptWithinMs,
): WebhookSender & { close(): Promise<void> } {
  const secretsOf = new Map(known.map(({ endpoint, secrets }) => [endpoint.id, secrets]));
  const agents = new Map<Network, Agent>();
  function agentFor(network: Network): Agent {
    const agent = agents.get(network) ?? createAgent(network, connectWithinMs);
    agents.set(network, agent);
    return agent;
  }
  return {
    async send({ id: endpoint, url, network }, { id, at, body }) {
      const secrets = secretsOf.get(endpoint);
      if (secrets === undefined) return refused(`The secret of ${endpoint} isn’t known here.`);
      try {
        const target = readTarget(url, network);
        return await send(
          { url: target, headers: signedHeaders(secrets, id, at, body), body },
          agentFor(network),
          () => clock.now(),
          withinMs,
        );
      } catch (error) {
        if (error instanceof TargetRefused) return refused(error.message);
        throw error;
      }
    },
    async close() {
      await Promise.all([...agents.values()].map((agent) => agent.destroy()));
    },
  };
}

function refused(answer: string) {
  return { ok: false, status: null, durationMs: 0, answer, retryAfterMs: null };
}
