import type { ReactNode } from 'react';
import { useCallback, useState } from 'react';
import { Dialog } from './dialog.tsx';

export interface Question {
  title: string;
  text: ReactNode;
  /** The buttons' words; `Yes` and `Cancel` where absent. */
  yes?: string;
  no?: string;
  isDangerous?: boolean;
}

interface Asked {
  question: Question;
  answer: (isYes: boolean) => void;
}

/** A function that asks with a dialog, and what is asked now. */
export function useConfirm(): [Asked | undefined, (question: Question) => Promise<boolean>] {
  const [asked, setAsked] = useState<Asked>();
  const ask = useCallback(
    (question: Question) =>
      new Promise<boolean>((resolve) => {
        const answer = (isYes: boolean): void => {
          setAsked(undefined);
          resolve(isYes);
        };
        setAsked({ question, answer });
      }),
    [],
  );
  return [asked, ask];
}

export function ConfirmDialog({ asked: { question, answer } }: { asked: Asked }) {
  return (
    <Dialog title={question.title} className="dialog-small" onCancel={() => answer(false)}>
      <div className="dialog-body">{question.text}</div>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={() => answer(false)}>
          {question.no ?? 'Cancel'}
        </button>
        <button
          type="button"
          autoFocus
          className={`button ${question.isDangerous === true ? 'button-danger' : 'button-primary'}`}
          onClick={() => answer(true)}
        >
          {question.yes ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
