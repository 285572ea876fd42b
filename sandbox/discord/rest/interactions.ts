import { MessageFlags } from 'discord-api-types/v10';
import { removeMessage } from '../changes/messages.ts';
import type { Desk } from '../desk.ts';
import type { Interaction } from '../interact/interactions.ts';
import { answerMessage, editMessage, respond } from '../interact/respond.ts';
import { invalidWebhookToken, unknownInteraction, unknownMessage, unknownWebhook } from '../refusal.ts';
import { messageShape } from '../shapes/message.ts';
import type { Json, Message } from '../types.ts';
import { objectIn } from './look-up.ts';
import type { Request, Route } from './types.ts';
import { NO_CONTENT } from './types.ts';

const MESSAGE = '/webhooks/:app/:token/messages/:message';

/** Answers to interactions: the first one, and those that follow over the webhook. */
export const interactionRoutes: Route[] = [
  {
    method: 'POST',
    path: '/interactions/:interaction/:token/callback',
    isOpen: true,
    run: (desk, request) => {
      const interaction = desk.interactions.byId(request.params['interaction'] ?? '');
      if (interaction === undefined || interaction.token !== request.params['token']) throw unknownInteraction();
      const message = respond(desk, interaction, objectIn(request));
      if (request.query['with_response'] !== 'true') return NO_CONTENT;
      return { body: callbackShape(desk, interaction, message) };
    },
  },
  {
    method: 'POST',
    path: '/webhooks/:app/:token',
    isOpen: true,
    run: (desk, request) => {
      const interaction = interactionIn(desk, request);
      const original = desk.store.message(interaction.channel, interaction.original ?? '');
      const given = objectIn(request);
      // Straight after a deferral it edits what was deferred.
      const isThinking = original !== undefined && (original.flags & MessageFlags.Loading) !== 0;
      const message = isThinking ? editMessage(desk, original, given) : answerMessage(desk, interaction, given);
      return { body: messageShape(desk, message) };
    },
  },
  {
    method: 'GET',
    path: MESSAGE,
    isOpen: true,
    run: (desk, request) => ({ body: messageShape(desk, followed(desk, request)) }),
  },
  {
    method: 'PATCH',
    path: MESSAGE,
    isOpen: true,
    run: (desk, request) => ({
      body: messageShape(desk, editMessage(desk, followed(desk, request), objectIn(request))),
    }),
  },
  {
    method: 'DELETE',
    path: MESSAGE,
    isOpen: true,
    run: (desk, request) => {
      removeMessage(desk, followed(desk, request));
      return NO_CONTENT;
    },
  },
];

/** @throws 10015 before any first answer, 50027 once the token is too old */
function interactionIn(desk: Desk, { params }: Request): Interaction {
  const interaction = desk.interactions.byToken(params['token'] ?? '');
  if (params['app'] !== desk.app.id || interaction === undefined) throw unknownWebhook();
  if (!desk.interactions.isTokenAlive(interaction)) throw invalidWebhookToken();
  if (interaction.answer === undefined) throw unknownWebhook();
  return interaction;
}

/** `@original`, or another message of this interaction. @throws 10008 */
function followed(desk: Desk, request: Request): Message {
  const interaction = interactionIn(desk, request);
  const wanted = request.params['message'];
  const id = wanted === '@original' ? interaction.original : wanted;
  const message = desk.store.message(interaction.channel, id ?? '');
  const isOwn = message !== undefined && (message.id === interaction.original || message.cause?.id === interaction.id);
  if (!isOwn) throw unknownMessage();
  return message;
}

function callbackShape(desk: Desk, interaction: Interaction, message: Message | undefined): Json {
  const { id, type, answer, token } = interaction;
  const isThinking = message !== undefined && (message.flags & MessageFlags.Loading) !== 0;
  return {
    interaction: {
      id,
      type,
      activity_instance_id: null,
      response_message_id: message?.id ?? null,
      response_message_loading: isThinking,
      response_message_ephemeral: message?.only !== undefined,
      channel_id: interaction.channel,
      interaction_token: token,
    },
    resource: { type: answer?.type, ...(message === undefined ? {} : { message: messageShape(desk, message) }) },
  };
}
