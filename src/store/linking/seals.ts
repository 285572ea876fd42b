import { accountKey } from '../../domain/identity.ts';
import type { LinkRecord } from '../../ports/links.ts';
import type { Sealer } from '../seals/sealer.ts';

/** Beside a link: one seal for what it was begun with, and one for each step that somebody took. Older versions wrote none. */
export interface LinkSeals {
  readonly made?: string | null;
  readonly starter?: string | null;
  readonly other?: string | null;
  readonly email?: string | null;
  readonly agreed?: string | null;
}

/** Seals of the fields that an agreed link is carried out by, so that what somebody else wrote is told apart (A9). */
export function createLinkSeals(sealer: Sealer, tenant: string) {
  const seal = (...parts: readonly string[]): string | null => sealer.seal('link', [tenant, ...parts]);

  function madeParts({ id, kind, starter, other, unlink, vouchedBy, at }: LinkRecord): string[] {
    // Whoever signs in names nobody: that side comes with the e-mail.
    const named = kind === 'sign-in' || other === null ? null : accountKey(other.account);
    const body = [kind, accountKey(starter.account), named, unlink, vouchedBy ?? null, at];
    return ['made', id, JSON.stringify(body)];
  }

  function emailParts(id: string, email: string, asked: string | null, until: number | null): string[] {
    return ['email', id, JSON.stringify([email, asked, until])];
  }

  /** What a proof or a question left, as it stands in the link. */
  function emailOf({ id, email, other, expiresAt }: LinkRecord): string[] | null {
    if (email === null) return null;
    return emailParts(id, email, other && accountKey(other.account), other && expiresAt);
  }

  const sideParts = (id: string, side: 'starter' | 'other', at: number): string[] => [side, id, String(at)];
  const agreedParts = (id: string, at: number): string[] => ['agreed', id, String(at)];

  /** Each step that the link shows, with what its seal is over. */
  function steps(link: LinkRecord): (readonly [keyof LinkSeals, string[]])[] {
    const { id, starter, other, agreedAt } = link;
    const email = emailOf(link);
    return [
      ['made', madeParts(link)],
      ...(starter.confirmedAt === null ? [] : [['starter', sideParts(id, 'starter', starter.confirmedAt)] as const]),
      ...(typeof other?.confirmedAt !== 'number'
        ? []
        : [['other', sideParts(id, 'other', other.confirmedAt)] as const]),
      ...(email === null ? [] : [['email', email] as const]),
      ...(agreedAt === null ? [] : [['agreed', agreedParts(id, agreedAt)] as const]),
    ];
  }

  return {
    /** Of a link as it begins. */
    of: (link: LinkRecord): LinkSeals => Object.fromEntries(steps(link).map(([step, parts]) => [step, seal(...parts)])),
    side: (id: string, side: 'starter' | 'other', at: number) => ({
      [`seals.${side}`]: seal(...sideParts(id, side, at)),
    }),
    agreed: (id: string, at: number) => ({ 'seals.agreed': seal(...agreedParts(id, at)) }),
    /** `asked`: whose side was asked, and until when; null: nobody's. */
    email: (id: string, email: string, asked: string | null, until: number | null) => ({
      'seals.email': seal(...emailParts(id, email, asked, until)),
    }),
    /** Whether Latchkey wrote every step that the link shows, and a code that is agreed was confirmed by both sides. */
    isOurs(link: LinkRecord, seals: LinkSeals | null | undefined): boolean {
      if (!sealer.isOn()) return true;
      if (link.state === 'agreed' && !isComplete(link)) return false;
      return steps(link).every(([step, parts]) => sealer.check(seals?.[step], 'link', [tenant, ...parts]) === 'right');
    },
  };
}

function isComplete({ kind, starter, other, email, unlink, agreedAt }: LinkRecord): boolean {
  if (agreedAt === null || (kind === 'unlink') !== (unlink !== null)) return false;
  if (kind === 'code') return starter.confirmedAt !== null && typeof other?.confirmedAt === 'number';
  return kind === 'unlink' ? other !== null : email !== null;
}
