import { describe, expect, it } from 'vitest';
import { messageChecks } from '../../../src/cli/doctor/messages.ts';
import type { CardRecord } from '../../../src/ports/messages.ts';

const since = Date.UTC(2026, 10, 29, 12);
const record = (kind: CardRecord['kind'], channel: string, code: string): CardRecord => ({
  id: `${kind}-${channel}`,
  kind,
  platform: 'slack',
  channel,
  access: null,
  ask: null,
  from: null,
  to: null,
  person: null,
  ref: null,
  shown: 0,
  attemptedAt: null,
  failed: null,
  trouble: { code, since, tries: 1 },
});

describe('what doctor says of messages that wait', () => {
  it('is fine where none does', () => {
    expect(messageChecks([])).toEqual([expect.objectContaining({ ok: true })]);
  });

  it('is a problem for each channel and cause, with how many wait since when', () => {
    const audit = record('audit', 'C0AUDIT', 'not_in_channel');
    const [check, ...more] = messageChecks([audit, audit]);
    expect(more).toEqual([]);
    expect(check).toMatchObject({ ok: false });
    expect(check?.sentence).toContain(
      '2 messages wait for C0AUDIT in slack (not_in_channel) since 2026-11-29T12:00:00.000Z',
    );
  });

  it('is a warning where only direct messages wait', () => {
    expect(messageChecks([record('direct', 'D1', 'messages_tab_disabled')])).toEqual([
      expect.objectContaining({ ok: true, warning: true }),
    ]);
  });
});
