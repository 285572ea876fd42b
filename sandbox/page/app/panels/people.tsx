import { useEffect, useRef, useState } from 'react';
import { Avatar } from '../avatar.tsx';
import type { Persona } from '../data/types.ts';

/** Whom one plays: everyone in the workspace, with what waits for them. */
export function People({
  personas,
  current,
  onChoose,
}: {
  personas: Persona[];
  current: string;
  onChoose: (id: string) => void;
}) {
  const [wanted, setWanted] = useState('');
  const list = useRef<HTMLUListElement>(null);
  useEffect(() => {
    list.current?.querySelector('[aria-current=true]')?.scrollIntoView({ block: 'nearest' });
  }, [current]);
  const fits = personas.filter((one) =>
    `${one.realName} ${one.name} ${one.email ?? ''} ${one.title}`.toLowerCase().includes(wanted.toLowerCase()),
  );
  return (
    <nav className="people" aria-label="People">
      <h2>You are</h2>
      <input
        type="search"
        className="field people-search"
        placeholder="Find somebody"
        aria-label="Find somebody"
        value={wanted}
        onChange={(event) => setWanted(event.target.value)}
      />
      <ul ref={list}>
        {fits.map((person) => (
          <li key={person.id}>
            <button
              type="button"
              className={`person ${person.deleted ? 'person-gone' : ''}`}
              aria-current={person.id === current}
              aria-label={spoken(person)}
              title={`${person.realName} · ${person.title || '@' + person.name}\n${person.email ?? 'no e-mail'}`}
              onClick={() => onChoose(person.id)}
            >
              <Avatar person={person} size={32} />
              <span className="person-text">
                <span className="person-name">
                  {person.realName}
                  {tagOf(person) !== undefined && <span className="tag">{tagOf(person)}</span>}
                </span>
                <span className="person-title">{person.title || `@${person.name}`}</span>
                <span className="person-email">{person.email ?? 'no e-mail'}</span>
              </span>
              {person.direct > 0 && <span className="badge">{person.direct}</span>}
            </button>
          </li>
        ))}
        {fits.length === 0 && <li className="people-none">Nobody fits.</li>}
      </ul>
    </nav>
  );
}

/** What is special about an account. */
export function tagOf(person: Persona): string | undefined {
  if (person.deleted) return 'Left';
  if (person.isStranger) return 'External';
  if (person.guest !== undefined) return 'Guest';
  return undefined;
}

function spoken(person: Persona): string {
  const unread = person.direct > 0 ? `${person.direct} unread` : undefined;
  return [person.realName, person.title, person.email, tagOf(person), unread].filter(Boolean).join(', ');
}
