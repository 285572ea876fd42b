/** A `.env` with these variables, in their order; those without a value are left out. */
export function envText(variables: readonly (readonly [name: string, value: string])[]): string {
  const lines = variables.filter(([, value]) => value !== '').map(([name, value]) => `${name}=${quoted(value)}`);
  return [
    '# Secrets: readable for you alone, and not for a repository. Every variable: docs/configuration.md.',
    '# node --env-file=.env dist/src/cli/latchkey.js start',
    ...lines,
    '',
  ].join('\n');
}

/** Node reads a `#` as a comment unless the value is in quotes. */
function quoted(value: string): string {
  return /[\s#'"]/.test(value) ? (value.includes("'") ? `"${value}"` : `'${value}'`) : value;
}
