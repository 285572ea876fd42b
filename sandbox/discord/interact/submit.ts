import { ComponentType, InteractionType } from 'discord-api-types/v10';
import { idText, isObject } from '../../common/json.ts';
import type { Desk } from '../desk.ts';
import { childrenOf } from '../limits/components.ts';
import { isSelect } from '../limits/selects.ts';
import type { Channel, Json, User } from '../types.ts';
import type { Done } from './commands.ts';
import { chooseValues, textsOf } from './components.ts';
import type { Modal } from './modals.ts';
import { kindOfSelect, resolvedOf } from './resolved.ts';
import { send } from './send.ts';
import { is } from '../is.ts';
import { lengthOf } from '../limits/length.ts';

/** The inputs of a form, without the rows and labels around them. */
export const inputsOf = (modal: Modal): Json[] => modal.components.flatMap(childrenOf);

interface Filled {
  component: Json;
  ids: string[];
}

/** A person submits a form. It closes when the app answers; else it stays open, as Discord leaves it. */
export async function submit(desk: Desk, user: User, channel: Channel, modal: Modal, values: Json): Promise<Done> {
  const ids: string[] = [];
  const fields = new Map<unknown, Json>();
  for (const input of inputsOf(modal)) {
    const filled = fill(desk, input, values[String(input['custom_id'])]);
    if (typeof filled === 'string') {
      return { ok: false, error: 'field', field: input['custom_id'], message: filled };
    }
    fields.set(input['custom_id'], filled.component);
    ids.push(...filled.ids);
  }
  const resolved = resolvedOf(desk, ids);
  const { interaction, answer } = await send(desk, user, channel, {
    type: InteractionType.ModalSubmit,
    ...(modal.source === undefined ? {} : { source: modal.source }),
    data: {
      custom_id: modal.customId,
      components: modal.components.map((component) => submitted(component, fields)),
      ...(Object.keys(resolved).length === 0 ? {} : { resolved }),
    },
  });
  if (answer === undefined) {
    const message = 'Something went wrong. Try again.';
    return { ok: false, error: 'interaction_failed', message, interaction: interaction.id };
  }
  desk.modals.close(modal);
  return { ok: true, interaction: interaction.id, response: { type: answer.type } };
}

/** What an input sends; or what Discord's client says about the value. */
function fill(desk: Desk, input: Json, given: unknown): Filled | string {
  const { type, id, custom_id: customId, required = true } = input;
  const head = { type, id, custom_id: customId };
  if (isSelect(input)) {
    const values = textsOf(given);
    if (values.length === 0) return required === false ? { component: { ...head, values }, ids: [] } : REQUIRED;
    const chosen = chooseValues(desk, input, values);
    if (!chosen.ok) return chosen.message;
    const ids = kindOfSelect(Number(type)) === undefined ? [] : chosen.values;
    return { component: { ...head, values: chosen.values }, ids };
  }
  const value = given === undefined || given === null ? idText(input['value']) : textsOf(given).join('\n');
  if (value === '') return required === false ? { component: { ...head, value }, ids: [] } : REQUIRED;
  const [least, most] = [Number(input['min_length'] ?? 0), Number(input['max_length'] ?? 4000)];
  const length = lengthOf(value);
  if (length < least) return `Must be at least ${least} characters.`;
  if (length > most) return `Must be no more than ${most} characters.`;
  return { component: { ...head, value }, ids: [] };
}

const REQUIRED = 'This field is required.';

function submitted(component: Json, fields: Map<unknown, Json>): Json {
  const { type, id } = component;
  if (is(type, ComponentType.TextDisplay)) return { type, id };
  if (isObject(component['component'])) return { type, id, component: fields.get(component['component']['custom_id']) };
  return { type, id, components: childrenOf(component).map((input) => fields.get(input['custom_id'])) };
}
