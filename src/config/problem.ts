/** A place in the configuration, from the top: keys and list positions. */
export type Path = readonly (string | number)[];

/** Something wrong, and where, while the file is being checked. */
export interface Finding {
  readonly path: Path;
  readonly sentence: string;
}

/** Something wrong with the configuration file, as it is reported. */
export interface ConfigProblem {
  /** `instances[0].groups[1].memberOf[0]`; `line 3, column 5` where the YAML itself is broken; empty: the whole file. */
  readonly path: string;
  /** One sentence that says what is wrong and what to write. */
  readonly sentence: string;
  /** Line in the file, from 1; null where no line stands for it. */
  readonly line: number | null;
}

/** Writes a path as one would in code; keys that are no plain words stand in brackets and quotes. */
export function showPath(path: Path): string {
  return path.reduce<string>((shown, part) => {
    if (typeof part === 'number') return `${shown}[${part}]`;
    if (!/^[\p{L}_$][\p{L}\p{N}_$-]*$/u.test(part)) return `${shown}[${JSON.stringify(part)}]`;
    return shown === '' ? part : `${shown}.${part}`;
  }, '');
}
