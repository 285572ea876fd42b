import { useCallback, useState } from 'react';
import type { Confirm } from './data/types.ts';
import { Dialog } from './dialog.tsx';
import { Markup } from './chat/markup.tsx';

interface Asked {
  question: Confirm;
  answer: (isYes: boolean) => void;
}

/** A function that asks with a dialog, and the dialog. */
export function useConfirm(): [Asked | undefined, (question: Confirm) => Promise<boolean>] {
  const [asked, setAsked] = useState<Asked>();
  const confirm = useCallback(
    (question: Confirm) =>
      new Promise<boolean>((resolve) => {
        const answer = (isYes: boolean): void => {
          setAsked(undefined);
          resolve(isYes);
        };
        setAsked({ question, answer });
      }),
    [],
  );
  return [asked, confirm];
}

export function ConfirmDialog({ asked: { question, answer } }: { asked: Asked }) {
  return (
    <Dialog title={question.title.text} className="dialog-small" onCancel={() => answer(false)}>
      <div className="dialog-body">
        <Markup text={question.text} />
      </div>
      <footer className="dialog-foot">
        <button type="button" className="button" onClick={() => answer(false)}>
          {question.deny?.text ?? 'Cancel'}
        </button>
        <button
          type="button"
          autoFocus
          className={`button ${question.style === 'danger' ? 'button-danger' : 'button-primary'}`}
          onClick={() => answer(true)}
        >
          {question.confirm?.text ?? 'Yes'}
        </button>
      </footer>
    </Dialog>
  );
}
