import { sentenceOf } from '../../data/send.ts';
import { timeOf } from '../../slack/time.ts';
import type { Mode, Received } from './api.ts';
import { api } from './api.ts';

const MODES: [mode: Mode, label: string][] = [
  ['accept', 'Answer 200'],
  ['fail', 'Answer 500'],
  ['hang', 'Don’t answer'],
  ['gone', 'Answer 410'],
];
const NOTES: Record<Mode, string> = {
  accept: 'Deliveries are accepted.',
  fail: 'Latchkey tries again with growing pauses, for three days.',
  hang: 'After 15 s Latchkey takes it for a failure, and tries again.',
  gone: 'Latchkey stops this endpoint until somebody resumes it: latchkey webhooks resume sandbox',
};

/** A system that receives events: what came, whether its signature was right, and how it answers. */
export function Receiver({
  mode,
  received,
  notify,
}: {
  mode: Mode;
  received: Received[];
  notify: (said: string) => void;
}) {
  return (
    <section>
      <h3>A receiver of events</h3>
      <fieldset className="modes">
        <legend>It answers</legend>
        {MODES.map(([one, label]) => (
          <label key={one}>
            <input
              type="radio"
              name="mode"
              checked={mode === one}
              onChange={() => void api.mode(one).catch((error: unknown) => notify(sentenceOf(error)))}
            />{' '}
            {label}
          </label>
        ))}
      </fieldset>
      <p className="quiet">{NOTES[mode]}</p>
      {received.length === 0 && <p className="quiet">Nothing was delivered yet. Request something in chat.</p>}
      {received
        .slice(-12)
        .toReversed()
        .map((one, index) => (
          <details key={`${one.id}${one.at}${index}`} className="delivery">
            <summary>
              <span className={`dot ${one.verified && one.status === 200 ? 'dot-good' : 'dot-bad'}`} />
              <span>{one.type}</span>
              <span className="quiet delivery-about">
                {one.verified ? 'signature verified' : 'not verified'}, {one.status ?? 'no answer'},{' '}
                {timeOf(String(one.at / 1000))}
              </span>
            </summary>
            <pre tabIndex={0}>{JSON.stringify(one.data, undefined, 2)}</pre>
          </details>
        ))}
    </section>
  );
}
