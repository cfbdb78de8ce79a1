// Go's build constraints, which stand in comments.

const goBuild = /^\/\/go:build[ \t]+(.*)$/m;
const plusBuild = /^\/\/ ?\+build[ \t]+(.*)$/gm;

/** The build constraint as written in the comments before the package clause; several `+build` lines are joined. */
export const buildConstraint = (header: string): string | null => {
  const modern = goBuild.exec(header)?.[1];
  if (modern !== undefined) return modern.trim();
  const old = [...header.matchAll(plusBuild)].map((match) => (match[1] ?? '').trim());
  return old.length > 0 ? old.join('\n') : null;
};
