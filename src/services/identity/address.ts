import type { Account } from '../../domain/identity.ts';
import { parseAccountKey } from '../../domain/identity.ts';
import type { Chats } from '../../ports/chat.ts';

/** The accounts that an address may belong to: those whose e-mail it is, or the one that it writes out. */
export async function accountsAt(address: string, chats: Chats): Promise<readonly Account[]> {
  if (!address.includes('@')) {
    const written = parseAccountKey(address);
    return written && chats.has(written.platform) ? [written] : [];
  }
  const found: Account[] = [];
  for (const chat of chats.values()) {
    const account = await chat.accountByEmail(address);
    if (account) found.push(account);
  }
  return found;
}
