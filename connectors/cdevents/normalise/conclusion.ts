const CONCLUSIONS: ReadonlyMap<string, string> = new Map([
  ['success', 'SUCCESS'],
  ['failure', 'FAILURE'],
  ['cancel', 'CANCELLED'],
  ['error', 'ERROR'],
]);

/** How a run or a test ended, in the words of checks; a run may end without saying how. */
export function conclusionOf(outcome: string | undefined): string {
  return CONCLUSIONS.get(outcome ?? '') ?? 'UNKNOWN';
}
