// The version of the program and the hash of its source, both put in by the build.
declare const __VERSION__: string | undefined;
declare const __BUILD__: string | undefined;

export const version: string = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0-source';

/** Changes with every change of the code; part of the key of remembered answers. */
export const build: string = typeof __BUILD__ === 'string' ? __BUILD__ : 'source';
