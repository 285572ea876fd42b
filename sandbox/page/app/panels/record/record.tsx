import { useState } from 'react';
import { sentenceOf } from '../../data/send.ts';
import { usePoll } from '../../data/use-poll.ts';
import { PanelFrame } from '../frame.tsx';
import type { Report } from './api.ts';
import { api } from './api.ts';
import { EntryItem } from './entry.tsx';

const EVERY_MS = 1500;

/** The record as it grows: each entry linked to the one before, verified as an auditor would, and edited to see it found. */
export function Record({ notify, onClose }: { notify: (said: string) => void; onClose: () => void }) {
  const [state, refresh] = usePoll(api.entries, EVERY_MS);
  const [report, setReport] = useState<Report>();
  const [isBusy, setBusy] = useState(false);
  const entries = state?.entries ?? [];
  const edited = state?.edited ?? null;

  const run = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy) return;
    setBusy(true);
    try {
      await work();
    } catch (error) {
      notify(sentenceOf(error));
    }
    setBusy(false);
    refresh();
  };
  const change = (work: () => Promise<unknown>): void => {
    void run(async () => {
      setReport(undefined);
      await work();
    });
  };
  return (
    <PanelFrame name="Record" icon="chain" onClose={onClose}>
      <p className="quiet">
        Every step is an entry. Each one carries the hash of the one before, so nobody can edit the record unseen.
      </p>
      <div className="row">
        <button
          type="button"
          className="button button-primary"
          aria-disabled={isBusy}
          onClick={() => void run(async () => setReport(await api.verify()))}
        >
          Verify {isBusy && <span className="spinner" />}
        </button>
        {edited === null ? (
          <button type="button" className="button" aria-disabled={isBusy} onClick={() => change(api.tamper)}>
            Tamper
          </button>
        ) : (
          <button type="button" className="button" aria-disabled={isBusy} onClick={() => change(api.putBack)}>
            Put it back
          </button>
        )}
      </div>
      <div role="status">
        {edited !== null && report === undefined && (
          <p className="verdict">Entry #{edited} was edited in the database. Press Verify.</p>
        )}
        {report !== undefined && <Verdict report={report} />}
      </div>
      {state !== undefined && entries.length === 0 && <p className="quiet">Nothing has happened yet.</p>}
      <ol className="entries" reversed>
        {entries.toReversed().map((entry, index, all) => (
          <EntryItem key={entry.seq} entry={entry} before={all[index + 1]} isEdited={entry.seq === edited} />
        ))}
      </ol>
    </PanelFrame>
  );
}

function Verdict({ report: { ok, entries, problems, unchained } }: { report: Report }) {
  if (ok) return <p className="verdict verdict-good">The record is whole: {entries} entries, all linked.</p>;
  return (
    <div className="verdict verdict-bad">
      <p>The record is not whole.</p>
      <ul>
        {problems.slice(0, 3).map(({ sentence }) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
      {unchained.length > 0 && <p>{unchained.length} events are not in the chain yet.</p>}
    </div>
  );
}
