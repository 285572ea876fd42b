export { createLog } from './log.ts';
export type { LogSettings } from './log.ts';
export { createMetrics } from './metrics.ts';
export type { MetricsPage } from './metrics.ts';
