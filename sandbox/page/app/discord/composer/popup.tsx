import type { ReactNode } from 'react';
import { useEffect, useRef } from 'react';

export interface Row {
  key: string;
  main: ReactNode;
  detail?: ReactNode;
  isDisabled?: boolean;
}

/** The list above the composer; the input that it belongs to keeps the focus. */
export function Popup({
  id,
  label,
  head,
  rows,
  active,
  empty,
  onChoose,
}: {
  id: string;
  label: string;
  head?: ReactNode;
  rows: Row[];
  /** The row that Enter takes; -1: none. */
  active: number;
  /** What stands there without rows. */
  empty?: ReactNode;
  onChoose: (index: number) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  return (
    <div className="d-popup" onMouseDown={(event) => event.preventDefault()}>
      {head !== undefined && <div className="d-popup-head">{head}</div>}
      {rows.length === 0 && empty !== undefined && <p className="d-popup-empty">{empty}</p>}
      <ul ref={list} id={id} role="listbox" aria-label={label}>
        {rows.map((row, index) => (
          <li
            key={row.key}
            id={`${id}-${index}`}
            role="option"
            aria-selected={index === active}
            aria-disabled={row.isDisabled}
            onClick={() => row.isDisabled !== true && onChoose(index)}
          >
            <span className="d-popup-main">{row.main}</span>
            {row.detail !== undefined && <span className="d-popup-detail">{row.detail}</span>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What a combobox says about its list. */
export const comboOf = (id: string, isOpen: boolean, active: number) => ({
  role: 'combobox',
  'aria-expanded': isOpen,
  'aria-controls': id,
  'aria-autocomplete': 'list' as const,
  'aria-activedescendant': isOpen && active >= 0 ? `${id}-${active}` : undefined,
  autoComplete: 'off',
  spellCheck: false,
});
