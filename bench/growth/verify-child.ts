import { createAuditVerify } from '../../src/services/audit/verify.ts';
import { organisation } from '../pipeline/organisation.ts';
import { openLine } from '../pipeline/line.ts';
import type { VerifySettings, Verified } from './verify.ts';

/** Verifies in a process of its own, so that its memory is that of verifying alone, and tells what it found. */
const { people, ...settings } = JSON.parse(process.argv[2] ?? '{}') as VerifySettings;
const { catalogue, chat } = organisation({ people });
const line = await openLine({ ...settings, catalogue, chats: [chat.chat], worker: false });
const before = process.memoryUsage.rss();
let most = before;
const from = performance.now();
const verify = createAuditVerify({ store: line.store, clock: line.clock, tenant: catalogue.tenant });
const report = await verify({ progress: () => (most = Math.max(most, process.memoryUsage.rss())) });
const found: Verified = {
  ok: report.ok,
  entries: report.entries,
  accesses: report.accesses,
  problems: report.problems.slice(0, 3).map(({ sentence }) => sentence),
  ms: performance.now() - from,
  grownMb: (most - before) / 1e6,
  mostMb: most / 1e6,
};
process.send?.(found);
await line.close();
process.disconnect();
