import { useEffect, useMemo, useRef, useState } from 'react';
import type { Player } from '../data/people.ts';
import type { Tour as TourPlan } from '../data/plan.ts';
import type { Guide } from '../guide.ts';
import { Icon } from '../icons.tsx';
import { stepsOf } from './tour-steps.ts';

/** The guided tour: it goes on by itself when a step has really happened, or by Next. */
export function Tour({
  plan,
  players,
  version,
  resets,
  typed,
  guide,
  onClose,
}: {
  plan: TourPlan;
  players: readonly Player[];
  /** Counts up with everything that changes in the chats. */
  version: number;
  resets: number;
  /** What was typed, newest last. */
  typed: string[];
  guide: Guide;
  onClose: () => void;
}) {
  const [index, setIndex] = useState(0);
  const began = useRef({ at: Date.now() / 1000, typed: typed.length });
  const names = (email: string): string => players.find((one) => one.email === email.toLowerCase())?.name ?? email;
  const steps = useMemo(() => stepsOf(plan, names), [plan, players.length]);
  const step = steps[index];

  const go = (to: number): void => {
    began.current = { at: Date.now() / 1000, typed: typed.length };
    setIndex(to);
  };
  useEffect(() => go(0), [resets]);
  useEffect(() => {
    if (step === undefined) return undefined;
    let isStale = false;
    const { at, typed: from } = began.current;
    step
      .isDone(at, typed.slice(from))
      .then((isDone) => {
        if (isDone && !isStale) go(index + 1);
      })
      .catch(() => undefined);
    return () => {
      isStale = true;
    };
  }, [version, typed.length, index]);

  return (
    <aside className="panel panel-tour" aria-label="Guided tour">
      <header className="panel-head">
        <h2>
          <Icon name="compass" /> Guided tour
        </h2>
        <button type="button" className="icon-button" aria-label="Close the tour" onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </header>
      <ol className="steps">
        {steps.map((one, at) => (
          <li
            key={one.title}
            className={at < index ? 'step-done' : at === index ? 'step-now' : ''}
            aria-current={at === index ? 'step' : undefined}
          >
            <span className="step-mark">{at < index ? <Icon name="check" size={13} /> : at + 1}</span>
            <div>
              <h3>{one.title}</h3>
              {at === index && (
                <>
                  <p>{one.text}</p>
                  <div className="step-buttons">
                    <button type="button" className="button button-primary" onClick={() => one.act(guide)}>
                      {one.help}
                    </button>
                    <button type="button" className="button button-quiet" onClick={() => go(index + 1)}>
                      {at === steps.length - 1 ? 'Finish' : 'Next'}
                    </button>
                  </div>
                </>
              )}
            </div>
          </li>
        ))}
      </ol>
      {step === undefined && (
        <div className="panel-end">
          <p>
            <strong>That was the main journey.</strong> Play whomever you like now. <em>What if…</em> shows how it copes
            when Slack is slow, or when somebody leaves.
          </p>
          <button type="button" className="button" onClick={() => go(0)}>
            Once more
          </button>
        </div>
      )}
    </aside>
  );
}
