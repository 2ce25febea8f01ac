/** It stands in every ref of what the source tells. */
export const SOURCE_NAME = /^[a-z0-9-]{1,40}$/;

export const NO_NAME = 'is no possible name of a source. Write one to forty small letters, digits and hyphens.';
