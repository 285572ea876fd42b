import { useEffect, useMemo, useRef, useState } from 'react';
import type { Player } from '../../data/people.ts';
import type { Tour as TourPlan } from '../../data/plan.ts';
import type { Typed } from '../../data/typed.ts';
import type { Guide } from '../../guide.ts';
import { Icon } from '../../icons.tsx';
import { StepItem } from './step-item.tsx';
import { stepsOf } from './steps.ts';

/** How long after its button was pressed a step that doesn't go on says what one can do, in ms. */
const PATIENCE_MS = 20_000;

/** The guided tour: it goes on by itself when a step has really happened, in whatever order, or by Next. */
export function Tour({
  plan,
  hasRecord,
  players,
  version,
  resets,
  typed,
  guide,
  onClose,
}: {
  plan: TourPlan;
  hasRecord: boolean;
  players: readonly Player[];
  /** Counts up with everything that changes in the chats. */
  version: number;
  resets: number;
  /** What was typed, newest last. */
  typed: readonly Typed[];
  guide: Guide;
  onClose: () => void;
}) {
  const [index, setIndex] = useState(0);
  const [hasActed, setActed] = useState(false);
  const [isLate, setLate] = useState(false);
  const panel = useRef<HTMLElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const began = useRef({ at: Date.now() / 1000, typed: typed.length });
  const names = (email: string): string => players.find((one) => one.email === email.toLowerCase())?.name ?? email;
  const steps = useMemo(() => stepsOf(plan, names, hasRecord), [plan, players.length, hasRecord]);
  const step = steps[index];

  const go = (to: number): void => {
    // What is looked for since the step before may be there already: one may do things in another order.
    if (to === 0) began.current = { at: Date.now() / 1000, typed: typed.length };
    setActed(false);
    setLate(false);
    // Who is in the panel stays in it, also when what they pressed goes away.
    const isHere = panel.current?.contains(document.activeElement) === true;
    setIndex(to);
    if (isHere) window.requestAnimationFrame(() => button.current?.focus());
  };
  const isFirst = useRef(true);
  useEffect(() => {
    if (isFirst.current && document.activeElement === document.body) button.current?.focus();
    isFirst.current = false;
    go(0);
  }, [resets]);
  useEffect(() => {
    if (!hasActed) return undefined;
    const timer = window.setTimeout(() => setLate(true), PATIENCE_MS);
    return () => window.clearTimeout(timer);
  }, [hasActed]);
  useEffect(() => {
    if (step?.isDone === undefined) return undefined;
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
  }, [version, typed, index]);

  return (
    <aside ref={panel} className="panel panel-tour" aria-label="Guided tour" tabIndex={-1}>
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
          <StepItem
            key={one.title}
            step={one}
            number={at + 1}
            state={at < index ? 'done' : at === index ? 'now' : 'later'}
            isLast={at === steps.length - 1}
            isNextMain={hasActed && one.isDone === undefined}
            isLate={isLate}
            button={button}
            onAct={() => {
              setActed(true);
              one.act(guide, typed.slice(began.current.typed));
            }}
            onNext={() => go(index + 1)}
          />
        ))}
      </ol>
      {step === undefined && (
        <div className="panel-end">
          <p>
            <strong>That was the main journey.</strong> Play whomever you like now. <em>What if…</em> shows how it copes
            when Slack is slow, or when somebody leaves.
          </p>
          <button ref={button} type="button" className="button" onClick={() => go(0)}>
            Once more
          </button>
        </div>
      )}
    </aside>
  );
}
