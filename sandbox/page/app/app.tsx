import { useEffect, useMemo, useState } from 'react';
import { ConfirmDialog, useConfirm } from './confirm.tsx';
import { PageContext } from './context.ts';
import type { Plan } from './data/plan.ts';
import { readPlan } from './data/plan.ts';
import { useTheme } from './data/theme.ts';
import { useReset } from './data/use-reset.ts';
import { Stage } from './stage.tsx';
import { Toasts, useToasts } from './toast.tsx';
import { Waiting } from './waiting.tsx';

const RETRY_MS = 2000;

/** The page: what runs, its colours, and what lies above everything. */
export function App() {
  const [theme, discordTheme, toggleTheme] = useTheme();
  const [plan, setPlan] = useState<Plan>();
  const [isLost, setLost] = useState(false);
  const [toasts, notify, removeToast] = useToasts();
  const [asked, ask] = useConfirm();
  const [round, isResetting, reset] = useReset(plan, ask, notify);

  useEffect(() => {
    let timer: number | undefined;
    const read = (): void => {
      readPlan().then(setPlan, () => {
        setLost(true);
        timer = window.setTimeout(read, RETRY_MS);
      });
    };
    read();
    return () => window.clearTimeout(timer);
  }, []);
  const page = useMemo(() => ({ theme, notify, ask }), [theme, notify, ask]);

  return (
    <PageContext.Provider value={page}>
      {plan === undefined || isResetting ? (
        <Waiting isLost={isLost && !isResetting} words={isResetting ? 'Starting over…' : undefined} />
      ) : (
        <Stage key={round} plan={plan} discordTheme={discordTheme} toggleTheme={toggleTheme} onReset={reset} />
      )}
      <Toasts toasts={toasts} remove={removeToast} />
      {asked !== undefined && <ConfirmDialog asked={asked} />}
    </PageContext.Provider>
  );
}
