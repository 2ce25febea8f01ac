import { hasRole, type Role, type Viewer } from './viewer.js';

/** The closed list of error codes, in `extensions.code`. */
export type RefusalCode = 'UNAUTHENTICATED' | 'FORBIDDEN' | 'BAD_INPUT' | 'TOO_COSTLY' | 'TIMEOUT' | 'UNAVAILABLE';

/** The server catches it and shows its message, a sentence without secrets, with the code; everything else is masked. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly code: RefusalCode;
  /** Stands beside the code in `extensions`: `cost`, `limit`, `cursor`. */
  readonly facts: Readonly<Record<string, number | string>>;
  constructor(code: RefusalCode, message: string, facts: Readonly<Record<string, number | string>> = {}, options?: ErrorOptions) {
    super(message, options);
    this.code = code;
    this.facts = facts;
  }
}

export function badInput(sentence: string): Refusal {
  return new Refusal('BAD_INPUT', sentence);
}

/** What a viewer is told whose role does not suffice; `what` reads "To <what>". */
export function forbidden(viewer: Viewer, least: Role, what: string): Refusal {
  return new Refusal(
    'FORBIDDEN',
    `To ${what} takes a token with the role ${least}, and this one has the role ${viewer.role}. Ask an administrator for one.`,
  );
}

/** Passes when the viewer's role suffices. Throws FORBIDDEN, saying which role would. */
export function demand(viewer: Viewer, least: Role, what: string): void {
  if (!hasRole(viewer, least)) throw forbidden(viewer, least, what);
}
