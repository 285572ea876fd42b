import { useState } from 'react';
import { api } from '../slack/api.ts';
import type { Slack } from '../slack/use-slack.ts';

/** Somebody leaves, becomes a guest, gets another e-mail, or joins. */
export function PeopleChanges({ slack, run }: { slack: Slack; run: (work: Promise<unknown>) => void }) {
  const [chosen, setChosen] = useState('');
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const person = slack.personas.find((one) => one.id === chosen);
  const change = (what: Record<string, unknown>): void => run(api.changePerson(chosen, what));
  return (
    <section>
      <h3>…somebody changes?</h3>
      <label className="stack">
        <span>Who</span>
        <select
          className="field select"
          value={chosen}
          onChange={(event) => {
            setChosen(event.target.value);
            setEmail(slack.personas.find((one) => one.id === event.target.value)?.email ?? '');
          }}
        >
          <option value="">Choose somebody</option>
          {slack.personas.map((one) => (
            <option key={one.id} value={one.id}>
              {one.realName}
            </option>
          ))}
        </select>
      </label>
      {person !== undefined && (
        <>
          <form
            className="row"
            onSubmit={(event) => {
              event.preventDefault();
              change({ email: email === '' ? null : email });
            }}
          >
            <input
              className="field"
              type="email"
              aria-label="New e-mail"
              value={email}
              onChange={(event) => setEmail(event.target.value)}
            />
            <button type="submit" className="button">
              Change e-mail
            </button>
          </form>
          <div className="row">
            <button type="button" className="button" onClick={() => change({ deleted: !person.deleted })}>
              {person.deleted ? 'Comes back' : 'Leaves'}
            </button>
            <button
              type="button"
              className="button"
              onClick={() => change({ guest: person.guest === undefined ? 'restricted' : null })}
            >
              {person.guest === undefined ? 'Becomes a guest' : 'Becomes a member'}
            </button>
          </div>
        </>
      )}
      <form
        className="row"
        onSubmit={(event) => {
          event.preventDefault();
          const domain = slack.personas.find((one) => !one.isStranger && one.email !== undefined)?.email?.split('@')[1];
          const handle = name.toLowerCase().replace(/[^a-z0-9]+/g, '.');
          run(api.addPerson({ realName: name, name: handle, email: `${handle}@${domain ?? 'acme.test'}` }));
          setName('');
        }}
      >
        <input
          className="field"
          aria-label="Name of somebody new"
          placeholder="Somebody new"
          value={name}
          required
          onChange={(event) => setName(event.target.value)}
        />
        <button type="submit" className="button">
          Joins
        </button>
      </form>
    </section>
  );
}
