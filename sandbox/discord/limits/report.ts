import { isObject } from '../../common/json.ts';
import type { Refusal } from '../refusal.ts';
import { refusal } from '../refusal.ts';
import type { Json } from '../types.ts';
import { lengthOf } from './length.ts';

export type Path = readonly (string | number)[];

/** Collects what is wrong with a body, in Discord's words and at its places. */
export interface Report {
  add: (path: Path, code: string, message: string) => void;
  /** @throws 50035 Invalid Form Body, where anything is wrong */
  settle: () => void;
}

/** @param root where the body lies in what was sent: `['data']` in an interaction's answer */
export function createReport(root: Path = []): Report {
  const errors: Json = {};
  let count = 0;
  return {
    add: (path, code, message) => {
      count += 1;
      let at = errors;
      for (const step of [...root, ...path]) {
        const next = at[String(step)];
        at = isObject(next) ? next : (at[String(step)] = {});
      }
      const known = Array.isArray(at['_errors']) ? (at['_errors'] as unknown[]) : [];
      at['_errors'] = [...known, { code, message }];
    },
    settle: () => {
      if (count > 0) throw invalidForm(errors);
    },
  };
}

/** One thing wrong, at once. */
export function invalid(path: Path, code: string, message: string): Refusal {
  const errors = path.reduceRight<Json>((inner, step) => ({ [String(step)]: inner }), {
    _errors: [{ code, message }],
  });
  return invalidForm(errors);
}

const invalidForm = (errors: Json): Refusal => refusal(400, 50035, 'Invalid Form Body', { errors });

/** A text of `least` to `most` characters; absent (null too) is fine unless `required`. */
export function checkText(
  report: Report,
  path: Path,
  value: unknown,
  { least = 0, most, required = false }: { least?: number; most: number; required?: boolean },
): value is string {
  if (value === undefined || value === null) {
    if (required) report.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
    return false;
  }
  if (typeof value !== 'string') {
    report.add(path, 'STRING_TYPE_CONVERT', `Could not interpret "${JSON.stringify(value)}" as string.`);
    return false;
  }
  const length = lengthOf(value);
  if (length >= least && length <= most) return true;
  if (least > 0) report.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  else report.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  return false;
}

/** An array of `least` to `most` items; absent (null too) is fine. @returns its items */
export function checkList(report: Report, path: Path, value: unknown, most: number, least = 0): unknown[] {
  if (value === undefined || value === null) return [];
  if (!Array.isArray(value)) {
    report.add(path, 'LIST_TYPE_CONVERT', 'Only iterables may be used in a ListType');
    return [];
  }
  if (value.length > most && least === 0) {
    report.add(path, 'BASE_TYPE_MAX_LENGTH', `Must be ${most} or fewer in length.`);
  } else if (value.length > most || value.length < least) {
    report.add(path, 'BASE_TYPE_BAD_LENGTH', `Must be between ${least} and ${most} in length.`);
  }
  return value as unknown[];
}

/** A whole number within bounds; absent (null too) is fine unless `required`. */
export function checkInteger(
  report: Report,
  path: Path,
  value: unknown,
  least: number,
  most: number,
  required = false,
): void {
  if (value === undefined || value === null) {
    if (required) report.add(path, 'BASE_TYPE_REQUIRED', 'This field is required');
  } else if (!Number.isInteger(value)) {
    report.add(path, 'NUMBER_TYPE_COERCE', `Value "${JSON.stringify(value)}" is not int.`);
  } else if ((value as number) < least) {
    report.add(path, 'NUMBER_TYPE_MIN', `int value should be greater than or equal to ${least}.`);
  } else if ((value as number) > most) {
    report.add(path, 'NUMBER_TYPE_MAX', `int value should be less than or equal to ${most}.`);
  }
}

/** An object; anything else is complained about. */
export function checkObject(report: Report, path: Path, value: unknown): Json | undefined {
  if (isObject(value)) return value;
  report.add(path, 'MODEL_TYPE_CONVERT', 'Only dictionaries may be used in a ModelType');
  return undefined;
}
