import { request } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Page } from '../../../sandbox/page/server.ts';
import { startPage } from '../../../sandbox/page/server.ts';
import { tourFrom } from '../../../sandbox/page/tour.ts';
import { openSlack } from './support.ts';

describe('the page’s server', () => {
  let slack: Awaited<ReturnType<typeof openSlack>>;
  let page: Page;
  beforeAll(async () => {
    slack = await openSlack();
    page = await startPage({ slackUrl: slack.slack.url });
  });
  afterAll(async () => {
    await page.stop();
    await slack.slack.stop();
  });

  it('serves the page with all that it needs, and lets it load nothing else', async () => {
    const index = await fetch(page.url);
    expect(index.headers.get('content-security-policy')).toContain("default-src 'self'");
    const named = (await index.text()).match(/(?:src|href)="\/([^"]+)"/g) ?? [];
    expect(named.length).toBe(2);
    for (const one of named) {
      const file = await fetch(new URL(one.split('"')[1]!, page.url));
      expect([one, file.status]).toEqual([one, 200]);
    }
  });

  it('passes on to the local Slack, streams included', async () => {
    const world = (await (await fetch(`${page.url}slack/world`)).json()) as { team: { name: string } };
    expect(world.team.name).toBe('ACME');
    const stream = await fetch(`${page.url}slack/events`);
    const reader = stream.body!.pipeThrough(new TextDecoderStream()).getReader();
    expect((await reader.read()).value).toContain('event: hello');
    await reader.cancel();
  });

  it('answers neither other names nor other sites', async () => {
    const status = (headers: Record<string, string>) =>
      new Promise<number | undefined>((resolve) => {
        request({ host: '127.0.0.1', port: page.port, path: '/slack/world', headers }, (answer) => {
          answer.resume();
          resolve(answer.statusCode);
        }).end();
      });
    const own = `127.0.0.1:${page.port}`;
    expect(await status({ host: own })).toBe(200);
    expect(await status({ host: 'evil.test' })).toBe(403);
    expect(await status({ host: own, origin: 'http://evil.test' })).toBe(403);
    expect(await status({ host: own, origin: 'null' })).toBe(403);
  });

  it('says by its code that a port is taken', async () => {
    await expect(startPage({ port: page.port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
  });
});

describe('the tour', () => {
  it('follows the configuration', () => {
    const text = `
people: { domains: [corp.test] }
latchkey: { auditors: [Otto@corp.test] }
products: [{ id: empty, name: Empty }, { id: crm, name: The CRM, administrators: [Zoe@corp.test] }]
channels: { audit: { slack: C0AU } }`;
    expect(tourFrom(text)).toEqual({
      requester: 'mia@corp.test',
      approver: 'zoe@corp.test',
      product: { id: 'crm', name: 'The CRM' },
      auditor: 'otto@corp.test',
      auditChannel: 'C0AU',
    });
  });

  it('is not offered where nobody administers a product', () => {
    expect(tourFrom('instances: [{ id: mdm, name: MDM }]')).toBeUndefined();
  });
});
