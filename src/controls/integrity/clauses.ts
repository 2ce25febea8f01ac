/** Clauses of the rules about protections and removed evidence. */
export const INTEGRITY: readonly string[] = [
  'NIST 800-53 CM-5(1), AU-9, AU-10',
  'ISO 27001 A.8.15, A.8.32',
  'SOC 2 CC6.1, CC8.1',
  'PCI DSS 6.5.1, 10.3',
];
