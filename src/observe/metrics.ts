import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client';
import type { Metrics } from '../ports/log.ts';

export interface MetricsPage {
  /** How far this machine's clock is behind MongoDB's, in seconds. */
  clockOffset(seconds: number): void;
  /** In Prometheus' text format. */
  text(): Promise<string>;
  readonly contentType: string;
}

/** Latchkey's own figures beside those of the process, in a registry of their own. */
export function createMetrics(): Metrics & MetricsPage {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const decided = new Counter({
    name: 'latchkey_commands_decided_total',
    help: 'Commands decided, by what was asked and how it went: ok, or the code of the refusal',
    labelNames: ['command', 'outcome'],
    registers: [register],
  });
  const effects = new Counter({
    name: 'latchkey_effects_total',
    help: 'Tries of effects, by kind and how each went',
    labelNames: ['kind', 'outcome'],
    registers: [register],
  });
  const refused = new Counter({
    name: 'latchkey_jobs_refused_total',
    help: 'Jobs in Redis that were not carried out: without a valid seal, or malformed',
    labelNames: ['queue', 'fault'],
    registers: [register],
  });
  const seconds = new Histogram({
    name: 'latchkey_decision_seconds',
    help: 'From hearing a command to its decision',
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120, 600],
    registers: [register],
  });
  const blocked = new Gauge({
    name: 'latchkey_blocked_places',
    help: 'Chats and channels that refuse every message now, by the platform’s code; channel is empty for a whole chat',
    labelNames: ['platform', 'channel', 'code'],
    registers: [register],
  });
  const connections = new Gauge({
    name: 'latchkey_refused_connections',
    help: 'Chats that refuse the connection by which Latchkey gets commands and clicks, by the platform’s code',
    labelNames: ['platform', 'code'],
    registers: [register],
  });
  const offset = new Gauge({
    name: 'latchkey_clock_offset_seconds',
    help: "MongoDB's clock less this machine's, as last measured; Latchkey goes by MongoDB's",
    registers: [register],
  });
  return {
    clockOffset: (value) => offset.set(value),
    blocked(platform, channel, code, isBlocked) {
      const labels = { platform, channel: channel ?? '', code };
      if (isBlocked) blocked.set(labels, 1);
      else blocked.remove(labels);
    },
    connectionRefused(platform, code, isRefused) {
      if (isRefused) connections.set({ platform, code }, 1);
      else connections.remove({ platform, code });
    },
    decided: (command, outcome) => decided.inc({ command, outcome }),
    effect: (kind, outcome) => effects.inc({ kind, outcome }),
    jobRefused: (queue, fault) => refused.inc({ queue, fault }),
    decisionSeconds: (value) => seconds.observe(value),
    text: () => register.metrics(),
    contentType: register.contentType,
  };
}
