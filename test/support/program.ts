import { fileURLToPath } from 'node:url';

const project = fileURLToPath(new URL('../../', import.meta.url));
const { isBuilt } = (await import(new URL('../../scripts/built.mjs', import.meta.url).href)) as {
  isBuilt: (project: string) => boolean;
};
const isCurrent = isBuilt(project);

/**
 * What Node is to run for one of our programs: what it was built to, which starts with a fifth of the processor time, or
 * its source where the build isn't current.
 * @param path of the source, relative to the project and without its ending, such as `src/cli/latchkey`
 */
export function program(path: string): readonly string[] {
  return isCurrent ? [`${project}dist/${path}.js`] : ['--import', 'tsx', `${project}${path}.ts`];
}
