import type { BlockAction, ViewSubmitAction } from '@slack/bolt';
import { cut } from '../../../domain/cut.ts';
import { ChatRefused } from '../../../ports/chat.ts';
import { atTheDoor } from '../../form-door.ts';
import type { SlackReply } from '../outbound/answer.ts';
import { noForm } from '../outbound/sentences.ts';
import { once } from './ack.ts';
import type { Ack } from './ack.ts';
import { blockFor, formView, readForm } from './form.ts';
import { emptyForm, readState } from './form-state.ts';
import type { FormParts } from './handling.ts';
import { accountOf, callOf, delivery, viewReply, writeMetadata } from './parse.ts';

/** The form “Request access”: opened, changed as it is filled in, and sent. */
export function createRequestForm({ commands, workspace, answer, web, log, handling }: FormParts) {
  const { safely, confirmed, tell } = handling;

  async function openForm(trigger: string, reply: SlackReply): Promise<void> {
    const instead = await atTheDoor(commands, accountOf(reply, workspace), log);
    if (instead) return answer(reply, instead);
    const view = formView(commands.choices, emptyForm, writeMetadata(reply));
    try {
      await web('views.open', (client) => client.views.open({ trigger_id: trigger, view }));
    } catch (error) {
      log.warn({ err: error }, 'the form could not be opened');
      await answer(reply, noForm());
    }
  }

  async function updateForm(body: BlockAction): Promise<void> {
    if (!body.view) return;
    const { id, hash, state, private_metadata: metadata } = body.view;
    const view = formView(commands.choices, readState(state.values, commands.choices), metadata);
    try {
      await web('views.update', (client) => client.views.update({ view_id: id, hash, view }));
    } catch (error) {
      // A newer choice is on its way, or the form was closed.
      if (!(error instanceof ChatRefused && /^(hash_conflict|not_found|view_not_found)$/.test(error.code))) throw error;
    }
  }

  async function submit(body: ViewSubmitAction, given: Ack, at: number): Promise<void> {
    const reply = viewReply(body, at);
    const ack = once(given);
    await safely('the form', reply, ack, async () => {
      const state = readState(body.view.state.values, commands.choices);
      const form = readForm(commands.choices, state);
      const blocks = Object.keys(state.values);
      const refuse = (block: string, sentence: string) =>
        ack({ response_action: 'errors', errors: { [block]: cut(sentence, 1_000) } });
      if (!form.ok) {
        await refuse(blocks.includes(form.block) ? form.block : blockFor(undefined, blocks), form.sentence);
        return;
      }
      const call = callOf(form.typed, reply, { workspace, delivery: delivery(body.view.id, body), at });
      const outcome = await confirmed(call, reply);
      if (!outcome.ok) {
        await refuse(blockFor(outcome.field, blocks), outcome.message.summary);
        return;
      }
      await ack();
      await tell(outcome, reply, at);
    });
  }

  return { openForm, updateForm, submit };
}
