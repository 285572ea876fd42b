import { useId } from 'react';
import type { Behaviour } from '../behaviour.ts';
import type { Block, Value } from '../types.ts';
import { Field } from './element.tsx';
import { useAct } from './use-act.ts';
import { heldValue } from './values.ts';

/** An input with its label, hint and error. With `dispatch_action`, the app is told of changes before the form is sent. */
export function InputBlock({ block, ...behaviour }: { block: Block } & Behaviour) {
  const id = useId();
  const { element } = block;
  const { isBusy, use: tell } = useAct(element, async (said) => {
    if (element !== undefined) await behaviour.onAct(block, element, said);
  });
  if (element === undefined) return null;
  const error = behaviour.errors?.[block.block_id];
  const value = heldValue(behaviour.values, block.block_id, element.action_id);
  const triggers = element.dispatch_action_config?.trigger_actions_on ?? ['on_enter_pressed'];
  const isTyped = element.type.endsWith('_input');

  const change = (next: Value): void => {
    behaviour.onValue(block.block_id, element.action_id, next);
    if (block.dispatch_action === true && (!isTyped || triggers.includes('on_character_entered'))) void tell(next);
  };
  const enter = (): void => {
    if (block.dispatch_action === true && isTyped && triggers.includes('on_enter_pressed'))
      void tell(value?.value ?? null);
  };
  return (
    <div className={`input ${error === undefined ? '' : 'input-wrong'}`}>
      <span id={`${id}-label`} className="input-label">
        {block.label?.text}
        {block.optional === true && <span className="input-optional"> (optional)</span>}
      </span>
      <Field
        block={block}
        place={behaviour.place}
        element={element}
        value={value}
        label={block.label?.text ?? ''}
        labelledBy={`${id}-label`}
        describedBy={error === undefined ? `${id}-hint` : `${id}-error`}
        isBusy={isBusy && !isTyped}
        onValue={change}
        onEnter={enter}
      />
      {error !== undefined && (
        <span id={`${id}-error`} className="input-error" role="alert">
          {error}
        </span>
      )}
      {block.hint !== undefined && (
        <span id={`${id}-hint`} className="input-hint">
          {block.hint.text}
        </span>
      )}
    </div>
  );
}
