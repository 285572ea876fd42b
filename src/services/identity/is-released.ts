import type { Deps } from '../deps.ts';
import { gaveUp } from './entries.ts';

/** Whether an e-mail was given up and proved by no chat since: nobody's word says whose it is now (A8). `email` in normal form. */
export async function isReleased({ store }: Pick<Deps, 'store'>, email: string): Promise<boolean> {
  const [first, owner] = await Promise.all([store.people.meant([email]), store.people.byEmail(email)]);
  const isSure = owner?.emails.some(({ address, proved }) => address === email && proved) ?? false;
  return !isSure && first.some((person) => gaveUp(person, email));
}
