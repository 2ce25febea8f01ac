import type { Account } from './account.js';

export type AlertKind = 'code_scanning' | 'dependabot' | 'secret_scanning';

/** An alert; which of its times are set tells its state. */
export interface Alert {
  readonly kind: AlertKind;
  readonly number: number;
  /** Of code scanning a rule, of Dependabot an advisory (`GHSA-…`), of secrets their type. */
  readonly about: string;
  readonly severity: 'low' | 'medium' | 'high' | 'critical';
  readonly createdAt: string;
  updatedAt: string;
  fixedAt?: string;
  /** Of a secret: when it was resolved. */
  dismissedAt?: string;
  dismissedBy?: Account;
  reason?: string;
}

/** What was attested of an artifact: an in-toto statement. */
export interface Attestation {
  /** `sha256:…` of the artifact. */
  readonly digest: string;
  readonly statement: Readonly<Record<string, unknown>>;
}
