import { useState } from 'react';

export interface TroubledChannel {
  id: string;
  name: string;
  /** What can be done about it: what the button says, and what it does. The last one deletes it. */
  actions: [label: string, act: () => void][];
}

/** What befalls a channel: shut, deleted, and brought back. */
export function ChannelTrouble({
  channels,
  deleted,
  onPutBack,
}: {
  channels: TroubledChannel[];
  deleted: { id: string; name: string }[];
  onPutBack: (id: string) => void;
}) {
  const [chosen, setChosen] = useState('');
  const channel = channels.find(({ id }) => id === chosen);
  return (
    <>
      <label className="stack">
        <span>Something happens to a channel</span>
        <select className="field select" value={channel?.id ?? ''} onChange={(event) => setChosen(event.target.value)}>
          <option value="">Choose a channel</option>
          {channels.map(({ id, name }) => (
            <option key={id} value={id}>
              #{name}
            </option>
          ))}
        </select>
      </label>
      {channel !== undefined && (
        <div className="row">
          {channel.actions.map(([label, act]) => (
            <button key={label} type="button" className="button" onClick={act}>
              {label}
            </button>
          ))}
        </div>
      )}
      {deleted.map(({ id, name }) => (
        <div key={id} className="faults" role="status">
          <p>#{name} is deleted.</p>
          <button type="button" className="button" onClick={() => onPutBack(id)}>
            Put #{name} back
          </button>
        </div>
      ))}
    </>
  );
}

/** Something that is as it should be until somebody takes it away, with the way back. */
export function AppTrouble({
  isThere,
  take,
  gone,
  onChange,
}: {
  isThere: boolean;
  /** What takes it away: the button's words, and what follows. */
  take: [label: string, detail: string];
  /** What it is like then, and the button that brings it back. */
  gone: [state: string, label: string];
  onChange: (isThere: boolean) => void;
}) {
  if (isThere) {
    return (
      <button type="button" className="trouble" onClick={() => onChange(false)}>
        <strong>{take[0]}</strong>
        <span>{take[1]}</span>
      </button>
    );
  }
  return (
    <div className="faults" role="status">
      <p>{gone[0]}</p>
      <button type="button" className="button" onClick={() => onChange(true)}>
        {gone[1]}
      </button>
    </div>
  );
}
