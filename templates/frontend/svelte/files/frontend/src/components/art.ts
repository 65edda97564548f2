/** Which drawing an empty page has: for what to make, what to look for, or nothing at all. */
export type Art = 'new' | 'search' | 'blank';
