import { createHmac } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDocument } from 'yaml';
import type { Variables } from './environment.ts';

/** The id of the endpoint, the client and the hook that the sandbox adds to a configuration. */
const ID = 'sandbox';

/** A configuration with the page's Systems panel in it, and what the panel needs to play its part. */
export interface Systems {
  /** Of the file with everything in it. */
  path: string;
  /** The variables that the file names: secrets and the token. */
  env: Variables;
  webhookSecret: string;
  clientToken: string;
  hook: { id: string; secret: string };
  stop: () => Promise<void>;
}

/**
 * Adds an endpoint, a client of the decision API and an inbound hook for the page's Systems panel to a configuration. The
 * original file stays as it is.
 * @param secret of this installation; the others are derived from it
 * @param folder where the file is kept; a temporary one, removed by `stop`, where absent
 */
export async function addSystems(
  text: string,
  pagePort: number,
  secret: string,
  folder: string | undefined,
): Promise<Systems> {
  const derived = (label: string): Buffer => createHmac('sha256', secret).update(`sandbox ${label}`).digest();
  const webhookSecret = `whsec_${derived('endpoint').toString('base64')}`;
  const hookSecret = `whsec_${derived('hook').toString('base64')}`;
  const clientToken = derived('client').toString('hex');
  const place = folder ?? (await mkdtemp(join(tmpdir(), 'latchkey-systems-')));
  await mkdir(place, { recursive: true });
  const path = join(place, 'latchkey.yml');
  await writeFile(path, withSystems(text, pagePort), { mode: 0o600 });
  return {
    path,
    webhookSecret,
    clientToken,
    hook: { id: ID, secret: hookSecret },
    env: {
      SANDBOX_WEBHOOK_SECRET: webhookSecret,
      SANDBOX_CLIENT_TOKEN: clientToken,
      SANDBOX_HOOK_SECRET: hookSecret,
    },
    stop: () => (folder === undefined ? rm(place, { recursive: true, force: true }) : Promise.resolve()),
  };
}

/** The text of a configuration with the sandbox's endpoint, client and hook, beside those that it has. */
export function withSystems(text: string, pagePort: number): string {
  const document = parseDocument(text);
  const idsOf = (section: string): string[] =>
    list(document.toJS(), section).flatMap((one) => (typeof one['id'] === 'string' ? [one['id']] : []));
  const [products, instances] = [idsOf('products'), idsOf('instances')];
  const owner = `sandbox@${domainOf(document.toJS())}`;
  const entries = {
    webhooks: {
      id: ID,
      url: `http://127.0.0.1:${pagePort}/systems/receiver`,
      secret: { env: 'SANDBOX_WEBHOOK_SECRET' },
      network: 'private',
    },
    inbound: {
      ...{ id: ID, secret: { env: 'SANDBOX_HOOK_SECRET' }, products, instances },
      ...{ may: ['facts', 'request', 'ticket'], owners: [owner] },
    },
    clients: {
      ...{ id: ID, token: { env: 'SANDBOX_CLIENT_TOKEN' }, products, instances },
      ...{ may: ['evaluate', 'search', 'explain', 'request'], owners: [owner] },
    },
  };
  for (const [section, entry] of Object.entries(entries)) {
    const others = list(document.toJS(), section).filter(({ id }) => id !== ID);
    document.set(section, [...others, entry]);
  }
  return document.toString();
}

const list = (value: unknown, key: string): Record<string, unknown>[] => {
  const found = (value as Record<string, unknown> | null)?.[key];
  return Array.isArray(found) ? (found as Record<string, unknown>[]) : [];
};

/** The first of `people.domains`, else that of the first address anywhere. */
function domainOf(value: unknown): string {
  const people = (value as Record<string, { domains?: unknown[] } | undefined>)['people'];
  const [first] = people?.domains ?? [];
  return typeof first === 'string' ? first : (/@([\w.-]+)/.exec(JSON.stringify(value))?.[1] ?? 'acme.test');
}
