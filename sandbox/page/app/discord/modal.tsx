import { useId, useState } from 'react';
import { sentenceOf } from '../data/send.ts';
import { Dialog } from '../dialog.tsx';
import { api } from './api.ts';
import { useDiscordSurroundings } from './context.ts';
import { looksOf } from './looks.ts';
import { Markdown } from './message/markdown-view.tsx';
import { SelectMenu, isSelect } from './message/select-menu.tsx';
import type { ModalValues } from './modal-values.ts';
import { checkModal, inputsOf, startingValues } from './modal-values.ts';
import type { Component, Modal as ModalData } from './types.ts';

const TEXT_DISPLAY = 10;
const LABEL = 18;
const PARAGRAPH = 2;

/** A form that the app opened. */
export function Modal({ modal }: { modal: ModalData }) {
  const { world, personas, persona, theme, notify } = useDiscordSurroundings();
  const [values, setValues] = useState(() => startingValues(modal.components));
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const app = looksOf(world.app.user, world, personas);

  const submit = async (): Promise<void> => {
    const wrong = checkModal(modal.components, values);
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setBusy(true);
    try {
      const done = await api.submit(persona.id, modal.id, values);
      if (!done.ok) setErrors({ [done.field ?? '']: done.message ?? 'Something went wrong. Try again.' });
    } catch (error) {
      setErrors({ '': sentenceOf(error) });
    }
    setBusy(false);
  };
  const close = (): void => {
    api.close(persona.id, modal.id).catch((error: unknown) => notify(sentenceOf(error)));
  };

  return (
    <Dialog title={modal.title} className="d-modal" theme={theme} onCancel={close}>
      <form
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          void submit();
        }}
      >
        <div className="dialog-body">
          <p className="d-modal-about">
            <img className="d-avatar" src={app.avatar} alt="" width={20} height={20} />
            This form will be submitted to {app.name}. Do not share passwords or other sensitive information.
          </p>
          {modal.components.map((one, index) => (
            <Row
              key={one.id ?? index}
              row={one}
              {...{ values, errors }}
              onValue={(id, value) => {
                setValues((all) => ({ ...all, [id]: value }));
                setErrors(({ [id]: _gone, ...others }) => others);
              }}
            />
          ))}
          {errors[''] !== undefined && (
            <p className="d-error" role="alert">
              {errors['']}
            </p>
          )}
        </div>
        <footer className="dialog-foot">
          <button type="button" className="d-button d-button-link" onClick={close}>
            Cancel
          </button>
          <button type="submit" className="d-button" disabled={isBusy} aria-busy={isBusy}>
            Submit {isBusy && <span className="spinner" />}
          </button>
        </footer>
      </form>
    </Dialog>
  );
}

interface RowProps {
  row: Component;
  values: ModalValues;
  errors: Record<string, string>;
  onValue: (id: string, value: string | string[]) => void;
}

/** A label with its input, a row with one, or words. */
function Row({ row, ...others }: RowProps) {
  if (row.type === TEXT_DISPLAY) {
    return (
      <div className="md d-modal-words">
        <Markdown text={row.content ?? ''} />
      </div>
    );
  }
  return inputsOf([row]).map((input) => (
    <Input
      key={input.custom_id}
      input={input}
      label={row.type === LABEL ? (row.label ?? '') : (input.label ?? '')}
      description={row.type === LABEL ? row.description : undefined}
      {...others}
    />
  ));
}

function Input({
  input,
  label,
  description,
  values,
  errors,
  onValue,
}: Omit<RowProps, 'row'> & { input: Component; label: string; description?: string }) {
  const id = useId();
  const key = input.custom_id ?? '';
  const error = errors[key];
  const value = values[key];
  const common = {
    id,
    className: 'd-field',
    value: typeof value === 'string' ? value : '',
    placeholder: input.placeholder,
    maxLength: input.max_length,
    'aria-invalid': error !== undefined,
    'aria-describedby': `${id}-about`,
    onChange: (event: { target: { value: string } }) => onValue(key, event.target.value),
  };
  return (
    <div className="d-input" data-wrong={error !== undefined}>
      <label htmlFor={id}>
        {label}
        {input.required !== false && <span aria-hidden="true"> *</span>}
      </label>
      {description !== undefined && <small>{description}</small>}
      {isSelect(input) ? (
        <SelectMenu
          select={input}
          label={label}
          value={Array.isArray(value) ? value : []}
          onChoose={(chosen) => onValue(key, chosen)}
        />
      ) : input.style === PARAGRAPH ? (
        <textarea rows={4} {...common} />
      ) : (
        <input type="text" {...common} />
      )}
      <span id={`${id}-about`} className="d-error" role={error === undefined ? undefined : 'alert'}>
        {error}
      </span>
    </div>
  );
}
