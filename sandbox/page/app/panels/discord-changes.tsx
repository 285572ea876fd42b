import { useState } from 'react';
import { api } from '../discord/api.ts';
import type { Discord } from '../discord/use-discord.ts';
import type { Run } from './run.ts';

/** Somebody leaves the guild or comes back, closes direct messages, or gets a role by hand. */
export function DiscordChanges({
  discord,
  current,
  run,
}: {
  discord: Discord;
  /** Whom one plays. */
  current: string | undefined;
  run: Run;
}) {
  const [chosen, setChosen] = useState<string>();
  const [role, setRole] = useState('');
  const id = chosen ?? current ?? '';
  const person = discord.personas.find((one) => one.id === id);
  const roles = (discord.world?.roles ?? []).filter(
    (one) => one.managed !== true && one.id !== discord.world?.guild.id,
  );
  const hasRole = person?.roles.some((one) => one.id === role) === true;
  return (
    <section>
      <h3>…a Discord member changes?</h3>
      <label className="stack">
        <span>Member</span>
        <select className="field select" value={id} onChange={(event) => setChosen(event.target.value)}>
          {discord.personas.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </label>
      {person !== undefined && (
        <>
          <div className="row">
            <button
              type="button"
              className="button"
              onClick={() => run(person.isMember ? api.leave(id) : api.join(id))}
            >
              {person.isMember ? 'Leaves the server' : 'Comes back'}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => run(api.change(id, { dmsClosed: !person.dmsClosed }))}
            >
              {person.dmsClosed ? 'Opens direct messages' : 'Closes direct messages'}
            </button>
          </div>
          {person.isMember && (
            <form
              className="row"
              onSubmit={(event) => {
                event.preventDefault();
                run(hasRole ? api.takeRole(id, role) : api.giveRole(id, role));
              }}
            >
              <select
                className="field select"
                aria-label="Role"
                value={role}
                required
                onChange={(event) => setRole(event.target.value)}
              >
                <option value="">A role</option>
                {roles.map((one) => (
                  <option key={one.id} value={one.id}>
                    {one.name}
                  </option>
                ))}
              </select>
              <button type="submit" className="button">
                {hasRole ? 'Taken by hand' : 'Given by hand'}
              </button>
            </form>
          )}
        </>
      )}
    </section>
  );
}
