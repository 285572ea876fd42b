import { userInfo } from 'node:os';

/** Whoever runs the command, as the operating system says: a claim, and recorded as one. */
export function operator(): string {
  try {
    return `${userInfo().username} (command line)`;
  } catch {
    return 'somebody (command line)';
  }
}
