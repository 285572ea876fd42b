import type { Sender } from './signed-request.ts';

const EMAIL = 'ada@acme.test';

/** Somebody of the local Slack who may ask, and where they are. */
export async function oneSlackUser(
  env: Readonly<Record<string, string>>,
): Promise<Pick<Sender, 'team' | 'channel' | 'user'>> {
  const api = async <T>(method: string, args: Record<string, string>): Promise<T> => {
    const response = await fetch(new URL(method, env['SLACK_API_URL']), {
      method: 'POST',
      headers: { authorization: `Bearer ${env['SLACK_BOT_TOKEN'] ?? ''}` },
      body: new URLSearchParams(args),
    });
    const answer = (await response.json()) as T & { ok: boolean; error?: string };
    if (!answer.ok) throw new Error(`The local Slack refused ${method}: ${answer.error ?? 'no reason given'}`);
    return answer;
  };
  const { team_id: team } = await api<{ team_id: string }>('auth.test', {});
  const { user } = await api<{ user: { id: string } }>('users.lookupByEmail', { email: EMAIL });
  return { team, user: user.id, channel: 'C0APPROVE' };
}
