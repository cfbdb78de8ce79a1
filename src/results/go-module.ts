// Reads the one line of a go.mod that names its module: packages in results are called by it.

/** Null where it names none. */
export const goModulePath = (text: string): string | null => /^module[ \t]+"?([^\s"]+)/m.exec(text)?.[1] ?? null;
