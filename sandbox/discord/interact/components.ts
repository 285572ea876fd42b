import { ButtonStyle, ComponentType, InteractionType } from 'discord-api-types/v10';
import { array, objects } from '../../common/json.ts';
import type { Desk } from '../desk.ts';
import { childrenOf } from '../limits/components.ts';
import { isSelect } from '../limits/selects.ts';
import type { Channel, Json, Message, User } from '../types.ts';
import type { Done } from './commands.ts';
import { idOf, kindOfSelect, resolvedOf } from './resolved.ts';
import { send } from './send.ts';
import { is } from '../is.ts';

/** A component of a message by its custom_id; a link button by its url. */
export function componentOf(message: Message, customId: string): Json | undefined {
  return message.components
    .flatMap(childrenOf)
    .find((component) => [component['custom_id'], component['url']].includes(customId));
}

/** A person presses a button, or chooses in a select. */
export async function useComponent(
  desk: Desk,
  user: User,
  channel: Channel,
  message: Message,
  component: Json,
  values: readonly string[],
): Promise<Done> {
  if (component['disabled'] === true) {
    return { ok: false, error: 'disabled', message: 'This cannot be used any more.' };
  }
  if (is(component['style'], ButtonStyle.Link) && is(component['type'], ComponentType.Button)) {
    return { ok: true, url: component['url'] };
  }
  const chosen = isSelect(component) ? chooseValues(desk, component, values) : { ok: true as const, values: undefined };
  if (!chosen.ok) return { ok: false, error: 'values', message: chosen.message };
  const resolved = chosen.values === undefined ? {} : resolvedOf(desk, idsIn(component, chosen.values));
  const { interaction, answer } = await send(desk, user, channel, {
    type: InteractionType.MessageComponent,
    source: message.id,
    data: {
      component_type: component['type'],
      custom_id: component['custom_id'],
      id: component['id'],
      ...(chosen.values === undefined ? {} : { values: chosen.values }),
      ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
    },
  });
  if (answer === undefined) {
    return { ok: false, error: 'interaction_failed', message: 'This interaction failed', interaction: interaction.id };
  }
  const modal = answer.modal === undefined ? {} : { modal: answer.modal };
  return { ok: true, interaction: interaction.id, response: { type: answer.type }, ...modal };
}

const idsIn = (select: Json, values: string[]): string[] =>
  kindOfSelect(Number(select['type'])) === undefined ? [] : values;

/** The values of a select, as its options or what it selects from let them be chosen. */
export function chooseValues(
  desk: Desk,
  select: Json,
  given: readonly string[],
): { ok: true; values: string[] } | { ok: false; message: string } {
  const [least, most] = [Number(select['min_values'] ?? 1), Number(select['max_values'] ?? 1)];
  if (given.length < least || given.length > most) {
    return { ok: false, message: least === most ? `Choose ${most}.` : `Choose ${least} to ${most}.` };
  }
  const kind = kindOfSelect(Number(select['type']));
  const known = objects(select['options']).map((option) => String(option['value']));
  const values = given.map((value) => (kind === undefined ? value : (idOf(desk, kind, value) ?? '')));
  const strange = given.find((_, n) => (kind === undefined ? !known.includes(values[n] ?? '') : values[n] === ''));
  return strange === undefined ? { ok: true, values } : { ok: false, message: `There is no "${strange}" to choose.` };
}

/** The texts of a JSON value: itself, or its items. */
export const textsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? array(value) : value === undefined || value === null ? [] : [value]).map(String);
