import { useState } from 'react';

const SHOWN_MS = 1500;

/** Something for a terminal, with a button that copies it. */
export function CopyLine({ name, line }: { name: string; line: string }) {
  const [isCopied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(line).catch(() => undefined);
    setCopied(true);
    window.setTimeout(() => setCopied(false), SHOWN_MS);
  };
  return (
    <div className="copy">
      <p>
        {name}
        <button type="button" className="button" aria-label={`Copy: ${name}`} onClick={() => void copy()}>
          {isCopied ? 'Copied' : 'Copy'}
        </button>
      </p>
      <pre tabIndex={0}>{line}</pre>
    </div>
  );
}
