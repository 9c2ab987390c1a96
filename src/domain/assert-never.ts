/** Ends a `switch` on a closed union: a new member is a compile error, and a bug at run time. */
export function assertNever(value: never): never {
  throw new Error(`unexpected member of a closed union: ${JSON.stringify(value)}`);
}
