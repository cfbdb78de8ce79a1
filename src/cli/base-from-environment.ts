// In a pull-request job the base is known to the environment; asking the user for it again would be a nuisance.

export interface FoundBase {
  readonly ref: string;
  /** The variable it was read from, for saying so. */
  readonly from: string;
}

const branch = (name: string): string => `origin/${name.replace(/^refs\/heads\//, '')}`;

/** Hashes before branches: a hash is what the job really compares with. */
const VARIABLES: readonly (readonly [name: string, toRef: (value: string) => string])[] = [
  // Set where GitLab tests the merged result; what the target branch got meanwhile is then part of HEAD, and none of the change.
  ['CI_MERGE_REQUEST_TARGET_BRANCH_SHA', (sha) => sha],
  ['CI_MERGE_REQUEST_DIFF_BASE_SHA', (sha) => sha],
  ['GITHUB_BASE_REF', branch],
  ['BITBUCKET_PR_DESTINATION_BRANCH', branch],
  ['BUILDKITE_PULL_REQUEST_BASE_BRANCH', branch],
  ['SYSTEM_PULLREQUEST_TARGETBRANCH', branch],
  ['CHANGE_TARGET', branch],
];

export function baseFromEnvironment(environment: Readonly<Record<string, string | undefined>>): FoundBase | null {
  for (const [name, toRef] of VARIABLES) {
    const value = environment[name];
    if (value) return { ref: toRef(value), from: name };
  }
  return null;
}
