import { createAuditVerify } from '../services/audit-verify.ts';
import type { VerifyReport } from '../services/audit-verify.ts';
import type { ExitCode, Io } from './io.ts';
import { outJson } from './io.ts';
import { tenantOf, withStore } from './with-store.ts';

interface Options {
  readonly json?: boolean;
  readonly tenant?: string;
  readonly anchor?: { readonly seq: number; readonly hash: string };
}

/** What is shown to people of a long list; --json has it all. */
const shown = 20;

/** 0 where the record is whole, else 1. */
export async function auditVerify(io: Io, options: Options): Promise<ExitCode> {
  const tenant = await tenantOf(io, options.tenant);
  const report = await withStore(io, tenant, (store) =>
    createAuditVerify({ store, clock: { now: Date.now }, tenant })({
      anchor: options.anchor,
      progress: ({ entries, accesses }) => io.say(`latchkey: ${entries} entries, ${accesses} accesses so far`),
    }),
  );
  await (options.json === true ? outJson(io, report) : io.out(`${readable(report).join('\n')}\n`));
  return report.ok ? 0 : 1;
}

function readable({ ok, entries, accesses, head, problems, unchained }: VerifyReport): string[] {
  const counted = `${entries} entries, ${accesses} accesses`;
  const end = head === null ? 'The chain is empty.' : `The chain ends at ${head.seq}:${head.hash}`;
  if (ok) return [`The record is whole: ${counted}.`, end];
  return [
    `The record is NOT whole: ${counted}, ${problems.length} problems, ${unchained.length} events not chained.`,
    ...some(problems.map(({ sentence }) => sentence)),
    ...some(unchained.map(({ id, at }) => `Event ${id} of ${at} is not in the chain yet, after more than a minute.`)),
    end,
  ];
}

function some(lines: readonly string[]): string[] {
  const more = lines.length - shown;
  return [...lines.slice(0, shown), ...(more > 0 ? [`… and ${more} more: --json shows all.`] : [])];
}
