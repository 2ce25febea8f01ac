/** Resolves at Ctrl-C or SIGTERM. A second one ends the process at once, for whoever cannot wait. */
export async function untilAsked(): Promise<void> {
  await new Promise<void>((resolve) => {
    const asked = (): void => {
      for (const signal of SIGNALS) process.removeListener(signal, asked).on(signal, () => process.exit(130));
      resolve();
    };
    for (const signal of SIGNALS) process.on(signal, asked);
  });
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;
