import type { ReactNode } from 'react';
import type { IconName } from '../icons.tsx';
import { Icon } from '../icons.tsx';

/** A panel beside the chats: its name, a way to close it, and what is in it. */
export function PanelFrame({
  name,
  icon,
  onClose,
  children,
}: {
  name: string;
  icon: IconName;
  onClose: () => void;
  children: ReactNode;
}) {
  return (
    <aside className="panel" aria-label={name.replace('…', '')} tabIndex={-1}>
      <header className="panel-head">
        <h2>
          <Icon name={icon} /> {name}
        </h2>
        <button type="button" className="icon-button" aria-label={`Close ${name.replace('…', '')}`} onClick={onClose}>
          <Icon name="close" size={16} />
        </button>
      </header>
      <div className="panel-body" tabIndex={0} role="group" aria-label={`${name.replace('…', '')} contents`}>
        {children}
      </div>
    </aside>
  );
}
