import { afterEach, describe, expect, it } from 'vitest';
import { ownMessage, readDirectLine } from '../../../../src/chat/slack/inbound/direct-line.ts';
import { expectAllAsked, slackAnswers } from '../helpers.ts';
import { deliver, listening, outcome } from '../listening.ts';
import type { Listening } from '../listening.ts';

const event = (text: string, more: object = {}) => ({
  type: 'message',
  channel_type: 'im',
  user: 'U0G9QF9C6',
  channel: 'D1',
  ts: '1795305610.000100',
  text,
  ...more,
});

describe('a line in the app’s direct channel', () => {
  it.each([
    ['request console acme-prod for 2h because the audit is due', 'request'],
    ['GIVE back 3f7k2m9qx4tb', 'give-back'],
    ['approve 3f7k2m9qx4tb.', 'approve'],
    ['mine!', 'mine'],
    ['grant role:mdm-eu/Reader to <@U1>', 'grant'],
    ['aprove 3f7k2m9qx4tb', 'help'],
  ])('is a command where the grammar has it so: %s', (text, command) => {
    expect(readDirectLine(text, 'T1')).toMatchObject({ kind: 'command', typed: { command } });
  });

  it.each([
    ['accept 3f7k2m9qx4tb', 'approve 3f7k2m9qx4tb'],
    ['Remove console acme-prod from <@U1>', 'revoke console acme-prod from <@U1>'],
    ['request acme-prod', 'request acme-prod'],
  ])('is offered where it is guessed: %s', (text, line) => {
    expect(readDirectLine(text, 'T1')).toEqual({ kind: 'guess', line });
  });

  it.each(['', '  ', 'mine\nmine', `request ${'x'.repeat(2_000)}`])('is something else: %j', (text) => {
    expect(readDirectLine(text, 'T1')).toEqual({ kind: 'other' });
  });

  it.each([
    { subtype: 'message_changed' },
    { subtype: 'file_share' },
    { bot_id: 'B1' },
    { app_id: 'A1' },
    { channel_type: 'channel' },
    { channel_type: 'mpim' },
    { text: undefined },
    { user: undefined },
  ])('is nobody’s own words: %j', (more) => {
    expect(ownMessage(event('mine', more))).toBeNull();
    expect(ownMessage(event('mine'))).toMatchObject({ text: 'mine' });
  });
});

describe('what somebody writes to the app', () => {
  let slack: Listening | undefined;
  afterEach(async () => {
    await slack?.close();
    slack = undefined;
    expectAllAsked();
  });
  const write = async (to: Listening, text: string, more: object = {}) => {
    const body = { type: 'event_callback', team_id: 'T1', event_id: `Ev${text}`, event: event(text, more) };
    expect((await deliver(to, body)).status).toBe(200);
    await to.idle();
  };
  const told = () => {
    void slackAnswers('conversations.open', { ok: true, channel: { id: 'D1' } });
    return slackAnswers('chat.postMessage', { ok: true, ts: '1.1', channel: 'D1' });
  };

  it('is carried out, called by channel and time however often it comes, and answered there', async () => {
    slack = await listening(() => Promise.resolve(outcome('What you have')));
    const first = told();
    await write(slack, 'mine');
    expect(await first).toMatchObject({ text: 'What you have' });
    await write(slack, 'mine');
    expect(slack.calls).toMatchObject([
      {
        command: 'mine',
        delivery: 'slack-D1-1795305610.000100',
        account: { user: 'U0G9QF9C6', workspace: 'T1' },
        line: 'mine',
      },
    ]);
  });

  it('is offered as a button where it is guessed, and not carried out', async () => {
    slack = await listening(() => Promise.resolve(outcome('Done.')));
    const offered = told();
    await write(slack, 'accept 3f7k2m9qx4tb');
    const drawn = JSON.stringify(await offered);
    expect(drawn).toContain('approve 3f7k2m9qx4tb');
    expect(drawn).toContain('access:typed:');
    expect(slack.calls).toEqual([]);
  });

  it('is told once how it goes where it is something else', async () => {
    slack = await listening(() => Promise.resolve(outcome('There’s no command “thanks”.', false)));
    const how = told();
    await write(slack, 'thanks a lot');
    expect(JSON.stringify(await how)).toContain('/access help');
    await write(slack, 'really!', { ts: '1795305611.000100' });
    await write(slack, 'two\nlines', { ts: '1795305612.000100' });
  });

  it('of a bot, an edit or another place is nothing', async () => {
    slack = await listening(() => Promise.resolve(outcome('Done.')));
    await write(slack, 'mine', { bot_id: 'B1' });
    await write(slack, 'mine', { subtype: 'message_changed' });
    await write(slack, 'mine', { channel_type: 'channel' });
    expect(slack.calls).toEqual([]);
  });
});
