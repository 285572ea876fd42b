import { readFileSync, statSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { addSystems, withSystems } from '../../../sandbox/runner/systems.ts';
import { load } from '../../config/loading.ts';

const example = readFileSync(new URL('../../../latchkey.yml', import.meta.url), 'utf8');
const secret = Buffer.alloc(32, 5).toString('base64');

describe('a configuration with the page’s systems in it', () => {
  it('is one that Latchkey takes, with everything that was in it before', async () => {
    const systems = await addSystems(example, 4600, secret, undefined);
    try {
      const text = readFileSync(systems.path, 'utf8');
      const loaded = load(text);
      expect(loaded.ok ? [] : loaded.problems).toEqual([]);
      const { webhooks, inbound, clients, ...others } = parse(text) as Record<string, unknown>;
      expect(others).toEqual(parse(example));
      expect(webhooks).toMatchObject([
        { id: 'sandbox', url: 'http://127.0.0.1:4600/systems/receiver', network: 'private' },
      ]);
      expect(inbound).toMatchObject([{ id: 'sandbox', may: ['facts', 'request', 'ticket'] }]);
      expect(clients).toMatchObject([{ id: 'sandbox', products: ['acme-prod', 'acme-staging', 'acme-billing'] }]);
      expect(text).not.toContain(systems.clientToken);
      expect(statSync(systems.path).mode & 0o777).toBe(0o600);
    } finally {
      await systems.stop();
    }
  });

  it('has the systems beside those of its own, once, also when it is made again', () => {
    const own = `${example}\nclients:\n  - { id: gateway, token: { env: T }, products: [acme-prod], may: [evaluate] }\n`;
    const twice = parse(withSystems(withSystems(own, 1), 2)) as {
      clients: { id: string }[];
      webhooks: { url: string }[];
    };
    expect(twice.clients.map(({ id }) => id)).toEqual(['gateway', 'sandbox']);
    expect(twice.webhooks.map(({ url }) => url)).toEqual(['http://127.0.0.1:2/systems/receiver']);
  });
});
