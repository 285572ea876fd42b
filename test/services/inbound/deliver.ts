import type { Catalogue, Client, Hook } from '../../../src/domain/catalogue.ts';
import type { ApiAnswer } from '../../../src/ports/http.ts';
import type { House } from '../../support/house.ts';
import { testCatalogue } from '../../support/catalogue.ts';

/** A hook that may do everything with what the test catalogue has. */
export const hr: Hook = {
  id: 'hr',
  secretVariable: 'HR_WEBHOOK_SECRET',
  products: ['acme-prod'],
  instances: ['mdm-eu'],
  may: ['facts', 'request', 'ticket'],
  owners: ['petra@acme.test'],
};

export const withHook = (change: Partial<Catalogue> = {}): Catalogue => testCatalogue({ inbound: [hr], ...change });

let serial = 0;

/** What a delivery with this body is answered: its status, with what it says. */
export async function deliver(
  house: House,
  type: string,
  data: object,
  { id = `msg_${++serial}`, hook = hr }: { readonly id?: string; readonly hook?: Hook } = {},
) {
  return shown(await house.services.inbound.take(hook, id, bodyOf(type, data)));
}

export function bodyOf(type: string, data: object): Uint8Array {
  return new TextEncoder().encode(JSON.stringify({ type, timestamp: '2026-11-22T12:00:00.000Z', data }));
}

export function shown(answer: ApiAnswer) {
  if ('problem' in answer) return { ...answer.problem };
  return { status: answer.status, ...(answer.json as object) };
}

/** `minutes` after the start of the house's clock, as a delivery says it. */
export const asOf = (minutes: number): string => new Date(Date.UTC(2026, 10, 22, 11) + minutes * 60_000).toISOString();

/** Has what was reported take effect, as a worker does within a second. */
export async function apply(house: House): Promise<void> {
  await house.services.reports.apply();
  await house.settle();
}

const gateway: Client = {
  id: 'gateway',
  tokenVariable: '',
  products: ['acme-prod'],
  instances: ['mdm-eu'],
  may: ['evaluate'],
  owners: [],
};

/** Whether somebody may open the console of acme-prod, as the policy decides with what counts now. */
export async function mayOpen(house: House, name: string): Promise<boolean> {
  const subject = { type: 'user', id: `${name}@acme.test` };
  const resource = { type: 'product', id: 'acme-prod' };
  return (await house.services.decisions.evaluate(gateway, { subject, action: 'console', resource })).decision;
}
