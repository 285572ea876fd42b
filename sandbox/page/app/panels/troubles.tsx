import type { Json } from '../data/send.ts';

interface Fault {
  id: string;
  method: string;
  times: number | null;
  status?: number;
  error?: string;
  hold?: boolean;
}

/** Troubles to choose from, and those that are there. */
export function Troubles({
  troubles,
  faults,
  onChoose,
  onClear,
}: {
  troubles: [label: string, detail: string, fault: Json][];
  faults: Fault[];
  onChoose: (fault: Json) => void;
  /** @param id of the trouble to end; absent: all of them */
  onClear: (id?: string) => void;
}) {
  return (
    <>
      {troubles.map(([label, detail, fault]) => (
        <button key={label} type="button" className="trouble" onClick={() => onChoose(fault)}>
          <strong>{label}</strong>
          <span>{detail}</span>
        </button>
      ))}
      {faults.length > 0 && (
        <div className="faults" role="status">
          {faults.map((one) => (
            <div key={one.id} className="fault">
              <p>{wordsOf(one)}</p>
              <button
                type="button"
                className="button"
                aria-label={`Clear: ${wordsOf(one)}`}
                onClick={() => onClear(one.id)}
              >
                Clear
              </button>
            </div>
          ))}
          {faults.length > 1 && (
            <button type="button" className="button" onClick={() => onClear()}>
              Clear all {faults.length}
            </button>
          )}
        </div>
      )}
    </>
  );
}

/** `chat.postMessage answers 429, 3 more`. */
function wordsOf({ method, hold, error, status, times }: Fault): string {
  const what = method === '*' ? 'Every call' : method;
  const how = hold === true ? 'waits' : `answers ${error ?? status ?? ''}`;
  return `${what} ${how}${times === null ? ', until cleared' : `, ${times} more`}`;
}
