import { afterEach } from 'vitest';
import type { Catalogue, Client } from '../../src/domain/catalogue.ts';
import { testCatalogue } from '../support/catalogue.ts';
import { openHouses } from '../support/open-house.ts';
import type { OpenHouse } from '../support/open-house.ts';
import type { Answered } from './answered.ts';
import type { Api } from './open-api.ts';
import { gateway, openApi, token } from './open-api.ts';

const opened = openHouses(['ada', 'grace', 'hugo', 'lena', 'mia', 'petra']);
/** A client that may request, run by Petra. */
export const asker: Client = {
  ...gateway,
  may: ['evaluate', 'search', 'request'],
  owners: ['petra@acme.test'],
  actors: [{ issuer: 'https://agents.acme.test', id: 'invoice-agent' }],
};
/** Another one, run by Grace. */
export const crm: Client = { ...asker, id: 'crm', owners: ['grace@acme.test'], actors: [] };

const products = [{ id: 'acme-prod', name: 'ACME production', administrators: ['ada@acme.test', 'petra@acme.test'] }];
export const user = (name: string) => ({ type: 'user', id: `${name}@acme.test` });
export const console_ = { action: { name: 'console' }, resource: { type: 'product', id: 'acme-prod' } };
export const onInstance = (name: string) => ({ action: { name }, resource: { type: 'instance', id: 'mdm-eu' } });

export interface Decided {
  readonly decision: boolean;
  readonly context: Record<string, unknown> & {
    readonly evaluation_id?: string;
    readonly access_request?: {
      readonly expires_at: string;
      readonly binding_token: string;
      readonly request_schema_url: string;
    };
  };
}

let api: Api | null = null;
afterEach(async () => {
  await api?.close();
  api = null;
});

/** A house with the requests of the decision API over it; what was started is closed after each test. */
export async function start(change: Partial<Catalogue> = {}, clients: readonly Client[] = [asker, crm]) {
  const open = await opened(testCatalogue({ products, clients, ...change }));
  for (const one of ['Uada', 'Ugrace', 'Umia', 'Ulena', 'Upetra']) await open.house.say(one, 'mine', {});
  const made = await openApi(open.house, clients, { publicUrl: 'https://latchkey.acme.test' });
  api = made;
  return { ...open, api: made, ...using(made, open) };
}

/** What a client does: evaluate, request, look. */
export function using(made: Api, { house }: Pick<OpenHouse, 'house'>) {
  const decide = async (whole: object, headers = {}) =>
    (await made.ask('/access/v1/evaluation', whole, headers)).json as Decided;
  const denialOf = ({ context }: Decided) => ({
    evaluation_id: context.evaluation_id,
    expires_at: context.access_request?.expires_at,
    binding_token: context.access_request?.binding_token,
  });
  const submit = async (body: object, headers: Record<string, string> = {}) => {
    const answer = await made.ask('/access/v1/requests', body, headers);
    await house.settle();
    return { ...answer, json: answer.json as Answered };
  };
  /** Evaluates, and requests what was denied. */
  const request = async (whole: object, more: object = {}, headers: Record<string, string> = {}) => {
    const denied = await decide(whole, headers);
    return submit({ ...whole, denial: denialOf(denied), ...more }, headers);
  };
  const look = async (id: string, headers = {}) => {
    const answer = await made.get(`/access/v1/requests/${id}`, headers);
    return { ...answer, json: answer.json as Answered };
  };
  return { decide, denialOf, submit, request, look };
}

export const asCrm = { authorization: `Bearer ${token}-crm` };
export const urn = (name: string) => `urn:openid:authzen:access-request:error:${name}`;
