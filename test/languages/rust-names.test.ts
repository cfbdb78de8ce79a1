// Names: which files and fences are Rust's, and the command that runs one test.
import { describe, expect, it } from 'vitest';
import { languageOf, languageOfFence } from '../../src/languages/index.ts';
import { rust } from '../../src/languages/rust/index.ts';

describe('the command for one Rust test', () => {
  it.each([
    ['src/lib.rs', 'tests::adds', ['tests::adds', '--', '--exact']],
    ['src/kv/cache.rs', 'tests::adds', ['kv::cache::tests::adds', '--', '--exact']],
    ['src/kv/mod.rs', 'adds', ['kv::adds', '--', '--exact']],
    ['tests/it.rs', 'adds', ['--test', 'it', 'adds', '--', '--exact']],
    ['tests/it/main.rs', 'deep::adds', ['--test', 'it', 'deep::adds', '--', '--exact']],
    ['src/bin/tool.rs', 'tests::adds', ['tests::adds']],
    ['build.rs', 'adds', ['adds']],
    ['src/lib.rs', 'tests::adds/case_1_full', ['tests::adds::case_1_full', '--', '--exact']],
  ])('BC-11: in %s, %s is spelled as cargo does', (path, name, given) => {
    expect(rust.runCommand({ path, name })).toEqual(['cargo', 'test', ...given]);
  });

  it('BC-11: names the package of a workspace by its manifest, and runs a benchmark as one', () => {
    expect(rust.runCommand({ path: 'crates/kv/src/lib.rs', name: 'a' })).toEqual([
      ...['cargo', 'test', '--manifest-path', 'crates/kv/Cargo.toml', 'a', '--', '--exact'],
    ]);
    expect(rust.runCommand({ path: 'benches/kv.rs', name: 'a' }).slice(0, 5)).toEqual([
      ...['cargo', 'bench', '--bench', 'kv', 'a'],
    ]);
  });
});

describe('Rust in the registry', () => {
  it('BC-12: every Rust file may hold tests, except those of others', () => {
    const paths = [
      'src/lib.rs',
      'tests/a.rs',
      'target/debug/build/a.rs',
      'vendor/x/src/lib.rs',
      'a.rs.txt',
      'src/a.rsx',
    ];
    expect(paths.filter((path) => languageOf(path)?.id === 'rust')).toEqual(['src/lib.rs', 'tests/a.rs']);
  });

  it('BC-12: knows its fences', () => {
    expect(['rust', 'rs', 'rust,ignore', 'Rust'].map((info) => languageOfFence(info)?.id)).toEqual(
      Array(4).fill('rust'),
    );
    expect(languageOfFence('ruby')).toBeUndefined();
  });
});
