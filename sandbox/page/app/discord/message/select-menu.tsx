import { useId, useRef, useState } from 'react';
import { useDiscordSurroundings } from '../context.ts';
import type { Component, SelectOption } from '../types.ts';

const STRING = 3;
const USER = 5;
const ROLE = 6;
const MENTIONABLE = 7;
const CHANNEL = 8;

export const isSelect = ({ type }: Component): boolean => [STRING, USER, ROLE, MENTIONABLE, CHANNEL].includes(type);

/** A select: of options, people, roles or channels, of one or several. What is chosen is told when it closes, or at once. */
export function SelectMenu({
  select,
  isBusy = false,
  label,
  value,
  onChoose,
}: {
  select: Component;
  isBusy?: boolean;
  /** The accessible name, where the placeholder is none. */
  label?: string;
  /** What is chosen, where the caller holds it (in modals). */
  value?: string[];
  onChoose: (values: string[]) => void;
}) {
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const options = useOptions(select);
  const { min_values: least = 1, max_values: most = 1, placeholder = 'Make a selection' } = select;
  const isMany = most > 1;
  const preset = options.filter((one) => one.default === true).map((one) => one.value);
  const [held, setHeld] = useState(preset);
  const chosen = value ?? held;
  const names = options.filter((one) => chosen.includes(one.value)).map((one) => one.label);

  const change = (values: string[]): void => {
    setHeld(values);
    if (value !== undefined || !isMany) onChoose(values);
  };
  const choose = (one: string): void => {
    if (!isMany) {
      list.current?.hidePopover();
      button.current?.focus();
      return change([one]);
    }
    const next = chosen.includes(one) ? chosen.filter((other) => other !== one) : [...chosen, one];
    if (next.length <= most) change(next);
  };
  const move = (by: number): void => {
    const all = [...(list.current?.querySelectorAll<HTMLElement>('[role=option]') ?? [])];
    all[Math.max(0, Math.min(all.length - 1, all.indexOf(document.activeElement as HTMLElement) + by))]?.focus();
  };

  return (
    <div className="d-select">
      <button
        ref={button}
        type="button"
        className="d-select-button"
        popoverTarget={id}
        disabled={isBusy || select.disabled === true}
        aria-haspopup="listbox"
        aria-label={[label ?? placeholder, names.join(', ')].filter(Boolean).join(': ')}
        data-empty={names.length === 0}
      >
        {names.length === 0 ? placeholder : names.join(', ')}
      </button>
      <div
        ref={list}
        id={id}
        popover="auto"
        role="listbox"
        aria-label={label ?? placeholder}
        aria-multiselectable={isMany}
        className="d-popover d-select-list"
        onToggle={(event) => {
          if (event.newState === 'open') {
            place(list.current, button.current);
            move(1);
          } else if (isMany && value === undefined && held.length >= least && String(held) !== String(preset)) {
            onChoose(held);
          }
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1);
          else if (event.key === 'ArrowUp') move(-1);
          else return;
          event.preventDefault();
        }}
      >
        {options.map((one) => (
          <button
            key={one.value}
            type="button"
            role="option"
            aria-selected={chosen.includes(one.value)}
            onClick={() => choose(one.value)}
          >
            <span>
              {one.label}
              {one.description !== undefined && <small>{one.description}</small>}
            </span>
            {chosen.includes(one.value) && <span aria-hidden="true">✓</span>}
          </button>
        ))}
      </div>
    </div>
  );
}

function useOptions(select: Component): SelectOption[] {
  const { personas, world, channels } = useDiscordSurroundings();
  if (select.type === STRING) return select.options ?? [];
  const people = personas
    .filter((one) => one.isMember)
    .map(({ id, name, username }) => ({ value: id, label: name, description: username }));
  const roles = world.roles
    .filter((one) => one.id !== world.guild.id)
    .map(({ id, name }) => ({ value: id, label: `@${name}` }));
  if (select.type === USER) return people;
  if (select.type === ROLE) return roles;
  if (select.type === MENTIONABLE) return [...people, ...roles];
  return channels.filter((one) => one.kind === 'text').map(({ id, name }) => ({ value: id, label: `#${name}` }));
}

/** Puts a popover below what opened it, or above where there is more room. */
function place(popover: HTMLElement | null, opener: HTMLElement | null): void {
  if (popover === null || opener === null) return;
  const { left, top, bottom, width } = opener.getBoundingClientRect();
  const isBelow = window.innerHeight - bottom > Math.min(280, top);
  Object.assign(popover.style, {
    left: `${left}px`,
    width: `${width}px`,
    top: isBelow ? `${bottom + 4}px` : 'auto',
    bottom: isBelow ? 'auto' : `${window.innerHeight - top + 4}px`,
  });
}
