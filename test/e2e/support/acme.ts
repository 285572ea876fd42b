import { expect } from 'vitest';
import { programsType } from '../../support/limits.ts';
import { until } from '../../support/until.ts';
import { accessIdIn } from './access-id.ts';
import { createControl, createForger } from './another-slack/forged.ts';
import type { Exported } from './crowd.ts';
import { exported } from './exported.ts';
import { folder, freePort, startLatchkey, startSandbox } from './processes.ts';
import { createPeople, whole } from './slack.ts';
import type { SlackMessage } from './slack.ts';

const configuration = `
latchkey: { administrators: [ada@acme.test], auditors: [otto@acme.test] }
people: { domains: [acme.test] }
defaults: { always: true, maxDuration: 30d }
${programsType}
products:
  - { id: acme-prod, name: ACME production, administrators: [ada@acme.test, sven@acme.test] }
  - { id: acme-staging, name: ACME staging, administrators: [ada@acme.test] }
  - { id: acme-billing, name: ACME billing, administrators: [petra@acme.test, omar@acme.test] }
instances:
  - id: mdm-eu
    name: Device management, Europe
    members:
      Administrator: [grace@acme.test, ada@acme.test, sven@acme.test]
      Help desk: [hugo@acme.test, kim@acme.test, fay@acme.test]
    items: [{ id: pc-12, kind: asset }, { id: pc-40, kind: asset }]
  - { id: mdm-us, name: Device management America, members: { Administrator: [grace@acme.test] } }
channels:
  approvals: { slack: C0APPROVE }
  audit: { slack: C0AUDIT }
approvals:
  - { match: { kind: role, role: Administrator }, stages: [{ of: authority, count: 2 }] }
  - match: { kind: console, product: acme-billing }
    stages: [{ of: authority, count: 1 }, { of: [petra@acme.test, omar@acme.test], count: 1 }]
`;

export const approvals = 'C0APPROVE';
export const label = (name: string) => `${name}@acme.test`;
export const idIn = (message: SlackMessage) => accessIdIn(whole(message)) ?? 'no id';

/** A line of the export, as far as it is looked at here. */
interface Line extends Exported {
  readonly subject: string | null;
  readonly entitlement: string | null;
  readonly facts: { readonly until?: number | null; readonly code?: string; readonly asked?: string };
}

/** ACME with its local Slack and a Latchkey of its own, and what tests do there and look at. */
export async function startAcme() {
  const files = await folder({ 'latchkey.yml': configuration });
  const port = await freePort();
  const events = `http://127.0.0.1:${port}/slack/events`;
  const config = `${files.path}/latchkey.yml`;
  const sandbox = await startSandbox(['--only', 'redis,mongo,slack', '--config', config, '--events-url', events]);
  const env: Record<string, string> = { ...sandbox.env, LATCHKEY_CONFIG: config };
  const app = await startLatchkey('all', env, port);
  const slack = sandbox.parts['slack']!;
  const people = createPeople(slack);
  const control = createControl(slack);
  const forger = await createForger(slack, events, env['SLACK_SIGNING_SECRET']!, approvals);

  /** Does something, and waits for what this person reads after it that says all of these. */
  async function after(
    does: () => Promise<unknown>,
    name: string,
    channel: string,
    ...words: readonly string[]
  ): Promise<SlackMessage> {
    const before = new Set((await people.messages(name, channel)).map(({ ts }) => ts));
    await does();
    return until(`${name} to read ${words.join(', ')} in ${channel}`, async () => {
      const fresh = (await people.messages(name, channel)).filter(({ ts }) => !before.has(ts));
      return fresh.find((message) => words.every((word) => whole(message).includes(word)));
    });
  }
  const typed = (name: string, line: string, ...words: readonly string[]) =>
    after(async () => expect(await people.type(name, line)).toMatchObject({ ok: true }), name, 'app', ...words);
  const forged = (name: string, action: { action_id: string; value: string }, ...words: readonly string[]) =>
    after(
      async () => expect(await forger.press(name, action)).toMatchObject({ status: 200 }),
      name,
      approvals,
      ...words,
    );

  const everyEntry = async () => (await exported(env)) as readonly Line[];
  const eventsOf = async (name: string, entitlement: string) =>
    (await everyEntry())
      .filter((one) => one.subject === `${name}@acme.test` && one.entitlement === entitlement)
      .map((one) => one.event);
  /** The approvals channel's card about this person and this entitlement. */
  const cardOf = (who: string, what: string) => people.reads('ada', approvals, ' wants ', who, what);

  return {
    env,
    people,
    control,
    forger,
    after,
    typed,
    forged,
    exported: everyEntry,
    eventsOf,
    cardOf,
    async stop() {
      await app.stop();
      await sandbox.stop();
      await files.remove();
    },
  };
}

export type Acme = Awaited<ReturnType<typeof startAcme>>;
