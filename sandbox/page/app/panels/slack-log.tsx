import { useEffect, useState } from 'react';
import type { Json } from '../data/send.ts';
import { api } from '../slack/api.ts';
import type { Delivery } from '../slack/types.ts';
import type { Slack } from '../slack/use-slack.ts';

/** What Slack sent to the app, newest first. */
export function SlackLog({ slack }: { slack: Slack }) {
  const [deliveries, setDeliveries] = useState<Delivery[]>([]);
  useEffect(() => void api.deliveries().then(setDeliveries, () => undefined), [slack.version]);
  const latest = deliveries.slice(-12).reverse();
  return (
    <section>
      <h3>What Slack sent</h3>
      {latest.length === 0 && <p className="quiet">Nothing yet.</p>}
      {latest.map((one) => (
        <details key={one.id} className="delivery">
          <summary>
            <span className={`dot ${one.outcome.ok ? 'dot-good' : 'dot-bad'}`} />
            <span>{nameOf(one)}</span>
            <span className="quiet">{one.outcome.ok ? `${one.ms} ms` : one.outcome.error}</span>
          </summary>
          <pre>{JSON.stringify(one.payload, undefined, 2)}</pre>
        </details>
      ))}
    </section>
  );
}

function nameOf({ kind, payload }: Delivery): string {
  if (kind === 'slash_commands') return `${String(payload['command'])} ${String(payload['text'])}`;
  const event = payload['event'] as Json | undefined;
  return String(event?.['type'] ?? payload['type']);
}
