// The version of the program, replaced by the build with the one of package.json.
declare const __VERSION__: string | undefined;

export const version: string = typeof __VERSION__ === 'string' ? __VERSION__ : '0.0.0-source';
