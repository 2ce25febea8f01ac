import type { RuleInfo } from '#contract';

/** What the rules of authorisation are relevant to. */
export const AUTHORISATION: RuleInfo['clauses'] = [
  'NIST 800-53 CM-3 b–d, CM-5, AC-5',
  'ISO 27001 A.8.32, A.5.3',
  'SOC 2 CC8.1',
  'PCI DSS 6.5.1',
  'SOX ITGC change management',
  'DORA RTS 2024/1774 art. 17',
];
