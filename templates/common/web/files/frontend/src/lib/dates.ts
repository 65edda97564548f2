const formatter = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium' });

/** A day as the reader's own language writes it. */
export const formatDay = (timestamp: string): string => formatter.format(new Date(timestamp));
