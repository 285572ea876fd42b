import { useCallback, useRef, useState } from 'react';
import { Icon } from './icons.tsx';

interface Toast {
  id: number;
  sentence: string;
  kind: 'problem' | 'news';
}

const LIFE_MS = 7000;

/** Sentences that come and go: a function that shows one, and the list of those to be seen. */
export function useToasts(): [Toast[], (sentence: string, kind?: Toast['kind']) => void, (id: number) => void] {
  const [toasts, setToasts] = useState<Toast[]>([]);
  const count = useRef(0);
  const remove = useCallback((id: number) => setToasts((all) => all.filter((one) => one.id !== id)), []);
  const notify = useCallback(
    (sentence: string, kind: Toast['kind'] = 'problem') => {
      const id = (count.current += 1);
      setToasts((all) => [...all.filter((one) => one.sentence !== sentence).slice(-2), { id, sentence, kind }]);
      window.setTimeout(() => remove(id), LIFE_MS);
    },
    [remove],
  );
  return [toasts, notify, remove];
}

export function Toasts({ toasts, remove }: { toasts: Toast[]; remove: (id: number) => void }) {
  return (
    <div className="toasts" role="status" aria-live="polite">
      {toasts.map(({ id, sentence, kind }) => (
        <div key={id} className={`toast toast-${kind}`}>
          <span>{sentence}</span>
          <button type="button" className="icon-button" aria-label="Dismiss" onClick={() => remove(id)}>
            <Icon name="close" size={14} />
          </button>
        </div>
      ))}
    </div>
  );
}
