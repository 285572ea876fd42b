import { setTimeout as sleep } from 'node:timers/promises';
import { Int32 } from 'bson';
import { checkFields, readDocument, readString } from './arguments.ts';
import { codeName, mongoError, notSupported } from './errors.ts';
import { type Doc, isDoc, isNumeric, show, toNumber, toText } from './values.ts';

/** What a fail point does to one command. */
export interface Failure {
  /** The connection ends without an answer. */
  readonly closeConnection: boolean;
  readonly blockMs: number;
  /** The answer instead of running the command; undefined: it runs. */
  readonly error: Doc | undefined;
  /** Goes into the answer of the command that ran. */
  readonly extra: Doc;
}

export interface FailPoints {
  /** `configureFailPoint`. */
  configure(body: Doc): Promise<Doc>;
  /** What to do to a command of a client with this `appName`; undefined: nothing. */
  take(command: string, appName: string | undefined): Failure | undefined;
}

interface Mode {
  left: number;
  skip: number;
  probability: number;
}

const number = (value: unknown, name: string): number => {
  const found = isNumeric(value) ? toNumber(value) : undefined;
  if (found === undefined || found < 0) throw mongoError(2, `${name} of a fail point must be a number from 0`);
  return found;
};

const parseMode = (mode: unknown): Mode => {
  const mixed = { left: Infinity, skip: 0, probability: 1 };
  if (mode === 'off') return { ...mixed, left: 0 };
  if (mode === 'alwaysOn') return mixed;
  if (!isDoc(mode)) throw mongoError(9, `the mode of a fail point cannot be ${show(mode)}`);
  checkFields('mode', mode, { times: 'taken', skip: 'taken', activationProbability: 'taken' });
  if (mode['times'] !== undefined) return { ...mixed, left: number(mode['times'], 'times') };
  if (mode['skip'] !== undefined) return { ...mixed, skip: number(mode['skip'], 'skip') };
  return { ...mixed, probability: number(mode['activationProbability'], 'activationProbability') };
};

const DATA = {
  failCommands: 'taken',
  errorCode: 'taken',
  errorLabels: 'taken',
  closeConnection: 'taken',
  blockConnection: 'taken',
  blockTimeMS: 'taken',
  writeConcernError: 'taken',
  appName: 'taken',
  failInternalCommands: 'onlyIfEmpty',
} as const;

const failureOf = (data: Doc): Failure => {
  const labels = Array.isArray(data['errorLabels']) ? { errorLabels: data['errorLabels'] as unknown[] } : {};
  const code = data['errorCode'] === undefined ? undefined : number(data['errorCode'], 'errorCode');
  const concern = data['writeConcernError'];
  return {
    closeConnection: data['closeConnection'] === true,
    blockMs: data['blockConnection'] === true ? number(data['blockTimeMS'], 'blockTimeMS') : 0,
    error:
      code === undefined
        ? undefined
        : {
            errmsg: "Failing command via 'failCommand' failpoint",
            code: new Int32(code),
            codeName: codeName(code),
            ...labels,
          },
    extra: isDoc(concern) ? { writeConcernError: concern, ...labels } : {},
  };
};

/**
 * MongoDB's fail point `failCommand`, as its test commands document it: a command answers an error with a code and labels,
 * runs and answers a write-concern error, ends its connection, or takes its time. One of our own stands beside it:
 * `holdMajorityReads` keeps what `readConcern: majority` shows as it is, as while nothing is replicated.
 */
export const createFailPoints = (random: () => number, holdMajority: (on: boolean) => Promise<void>): FailPoints => {
  let mode: Mode = parseMode('off');
  let data: Doc = {};
  let entered = 0;

  const matches = (command: string, appName: string | undefined): boolean => {
    const commands = data['failCommands'];
    if (!Array.isArray(commands) || !commands.includes(command)) return false;
    return data['appName'] === undefined || data['appName'] === appName;
  };

  return {
    configure: async (body) => {
      checkFields('configureFailPoint', body, {
        configureFailPoint: 'taken',
        mode: 'taken',
        data: 'taken',
        $db: 'taken',
        lsid: 'taken',
        $readPreference: 'taken',
        writeConcern: 'taken',
      });
      if (body['$db'] !== 'admin')
        throw mongoError(13, 'configureFailPoint may only be run against the admin database.');
      const name = readString(body, 'configureFailPoint', 'configureFailPoint');
      const next = parseMode(body['mode']);
      if (name === 'holdMajorityReads') await holdMajority(next.left > 0);
      else if (name === 'failCommand') {
        const given = readDocument(body, 'data', 'configureFailPoint', {});
        checkFields('data', given, DATA);
        failureOf(given);
        mode = next;
        data = given;
      } else throw notSupported(`The fail point '${toText(name)}'`);
      return { count: new Int32(entered) };
    },
    take: (command, appName) => {
      if (mode.left === 0 || !matches(command, appName)) return undefined;
      if (mode.skip > 0) {
        mode.skip--;
        return undefined;
      }
      if (mode.probability < 1 && random() >= mode.probability) return undefined;
      mode.left--;
      entered++;
      return failureOf(data);
    },
  };
};

/** Waits as long as a failure blocks. */
export const block = async ({ blockMs }: Failure): Promise<void> => {
  if (blockMs > 0) await sleep(blockMs);
};
