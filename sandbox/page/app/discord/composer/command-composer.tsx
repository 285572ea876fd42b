import { useEffect, useId, useLayoutEffect, useState } from 'react';
import { Icon } from '../../icons.tsx';
import type { Composed } from '../compose/composed.ts';
import { add, addable, fill, missing, nextEmpty, optionOf, remove } from '../compose/composed.ts';
import { nameOf } from '../compose/leaves.ts';
import { OptionField } from './option-field.tsx';
import { Tail } from './tail.tsx';

const REQUIRED = 'This option is required. Specify a value.';

/** A command with its options, as Discord has them: one asks for what is required, then for what one adds. */
export function CommandComposer({
  composed,
  channel,
  isSending,
  refused,
  onChange,
  onSend,
  onCancel,
}: {
  composed: Composed;
  channel: string;
  isSending: boolean;
  /** What Discord said about options of what was sent. */
  refused: Record<string, string>;
  onChange: (composed: Composed) => void;
  onSend: (composed: Composed) => void;
  onCancel: () => void;
}) {
  const id = useId();
  const [errors, setErrors] = useState<Record<string, string>>({});
  const inputOf = (name: string | undefined): string => `${id}-${name ?? ''}`;
  /** The option to go to, or the end; the input may only come with what changes now. */
  const [wanted, setWanted] = useState<{ name: string | undefined }>({ name: nextEmpty(composed) });
  const focusOn = (name: string | undefined): void => setWanted({ name });
  const { leaf, shown } = composed;

  // Before anything else is typed: whoever types fast must not lose a letter.
  useLayoutEffect(() => document.getElementById(inputOf(wanted.name))?.focus(), [wanted]);
  useEffect(() => {
    setErrors(refused);
    const [first] = Object.keys(refused);
    if (first !== undefined) focusOn(first);
  }, [refused]);

  const wrong = (name: string, sentence: string): void => setErrors((all) => ({ ...all, [name]: sentence }));
  const send = (now: Composed): void => {
    const lacking = missing(now);
    if (lacking.length === 0) return onSend(now);
    setErrors(Object.fromEntries(lacking.map((name) => [name, REQUIRED])));
    focusOn(lacking[0]);
  };
  const back = (name: string | undefined): void => {
    const before = name === undefined ? shown.at(-1) : shown[shown.indexOf(name) - 1];
    if (before === undefined) return onCancel();
    if (name !== undefined) onChange(remove(composed, name));
    focusOn(before);
  };

  return (
    <div className="d-command" aria-label={nameOf(leaf)} role="group">
      <div className="d-command-about">
        <strong>{nameOf(leaf)}</strong> <span>{leaf.description}</span>
        <button type="button" className="icon-button" aria-label="Cancel the command" onClick={onCancel}>
          <Icon name="close" size={14} />
        </button>
      </div>
      <div
        className="d-command-line"
        onClick={(event) => event.target === event.currentTarget && focusOn(nextEmpty(composed))}
      >
        <span className="d-command-name">{nameOf(leaf)}</span>
        {shown.map((name) => {
          const option = optionOf(composed, name);
          if (option === undefined) return null;
          return (
            <OptionField
              key={`${nameOf(leaf)}${name}`}
              {...{ composed, option, channel }}
              inputId={inputOf(name)}
              error={errors[name]}
              onFill={(filled, isLeaving) => {
                const now = fill(composed, name, filled);
                setErrors(({ [name]: _gone, ...others }) => others);
                onChange(now);
                if (isLeaving) focusOn(nextEmpty(now, name));
              }}
              onWrong={(sentence) => wrong(name, sentence)}
              onEnter={(filled) => {
                const now = fill(composed, name, filled);
                onChange(now);
                send(now);
              }}
              onBack={() => back(name)}
              onEscape={onCancel}
            />
          );
        })}
        <Tail
          inputId={inputOf(undefined)}
          options={addable(composed)}
          onAdd={(name) => {
            onChange(add(composed, name));
            focusOn(name);
          }}
          onSend={() => send(composed)}
          onBack={() => back(undefined)}
          onEscape={onCancel}
        />
        <button
          type="button"
          className="d-run"
          aria-label={`Run ${nameOf(leaf)}`}
          disabled={isSending}
          onClick={() => send(composed)}
        >
          {isSending ? <span className="spinner" /> : <Icon name="send" size={16} />}
        </button>
      </div>
    </div>
  );
}
