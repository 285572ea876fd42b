import { useEffect, useState } from 'react';
import type { Player } from '../../data/people.ts';
import { sentenceOf } from '../../data/send.ts';
import { usePoll } from '../../data/use-poll.ts';
import { timeOf } from '../../slack/time.ts';
import type { Invoices as Answer } from './api.ts';
import { api } from './api.ts';

const EVERY_MS = 500;
const ROWS: [number: string, customer: string, amount: string][] = [
  ['2026-0411', 'Brightwater Ltd', '€ 12,400.00'],
  ['2026-0412', 'Northgate GmbH', '€ 3,180.50'],
  ['2026-0413', 'Solano & Sons', '€ 27,050.00'],
];

/** Another team's application: it asks Latchkey's decision API each time, and shows the invoices only on a yes. */
export function InvoicesApp({
  player,
  product,
  notify,
}: {
  player: Player;
  product: string;
  notify: (said: string) => void;
}) {
  /** Whose invoices are looked at; they're asked about again and again, as an application's own page would. */
  const [email, setEmail] = useState<string>();
  useEffect(() => setEmail(undefined), [player.email]);
  return (
    <section>
      <h3>An application: Invoices</h3>
      <p className="quiet">
        It asks the decision API each time whether you have the console of {product}. You’re signed in as {player.name}.
      </p>
      {player.email === undefined && <p>{player.name} has no e-mail, so the application doesn’t know them.</p>}
      {player.email !== undefined && email === undefined && (
        <button type="button" className="button button-primary" onClick={() => setEmail(player.email)}>
          Open the invoices
        </button>
      )}
      {email !== undefined && <Opened key={email} email={email} notify={notify} />}
    </section>
  );
}

function Opened({ email, notify }: { email: string; notify: (said: string) => void }) {
  const [answer, refresh] = usePoll(() => api.invoices(email), EVERY_MS);
  const [hasAsked, setAsked] = useState(false);
  if (answer === undefined) return <p className="quiet">Asking Latchkey…</p>;
  if (answer.isOpen) return <Sheet until={answer.until} />;
  const waits = answer.task === 'pending' || (hasAsked && answer.task === null);
  return (
    <div className="denied" role="status">
      <p>
        <strong>You can’t open the invoices.</strong> {answer.why}
      </p>
      {waits && <p>Requested. The card is in chat: somebody with the console can approve it.</p>}
      {!waits && answer.task !== null && <p>{outcomeOf(answer)}</p>}
      {!waits && answer.canAsk && (
        <button
          type="button"
          className="button button-primary"
          onClick={() => {
            setAsked(true);
            api.ask(email).then(refresh, (error: unknown) => {
              setAsked(false);
              notify(sentenceOf(error));
            });
          }}
        >
          Request access
        </button>
      )}
      {!waits && !answer.canAsk && <p className="quiet">Nobody here could approve a request for it.</p>}
    </div>
  );
}

function Sheet({ until }: { until: string | null }) {
  return (
    <div className="sheet">
      <p>
        <strong>Open</strong>
        {until !== null && ` until ${timeOf(String(Date.parse(until) / 1000))}`}
      </p>
      <table>
        <caption className="unseen">Invoices</caption>
        <thead>
          <tr>
            <th scope="col">Number</th>
            <th scope="col">Customer</th>
            <th scope="col">Amount</th>
          </tr>
        </thead>
        <tbody>
          {ROWS.map(([number, customer, amount]) => (
            <tr key={number}>
              <td>{number}</td>
              <td>{customer}</td>
              <td>{amount}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function outcomeOf({ task }: Answer): string {
  if (task === 'approved') return 'It was approved, and has ended.';
  return `The last request: ${task ?? ''}.`;
}
