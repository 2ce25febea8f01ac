/** An account as the platform resolves it; null elsewhere means that it resolves none. */
export interface Account {
  readonly id: number;
  readonly login: string;
  readonly type: 'User' | 'Bot' | 'Organization';
  /** What he commits under; left out, the address that GitHub gives him. */
  readonly email?: string;
}
