import { useEffect, useState } from 'react';
import { api } from '../data/api.ts';
import type { Slack } from '../data/use-slack.ts';
import type { Delivery, Fault, Json, World } from '../data/types.ts';
import { Icon } from '../icons.tsx';
import { PeopleChanges } from './people-changes.tsx';

const TROUBLES: [label: string, detail: string, fault: Json][] = [
  [
    'Limit the rate',
    'The next 3 messages are answered 429: wait 5 s',
    { method: 'chat.postMessage', times: 3, status: 429, retryAfter: 5 },
  ],
  ['Break for a moment', 'The next 3 calls are answered 503', { method: '*', times: 3, status: 503 }],
  [
    'Lose an answer',
    'The next message is posted, but its answer is lost',
    { method: 'chat.postMessage', times: 1, status: 503, applied: true },
  ],
  ['Stay down', 'Every call is answered 503, until you clear it', { method: '*', times: null, status: 503 }],
];

/** What befalls a workspace: Slack in trouble, people who change, and what went to and fro. */
export function WhatIf({
  slack,
  onClose,
  notify,
}: {
  slack: Slack;
  onClose: () => void;
  notify: (said: string) => void;
}) {
  const [faults, setFaults] = useState<Fault[]>([]);
  const [deliveries, setDeliveries] = useState<Delivery[]>([]);
  useEffect(() => {
    void api.faults().then(setFaults);
    void api.deliveries().then(setDeliveries);
  }, [slack.version]);
  const run = (work: Promise<unknown>): void => {
    work.catch((error: unknown) => notify(error instanceof Error ? error.message : String(error)));
  };
  const { world } = slack;
  return (
    <aside className="panel" aria-label="What if">
      <header className="panel-head">
        <h2>
          <Icon name="sliders" /> What if…
        </h2>
        <button type="button" className="icon-button" aria-label="Close What if" onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </header>
      <div className="panel-body">
        <section>
          <h3>…Slack is in trouble?</h3>
          {TROUBLES.map(([label, detail, fault]) => (
            <button key={label} type="button" className="trouble" onClick={() => run(api.addFault(fault))}>
              <strong>{label}</strong>
              <span>{detail}</span>
            </button>
          ))}
          {faults.length > 0 && (
            <div className="faults" role="status">
              {faults.map((one) => (
                <p key={one.id}>
                  <code>{one.method === '*' ? 'every call' : one.method}</code> → {one.status}
                  {one.times === null ? ', until cleared' : `, ${one.times} more`}
                </p>
              ))}
              <button type="button" className="button" onClick={() => run(api.clearFaults())}>
                All is well again
              </button>
            </div>
          )}
          {world !== undefined && <Switches world={world} run={run} />}
        </section>
        <PeopleChanges slack={slack} run={run} />
        <Log deliveries={deliveries} />
      </div>
    </aside>
  );
}

function Switches({ world, run }: { world: World; run: (work: Promise<unknown>) => void }) {
  const { settings } = world;
  const set = (change: Json): void => run(api.setting(change));
  const toggles: [label: string, isOn: boolean, toggle: () => void][] = [
    ['One message a second a channel', settings.strictRate, () => set({ strictRate: !settings.strictRate })],
    [
      'Typed e-mails arrive as links',
      settings.emails === 'mailto',
      () => set({ emails: settings.emails === 'mailto' ? 'plain' : 'mailto' }),
    ],
    [
      'Forge the signatures',
      settings.signature === 'forged',
      () => set({ signature: settings.signature === 'forged' ? 'valid' : 'forged' }),
    ],
  ];
  return (
    <div className="switches">
      {toggles.map(([label, isOn, toggle]) => (
        <label key={label} className="switch">
          <input type="checkbox" role="switch" checked={isOn} onChange={toggle} />
          <span>{label}</span>
        </label>
      ))}
      {world.delivery === 'socket' && (
        <button type="button" className="button" onClick={() => run(api.reconnect())}>
          Drop the connection ({world.connections} open)
        </button>
      )}
    </div>
  );
}

function Log({ deliveries }: { deliveries: Delivery[] }) {
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
