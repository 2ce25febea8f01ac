import { customType, timestamp } from 'drizzle-orm/pg-core';

export const bytea = customType<{ data: Uint8Array; driverData: Uint8Array }>({ dataType: () => 'bytea' });

/** Microseconds matter: times come and go as text. */
export const instant = (name: string) => timestamp(name, { withTimezone: true, mode: 'string', precision: 6 });
