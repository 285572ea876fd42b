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
  onClear: () => void;
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
            <p key={one.id}>
              <code>{one.method === '*' ? 'every call' : one.method}</code> →{' '}
              {one.hold === true ? 'waits' : (one.error ?? one.status)}
              {one.times === null ? ', until cleared' : `, ${one.times} more`}
            </p>
          ))}
          <button type="button" className="button" onClick={onClear}>
            All is well again
          </button>
        </div>
      )}
    </>
  );
}
