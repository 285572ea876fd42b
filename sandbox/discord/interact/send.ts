import { randomUUID } from 'node:crypto';
import type { Desk } from '../desk.ts';
import { interactionShape } from '../shapes/interaction.ts';
import type { Channel, Json, User } from '../types.ts';
import type { Answer, Interaction } from './interactions.ts';

export interface Sent {
  interaction: Interaction;
  /** Undefined: the app did not answer in time. */
  answer: Answer | undefined;
}

/** Sends what a person did to the app, and waits for its first answer. */
export async function send(
  desk: Desk,
  user: User,
  channel: Channel,
  what: Pick<Interaction, 'type' | 'source' | 'optionType'> & { name?: string; data: Json },
): Promise<Sent> {
  const { type, name = '', data, source, optionType } = what;
  const interaction = desk.interactions.begin({
    id: desk.store.nextId(),
    type,
    user: user.id,
    channel: channel.id,
    name,
    ...(source === undefined ? {} : { source }),
    ...(optionType === undefined ? {} : { optionType }),
  });
  const { id } = interaction;
  const waiting = desk.interactions.wait(interaction, desk.settings.patience);
  const shape = interactionShape(desk, interaction, user, data);
  const begun = performance.now();
  const connections = desk.gateway.dispatch('INTERACTION_CREATE', 0, shape);
  desk.store.announce({ type: 'interaction', id, user: user.id, state: 'sent' });
  const answer = await waiting;
  const ms = Math.round(performance.now() - begun);
  const at = new Date(interaction.at).toISOString();
  const outcome =
    answer === undefined ? { ok: false, error: 'no_response' } : { ok: true, response: { type: answer.type } };
  desk.deliveries.add({ id: randomUUID(), at, event: 'INTERACTION_CREATE', payload: shape, connections, outcome, ms });
  desk.store.announce({ type: 'interaction', id, user: user.id, state: answer === undefined ? 'failed' : 'answered' });
  return { interaction, answer };
}
