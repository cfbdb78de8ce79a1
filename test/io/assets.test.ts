import { describe, expect, it } from 'vitest';
import { readAsset } from '../../src/io/assets.ts';

describe('assets', () => {
  it('BC-45: grammars are found from source, as real WebAssembly', async () => {
    for (const name of ['tree-sitter.wasm', 'tree-sitter-go.wasm']) {
      const bytes = await readAsset(name);
      expect([...bytes.subarray(0, 4)], name).toEqual([0, 0x61, 0x73, 0x6d]);
    }
  });

  it('BC-45: a missing asset and a name that is a path are errors', async () => {
    await expect(readAsset('tree-sitter-nope.wasm')).rejects.toThrow('the asset tree-sitter-nope.wasm is missing');
    for (const name of ['../package.json', '/etc/passwd', '', '.', 'a/b'])
      await expect(readAsset(name)).rejects.toThrow('not the name');
  });
});
