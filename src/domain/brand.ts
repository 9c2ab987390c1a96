/** A nominal type: `T` that only a parser of ours may make (style.md, "Types"). */
export type Brand<T, Name extends string> = T & { readonly __brand: Name };
