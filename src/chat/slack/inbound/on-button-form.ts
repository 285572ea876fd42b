import type { ViewSubmitAction } from '@slack/bolt';
import { cut } from '../../../domain/cut.ts';
import type { SlackReply } from '../outbound/answer.ts';
import { formModal, readSent } from '../outbound/button-form.ts';
import type { Asked } from '../outbound/button-form.ts';
import { foreignButton, noButtonForm } from '../outbound/sentences.ts';
import { once } from './ack.ts';
import type { Ack } from './ack.ts';
import { blockFor } from './form.ts';
import { readState } from './form-state.ts';
import type { FormParts } from './handling.ts';
import { accountOf, callOf, delivery, viewReply } from './parse.ts';

/** The forms behind the buttons of a card. */
export function createButtonForm({ commands, workspace, answer, web, log, handling }: FormParts) {
  const { safely, confirmed, tell } = handling;
  const names = new Set(commands.descriptions.map(({ name }) => name));

  /** The form behind a button: who may do it is checked when it is sent. */
  async function openButtonForm(asked: Asked, trigger: string, reply: SlackReply): Promise<void> {
    const over = commands.overViews(accountOf(reply, workspace));
    if (over) return answer(reply, over);
    const place = { channel: reply.channel, responseUrl: reply.responseUrl, at: reply.at };
    const view = formModal(asked, place) ?? formModal(asked, { ...place, responseUrl: null });
    try {
      if (view === null) throw new Error('the form behind a button does not fit');
      await web('views.open', (client) => client.views.open({ trigger_id: trigger, view }));
    } catch (error) {
      log.warn({ err: error }, 'the form behind a button could not be opened');
      const { id } = asked.args;
      await answer(reply, noButtonForm(asked.command, typeof id === 'string' ? id : ''));
    }
  }

  /** Sent; what is wrong in it is said there, and nothing that was filled in is lost. */
  async function sent(body: ViewSubmitAction, given: Ack, at: number): Promise<void> {
    const reply = viewReply(body, at);
    const ack = once(given);
    await safely('the form behind a button', reply, ack, async () => {
      const { values } = readState(body.view.state.values, commands.choices);
      const typed = readSent(body.view.private_metadata, values);
      if (typed === null || !names.has(typed.command)) {
        await ack();
        await answer(reply, foreignButton());
        return;
      }
      const call = callOf(typed, reply, { workspace, delivery: delivery(body.view.id, body), at });
      const outcome = await confirmed(call, reply);
      const blocks = Object.keys(values);
      const wrong = blocks.find((block) => values[block] !== undefined);
      if (!outcome.ok && wrong !== undefined) {
        const block = blockFor(outcome.field, blocks);
        await ack({ response_action: 'errors', errors: { [block]: cut(outcome.message.summary, 1_000) } });
        return;
      }
      await ack();
      await tell(outcome, reply, at);
    });
  }

  return { openButtonForm, sent };
}
