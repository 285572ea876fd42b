import type { RefObject } from 'react';
import { Icon } from '../../icons.tsx';
import type { Step } from './step.ts';

/** One step of the tour; the one that one is at has its words and its buttons. */
export function StepItem({
  step,
  number,
  state,
  isLast,
  isNextMain,
  isLate,
  button,
  onAct,
  onNext,
}: {
  step: Step;
  /** From 1. */
  number: number;
  state: 'done' | 'now' | 'later';
  isLast: boolean;
  /** Whether there is nothing to wait for, so that Next is the thing to press. */
  isNextMain: boolean;
  /** Whether it takes longer than it should. */
  isLate: boolean;
  button: RefObject<HTMLButtonElement | null>;
  onAct: () => void;
  onNext: () => void;
}) {
  const isNow = state === 'now';
  const lookOf = (isMain: boolean): string => (isMain ? 'button button-primary' : 'button button-quiet');
  return (
    <li className={state === 'done' ? 'step-done' : isNow ? 'step-now' : ''} aria-current={isNow ? 'step' : undefined}>
      <span className="step-mark">{state === 'done' ? <Icon name="check" size={13} /> : number}</span>
      <div>
        <h3>{step.title}</h3>
        {isNow && (
          <>
            <p>
              {step.text}
              {isLate && step.isDone !== undefined && (
                <em role="status"> Nothing happens? Next goes on without this step, and Reset starts over.</em>
              )}
            </p>
            <div className="step-buttons">
              <button ref={button} type="button" className={lookOf(!isNextMain)} onClick={onAct}>
                {step.help}
              </button>
              <button type="button" className={lookOf(isNextMain)} onClick={onNext}>
                {isLast ? 'Finish' : 'Next'}
              </button>
            </div>
          </>
        )}
      </div>
    </li>
  );
}
