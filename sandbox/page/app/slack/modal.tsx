import { useEffect, useRef, useState } from 'react';
import { useSurroundings } from './context.ts';
import { api } from './api.ts';
import type { Block, Element, Value, Values, View } from './types.ts';
import { Dialog } from '../dialog.tsx';
import { Icon } from '../icons.tsx';
import { Blocks } from './blocks.tsx';

/** The modal on top of what the persona has open. */
export function Modal({ view }: { view: View }) {
  const { persona, notify, world } = useSurroundings();
  const [values, setValues] = useState(view.values);
  const [errors, setErrors] = useState<Record<string, string>>({});
  const [isBusy, setBusy] = useState(false);
  const typed = useRef(values);
  typed.current = values;

  // What was typed stays where an update keeps the input.
  useEffect(() => setValues((held) => merged(view.values, held)), [view.hash]);

  const onValue = (blockId: string, actionId: string, value: Value): void => {
    typed.current = { ...typed.current, [blockId]: { ...typed.current[blockId], [actionId]: value } };
    setValues(typed.current);
    setErrors(({ [blockId]: _gone, ...others }) => others);
  };
  const onAct = async (block: Block, element: Element, value?: unknown): Promise<void> => {
    await api.values(persona.id, view.id, typed.current);
    const act = { blockId: block.block_id, actionId: element.action_id, ...(value === undefined ? {} : { value }) };
    const done = await api.act(persona.id, { view: view.id }, act);
    if (!done.ok) notify(done.message ?? 'That did not work.');
  };
  const submit = async (): Promise<void> => {
    setBusy(true);
    setErrors({});
    try {
      const done = await api.submit(persona.id, view.id, typed.current);
      if (done.errors !== undefined) setErrors(done.errors);
      else if (!done.ok) notify(done.message ?? 'That did not work.');
    } catch (error) {
      notify(error instanceof Error ? error.message : String(error));
    }
    setBusy(false);
  };
  const close = (all: boolean) => void api.close(persona.id, view.id, all);

  return (
    <Dialog
      title={
        <>
          {view.previousId !== null && (
            <button type="button" className="icon-button" aria-label="Back" onClick={() => close(false)}>
              <Icon name="back" size={16} />
            </button>
          )}
          {view.title?.text ?? world.app.name}
        </>
      }
      className="dialog-modal"
      onCancel={() => close(false)}
    >
      <form
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (view.submit !== undefined) void submit();
        }}
        onKeyDown={(event) => {
          // Enter in an input that tells the app at once does not send the form as well.
          if (event.key === 'Enter' && event.target instanceof HTMLInputElement) event.preventDefault();
          if (event.key === 'Enter' && (event.metaKey || event.ctrlKey)) void submit();
        }}
      >
        <div className="dialog-body">
          <Blocks blocks={view.blocks} {...{ place: { view: view.id }, values, onValue, onAct, errors }} />
        </div>
        <footer className="dialog-foot">
          <button type="button" className="button" onClick={() => close(false)}>
            {view.close?.text ?? 'Cancel'}
          </button>
          {view.submit && (
            <button type="submit" className="button button-primary" disabled={isBusy} aria-busy={isBusy}>
              {view.submit.text}
              {isBusy && <span className="spinner" />}
            </button>
          )}
        </footer>
      </form>
    </Dialog>
  );
}

/** The server's values, except where the page holds one of the same kind. */
function merged(server: Values, held: Values): Values {
  const out: Values = {};
  for (const [blockId, actions] of Object.entries(server)) {
    for (const [actionId, value] of Object.entries(actions)) {
      const mine = held[blockId]?.[actionId];
      const isText = mine !== undefined && mine.type === value.type && mine.type.endsWith('_input');
      out[blockId] = { ...out[blockId], [actionId]: isText ? mine : value };
    }
  }
  return out;
}
