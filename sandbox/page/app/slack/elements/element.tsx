import { signInAs } from '../../discord/sign-in.ts';
import type { Behaviour } from '../behaviour.ts';
import { useSurroundings } from '../context.ts';
import type { Block, Element, Value } from '../types.ts';
import { Choice } from './choice.tsx';
import { ExternalSelect } from './external-select.tsx';
import type { FieldProps } from './field-props.ts';
import { Overflow } from './overflow.tsx';
import { Select } from './select.tsx';
import { TypedField } from './typed-field.tsx';
import { useAct } from './use-act.ts';
import { heldValue, labelOf } from './values.ts';

/** An element in a message, or beside a section or in an actions block of a form: using it tells the app at once. */
export function ElementField({ block, element, ...behaviour }: { block: Block; element: Element } & Behaviour) {
  const { isBusy, use } = useAct(element, async (value) => {
    if (value !== undefined && element.type !== 'overflow') {
      behaviour.onValue(block.block_id, element.action_id, value as Value);
    }
    await behaviour.onAct(block, element, value);
  });
  const label = labelOf(element);
  if (element.type === 'button') return <Button element={element} isBusy={isBusy} onPress={() => void use()} />;
  if (element.type === 'overflow')
    return <Overflow element={element} isBusy={isBusy} onChoose={(value) => void use(value)} />;
  const value = heldValue(behaviour.values, block.block_id, element.action_id);
  return (
    <Field
      {...{ block, element, value, label, isBusy }}
      onValue={(chosen) => void use(chosen)}
      place={behaviour.place}
    />
  );
}

/** Whatever holds a value, by its kind. */
export function Field({
  block,
  place,
  ...props
}: FieldProps & { block: Block; place: Behaviour['place']; onEnter?: () => void }) {
  const { type } = props.element;
  if (type === 'external_select' || type === 'multi_external_select') {
    return <ExternalSelect {...props} block={block} place={place} />;
  }
  if (type === 'radio_buttons' || type === 'checkboxes') return <Choice {...props} />;
  if (type.endsWith('_select')) return <Select {...props} />;
  return <TypedField {...props} />;
}

function Button({ element, isBusy, onPress }: { element: Element; isBusy: boolean; onPress: () => void }) {
  const { discordId } = useSurroundings();
  const style = element.style === undefined ? '' : `button-${element.style}`;
  return (
    <button
      type="button"
      className={`button ${style}`}
      aria-busy={isBusy}
      aria-disabled={isBusy}
      aria-label={element.accessibility_label}
      onClick={() => {
        // One that waits keeps the focus, and takes no second click.
        if (isBusy) return;
        if (element.url !== undefined) window.open(signInAs(element.url, discordId), '_blank', 'noreferrer');
        onPress();
      }}
    >
      {element.text?.text}
      {isBusy && <span className="spinner" />}
    </button>
  );
}
