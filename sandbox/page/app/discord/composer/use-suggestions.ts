import { useEffect, useRef, useState } from 'react';
import { sentenceOf } from '../../data/send.ts';
import { api } from '../api.ts';
import type { Composed } from '../compose/composed.ts';
import { valuesOf } from '../compose/composed.ts';
import type { Suggestion } from '../compose/suggestions.ts';
import { MOST, isAutocompleted, suggestionsFor } from '../compose/suggestions.ts';
import { useDiscordSurroundings } from '../context.ts';
import type { CommandOption } from '../types.ts';

const PAUSE_MS = 120;

/**
 * What fits an option as one types: known here, or asked of the app.
 * @param typed undefined: nobody types there now, and nothing is asked
 * @returns undefined while the app is being asked for the first time
 */
export function useSuggestions(
  composed: Composed,
  option: CommandOption,
  channel: string,
  typed: string | undefined,
): Suggestion[] | undefined {
  const { world, personas, persona, channels } = useDiscordSurroundings();
  const [found, setFound] = useState<Suggestion[]>();
  const asked = useRef(0);
  const isAsked = isAutocompleted(option) && typed !== undefined;

  useEffect(() => {
    if (!isAsked) {
      setFound(undefined);
      return undefined;
    }
    const number = (asked.current += 1);
    const { command, path } = composed.leaf;
    const { [option.name]: _own, ...options } = valuesOf(composed);
    const call = { channel, command, path, options, focused: option.name, typed };
    const timer = window.setTimeout(() => {
      api
        .autocomplete(persona.id, call)
        .then(({ choices = [], ok, message }) => {
          if (number !== asked.current) return;
          if (!ok) return setFound([{ label: message ?? 'Loading options failed', value: '', detail: 'failed' }]);
          setFound(choices.slice(0, MOST).map(({ name, value }) => ({ label: name, value })));
        })
        .catch((error: unknown) => {
          if (number === asked.current) setFound([{ label: sentenceOf(error), value: '', detail: 'failed' }]);
        });
    }, PAUSE_MS);
    return () => window.clearTimeout(timer);
  }, [isAsked, typed, persona.id, channel, composed.filled]);

  if (typed === undefined) return [];
  if (isAsked) return found;
  return suggestionsFor(option, typed, {
    members: personas.filter((one) => one.isMember),
    roles: world.roles,
    channels: channels.filter((one) => one.kind === 'text'),
  });
}
