import { useState } from 'react';
import type { Question } from '../confirm.tsx';
import { api as discordApi } from '../discord/api.ts';
import { api as slackApi } from '../slack/api.ts';
import type { Plan } from './plan.ts';
import { send, sentenceOf } from './send.ts';

/**
 * Starts over, once one has agreed: everything as on a first start where all of it is the sandbox's own, else the chats.
 * @returns how often that happened, whether it happens now, and what asks for it
 */
export function useReset(
  plan: Plan | undefined,
  ask: (question: Question) => Promise<boolean>,
  notify: (sentence: string, kind?: 'problem' | 'news') => void,
): [round: number, isResetting: boolean, reset: () => void] {
  const [round, setRound] = useState(0);
  const [isResetting, setResetting] = useState(false);
  const reset = async (): Promise<void> => {
    if (plan === undefined) return;
    const isSure = await ask({
      title: 'Start over?',
      text: plan.reset
        ? 'Everything goes: both chats, every access, the record and what waits in the queue. Latchkey restarts, as on the first day.'
        : 'All messages go, and people are as they were. What Latchkey has decided stays, because its database isn’t the sandbox’s own.',
      yes: 'Start over',
      isDangerous: true,
    });
    if (!isSure) return;
    setResetting(true);
    try {
      if (plan.reset) await send('POST', '/reset');
      else await Promise.all([plan.slack && slackApi.reset(), plan.discord && discordApi.reset()]);
      localStorage.removeItem('tour');
      setRound((count) => count + 1);
      notify(plan.reset ? 'Everything is as on the first day.' : 'The chats are as on the first day.', 'news');
    } catch (error) {
      notify(`Starting over failed: ${sentenceOf(error)}`);
    }
    setResetting(false);
  };
  return [round, isResetting, () => void reset()];
}
