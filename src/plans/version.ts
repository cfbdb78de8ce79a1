// The version of what plans/ makes of a text; apart, so that the cache can ask without loading the parser.

/** Part of the cache key: raise it whenever the facts of unchanged bytes change. */
export const plansVersion = 21;
