import { useId } from 'react';
import type { Element } from '../types.ts';
import { Icon } from '../../icons.tsx';
import { optionsOf } from './values.ts';

/** The three dots, and the menu behind them. */
export function Overflow({
  element,
  isBusy,
  onChoose,
}: {
  element: Element;
  isBusy: boolean;
  onChoose: (value: string) => void;
}) {
  const id = useId();
  return (
    <span className="overflow">
      <button
        type="button"
        className="button button-square"
        aria-label="More actions"
        popoverTarget={id}
        disabled={isBusy}
      >
        <Icon name="dots" />
      </button>
      <span id={id} popover="auto" className="menu" role="menu">
        {optionsOf(element).map((option) => (
          <button
            key={option.value}
            type="button"
            role="menuitem"
            onClick={(event) => {
              event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover();
              onChoose(option.value);
            }}
          >
            {option.text.text}
          </button>
        ))}
      </span>
    </span>
  );
}
