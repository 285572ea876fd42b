import type { Message } from '../../../domain/message.ts';

const replacements: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};
const signs: Readonly<Record<Message['tone'], string>> = {
  plain: '',
  waiting: '⏳ ',
  good: '✅ ',
  bad: '⛔ ',
  ended: '⏹ ',
};

/** What somebody reads in the browser after signing in: the message's first line, escaped. */
export function page({ tone, title = 'Latchkey', summary }: Message): string {
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
<style>
  body { font: 1.1rem/1.5 system-ui, sans-serif; max-width: 34rem; margin: 15vh auto; padding: 0 1.5rem; color: #1d1f23; background: #fff }
  @media (prefers-color-scheme: dark) { body { color: #e8e9eb; background: #1d1f23 } }
</style>
<main>
  <h1>${escapeHtml(`${signs[tone]}${title}`)}</h1>
  <p>${escapeHtml(summary)}</p>
  <p>You can close this page and go back to Discord.</p>
</main>
</html>
`;
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (char) => replacements[char] ?? char);
}
