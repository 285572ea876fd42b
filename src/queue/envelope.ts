import type { z } from 'zod';
import type { CommandJob, JobFault } from '../ports/queue.ts';
import type { Seals } from '../ports/seals.ts';
import { commandJob } from './codecs.ts';

/** A command in Redis: its exact text, and the seal over it and over where it stands. */
export interface Sealed {
  readonly v: 1;
  readonly body: string;
  readonly seal: string;
}

/** Where a job stands: a seal fits nowhere else. */
export interface Place {
  readonly queue: string;
  /** The job's name and id in BullMQ. */
  readonly name: string;
  readonly id: string;
}

export type Opened<T> = { readonly ok: true; readonly payload: T } | { readonly ok: false; readonly fault: JobFault };

/** The longest command, in characters: the longest honest one has about 10,000. */
const longest = 64 * 1024;
const purpose = 'queue-job';

/** Seals and opens the jobs that carry somebody's command (DESIGN §4, _Trust_). */
export function createEnvelope(seals: Seals, tenant: string) {
  return {
    /** Throws where the command isn't one, or is too long: then it isn't queued. */
    seal(job: CommandJob, place: Place): Sealed {
      const checked = commandJob.parse(job);
      const body = JSON.stringify(checked);
      if (body.length > longest) throw new Error(`The command ${job.id} has ${body.length} characters`);
      return { v: 1, body, seal: seals.seal(purpose, parts(checked, body, place)) };
    },

    /** The command of a job, if this installation put it there, in this place, and nobody changed it. */
    open(data: unknown, place: Place): Opened<CommandJob> {
      if (typeof data !== 'object' || data === null) return { ok: false, fault: 'malformed' };
      if (!('seal' in data) || !('body' in data)) return { ok: false, fault: isBare(data) ? 'no-seal' : 'malformed' };
      const { body, seal } = data;
      if (typeof body !== 'string' || body.length > longest) return { ok: false, fault: 'malformed' };
      const job = read(body);
      if (job === null) return { ok: false, fault: 'malformed' };
      const isOurs = seals.isSealed(seal, purpose, parts(job, body, place));
      return isOurs ? { ok: true, payload: job } : { ok: false, fault: 'wrong-seal' };
    },
  };

  /** Payload and reply target are in the body; both are named apart so that the seal says what it is over. */
  function parts({ id, heardAt, reply }: CommandJob, body: string, place: Place): readonly string[] {
    return [place.queue, place.name, place.id, tenant, id, String(heardAt), body, JSON.stringify(reply)];
  }
}

export type Envelope = ReturnType<typeof createEnvelope>;

/** What names something to refresh needs no seal, but has to be one of the shapes that we queue. */
export function openPlain<T>(codec: z.ZodType<T>, data: unknown): Opened<T> {
  const { success, data: payload } = codec.safeParse(data);
  return success ? { ok: true, payload } : { ok: false, fault: 'malformed' };
}

/** Whether it is a command as versions before sealing queued it, without a seal; or as somebody wrote it by hand. */
function isBare(data: object): boolean {
  return commandJob.safeParse(data).success;
}

function read(body: string): CommandJob | null {
  try {
    return commandJob.safeParse(JSON.parse(body)).data ?? null;
  } catch {
    return null;
  }
}
