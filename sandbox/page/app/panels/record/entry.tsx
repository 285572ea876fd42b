import { timeOf } from '../../slack/time.ts';
import type { RecordEntry } from '../../../answers.ts';

/** One entry of the chain, with the link to the one before. */
export function EntryItem({
  entry,
  before,
  isEdited,
}: {
  entry: RecordEntry;
  before: RecordEntry | undefined;
  isEdited: boolean;
}) {
  const { seq, at, event, actor, subject, entitlement, via, prev, hash } = entry;
  const isLinked = before === undefined || before.hash === prev;
  return (
    <li className="entry" data-edited={isEdited}>
      <p className="entry-head">
        <strong>{event}</strong>
        <span className="quiet">#{seq}</span>
        <time className="quiet" dateTime={new Date(at).toISOString()}>
          {timeOf(String(at / 1000))}
        </time>
      </p>
      <p>{[entitlement, subject].filter(Boolean).join(' · ') || 'the installation'}</p>
      <p className="quiet">
        by {actor ?? 'Latchkey'}
        {via !== null && `, ${via}`}
        {isEdited && <strong className="entry-edited"> edited in the database</strong>}
      </p>
      <p className="entry-link">
        <span title={prev}>
          {isLinked ? '↑' : '✕'} <code>{prev.slice(0, 8)}</code>
        </span>
        <span title={hash}>
          this <code>{hash.slice(0, 8)}</code>
        </span>
      </p>
    </li>
  );
}
