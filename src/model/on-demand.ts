// Values that are made when they are first asked for, and once: nobody waits for what nobody looks at.

/** An object whose values are made on demand. They may ask each other, as long as they do not ask in a circle. */
export function onDemand<Values extends object>(makers: { readonly [Key in keyof Values]: () => Values[Key] }): Values {
  const values = {};
  for (const [key, make] of Object.entries<() => unknown>(makers))
    Object.defineProperty(values, key, { get: once(make), enumerable: true });
  return values as Values;
}

/** The same function, asked once. */
export function once<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}
