import type { Client } from '../../src/domain/catalogue.ts';
import { createBindingTokens } from '../../src/decisions/requests/tokens.ts';
import { createDecisionRoutes } from '../../src/decisions/routes.ts';
import { tokenDigest } from '../../src/lib/bearer.ts';
import type { ApiRoute } from '../../src/ports/http.ts';
import { startHttp } from '../../src/http/index.ts';
import type { House } from '../support/house.ts';
import { silent } from '../support/house.ts';

export const token = 'gateway-token-of-the-tests';

export const gateway: Client = {
  id: 'gateway',
  tokenVariable: 'GATEWAY_TOKEN',
  products: ['acme-prod'],
  instances: ['mdm-eu'],
  may: ['evaluate', 'search'],
  owners: [],
  limits: { evaluations: 1_000_000, searches: 1_000_000, requests: 1_000_000 },
};

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly json: unknown;
}

/** A listener of the real server with these routes alone, on a free port. */
export function listenerOf(apis: readonly ApiRoute[]) {
  return startHttp({
    port: 0,
    host: '127.0.0.1',
    log: silent,
    metrics: { text: () => Promise.resolve(''), contentType: 'text/plain' },
    ready: () => Promise.resolve({ ready: true, waitingFor: [] }),
    mounts: [],
    apis,
  });
}

/** The decision API over a house, on a free port. */
export async function openApi(
  house: House | null,
  clients: readonly Client[] = [gateway],
  {
    publicUrl = null,
    secrets = [new Uint8Array(32).fill(7)],
  }: { readonly publicUrl?: string | null; readonly secrets?: readonly Uint8Array[] } = {},
) {
  const known = clients.map((client, index) => ({
    client,
    digests: [tokenDigest(index === 0 ? token : `${token}-${client.id}`)],
  }));
  const tokens = await createBindingTokens(secrets, 'tests', () => house?.now() ?? 0);
  const http = await listenerOf(
    createDecisionRoutes({ clients: known, publicUrl, log: silent, now: () => house?.now() ?? 0 }, () =>
      house === null
        ? null
        : { ...house.services.decisions, asking: { requests: house.services.decisions.requests, tokens } },
    ),
  );
  const url = `http://127.0.0.1:${http.port}`;
  const ask = async (path: string, body: unknown, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(url + path, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    return { status: response.status, headers: response.headers, json: isJson ? JSON.parse(text) : text };
  };
  const get = async (path: string, headers: Record<string, string> = {}): Promise<Answer> => {
    const response = await fetch(path.startsWith('http') ? path : url + path, {
      headers: { authorization: `Bearer ${token}`, ...headers },
    });
    return { status: response.status, headers: response.headers, json: await response.json() };
  };
  return { url, ask, get, tokens, close: () => http.close() };
}

export type Api = Awaited<ReturnType<typeof openApi>>;
