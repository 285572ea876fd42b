import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ears } from '../../../src/ports/platform.ts';
import { eventually } from '../../support/until.ts';
import { ids, localDiscord } from './local.ts';
import type { Local } from './local.ts';

describe('the adapter at the local Discord', () => {
  let local: Local;
  let ears: Ears;
  beforeAll(async () => {
    local = await localDiscord();
    ears = await local.listen();
  });
  afterAll(async () => {
    await ears.close();
    await local.close();
  });

  it('answers a command in the place of “is thinking …”', async () => {
    const { ok, response } = await local.command(ids.ada, ['request', 'console'], {
      product: 'acme-prod',
      duration: '4h',
    });
    expect({ ok, response }).toEqual({ ok: true, response: { type: 5 } });
    const message = await eventually(async () =>
      (await local.messages(ids.ada, ids.general)).find((one) => one.embeds[0]?.description === 'Heard request'),
    );
    expect(message).toMatchObject({ ephemeral: true });
    expect(local.calls.at(-1)).toMatchObject({
      command: 'request',
      args: { kind: 'console', product: 'acme-prod', duration: '4h' },
      account: { platform: 'discord', workspace: '', user: ids.ada },
    });
  });

  it('posts a card, finds it by its key, edits it and still finds it', async () => {
    const since = Date.now();
    const { chat } = local;
    const mentions = new Map();
    const card = (title: string) => ({
      summary: `${title}: ada`,
      title,
      tone: 'waiting' as const,
      blocks: [{ kind: 'facts' as const, rows: [{ label: 'Who', value: ['ada@acme.test'] }] }],
      buttons: [{ label: 'Approve', style: 'primary' as const, command: 'approve', args: { id: '3f7k2m9qx4tb' } }],
    });
    const ref = await chat.post(ids.approvals, card('Access request'), 'key 1', mentions);
    expect(await chat.find(ids.approvals, 'key 1', since)).toEqual(ref);
    await chat.update(ref, { ...card('Access granted'), buttons: [] }, mentions);
    expect(await chat.find(ids.approvals, 'key 1', since)).toEqual(ref);
    const [message] = await local.messages(ids.ada, ids.approvals);
    expect(message?.embeds[0]?.description).toBe('### ⏳ Access granted');
  });
});
