import type { Finding } from '../../../ports/platform.ts';

/** The scopes that the app asks for (`manifest.yml`); `without`: what Latchkey goes on without, else it can't work. */
export const scopes: readonly { readonly scope: string; readonly without?: string }[] = [
  { scope: 'commands' },
  { scope: 'chat:write' },
  { scope: 'im:write' },
  { scope: 'users:read' },
  { scope: 'users:read.email' },
  { scope: 'channels:read', without: 'it can’t check whether public channels still take messages' },
  { scope: 'groups:read', without: 'it can’t check whether private channels still take messages' },
  { scope: 'channels:history', without: 'a message in a public channel may be posted twice after a crash' },
  { scope: 'groups:history', without: 'a message in a private channel may be posted twice after a crash' },
  { scope: 'im:history', without: 'a direct message may be sent twice after a crash' },
];

/** What the granted scopes lack, as one sentence for each kind. Pure. */
export function lackingScopes(granted: readonly string[]): readonly Finding[] {
  const missing = scopes.filter(({ scope }) => !granted.includes(scope));
  const needed = missing.filter(({ without }) => without === undefined).map(({ scope }) => scope);
  const add = 'under “OAuth & Permissions” of the app and install it again';
  const problem: Finding = {
    sentence: `The app lacks ${needed.length === 1 ? 'the scope' : 'the scopes'} ${needed.join(', ')}: add ${needed.length === 1 ? 'it' : 'them'} ${add}.`,
    isProblem: true,
  };
  const warnings = missing.flatMap(({ scope, without }): readonly Finding[] =>
    without === undefined
      ? []
      : [{ sentence: `The app lacks the scope ${scope}, so ${without}: add it ${add}.`, isProblem: false }],
  );
  return [...(needed.length > 0 ? [problem] : []), ...warnings];
}
