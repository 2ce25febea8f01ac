// Nobody imports this file, on purpose: the check for dead code must report it, and so shows that it looks at all.
export const unused = true;
