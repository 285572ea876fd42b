import { describe, expect, it } from 'vitest';
import { createMetrics } from '../../src/observe/index.ts';

describe('the metrics', () => {
  it('count decisions and effects, and time decisions', async () => {
    const metrics = createMetrics();
    metrics.decided('approve', 'ok');
    metrics.decided('approve', 'ok');
    metrics.decided('approve', 'no-authority');
    metrics.effect('outbox', 'later');
    metrics.decisionSeconds(0.02);
    metrics.decisionSeconds(3);
    const lines = (await metrics.text()).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        'latchkey_commands_decided_total{command="approve",outcome="ok"} 2',
        'latchkey_commands_decided_total{command="approve",outcome="no-authority"} 1',
        'latchkey_effects_total{kind="outbox",outcome="later"} 1',
        'latchkey_decision_seconds_bucket{le="0.025"} 1',
        'latchkey_decision_seconds_count 2',
      ]),
    );
    expect(metrics.contentType).toMatch(/^text\/plain; version=0\.0\.4/);
  });

  it('hold the figures of the process too, each set for itself', async () => {
    const [one, other] = [createMetrics(), createMetrics()];
    one.decided('deny', 'ok');
    expect(await one.text()).toContain('process_cpu_user_seconds_total');
    expect(await other.text()).not.toContain('command="deny"');
  });
});
